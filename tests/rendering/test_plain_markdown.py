"""Without gonogo's Markdown extension, every page has the same HTML, with any other extensions."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import markdown
import pytest

from built_site import ROOT
from gonogo.builders.markdown_extension import GonogoExtension
from gonogo.outputs.fragment_marks import without_marks
from gonogo.pipelines import site_build
from hostile import write_hostile_past

if TYPE_CHECKING:
    from pathlib import Path

    from markdown.extensions import Extension

_STANDARD = (
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks"
)
_PYMDOWNX = (
    "arithmatex betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html blocks.tab "
    "caret critic details emoji escapeall fancylists highlight inlinehilite keys magiclink mark progressbar quotes "
    "saneheaders smartsymbols snippets superfences tabbed tasklist tilde"
)
_EXTENSIONS = {
    "none": [],
    "md-in-html": ["md_in_html"],
    "standard": _STANDARD.split(),
    "pymdownx": [f"pymdownx.{name}" for name in _PYMDOWNX.split()],
    "all": [*_STANDARD.split(), *(f"pymdownx.{name}" for name in _PYMDOWNX.split())],
}


@pytest.fixture(scope="session", params=["own", "hostile"])
def sources(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The Markdown pages of a project."""
    root: Path = ROOT if request.param == "own" else write_hostile_past(tmp_path_factory.mktemp("hostile"))
    return dict(site_build.build_site(root, datetime(2026, 1, 1, tzinfo=UTC), site_build.SiteOptions()).sources)


def _convert(text: str, extensions: list[str | Extension]) -> str:
    html = markdown.markdown(text.split("---\n", 2)[2], extensions=extensions)
    return re.sub(r"\s*\n\s*", "\n", html).strip()


@pytest.mark.parametrize("extensions", _EXTENSIONS.values(), ids=_EXTENSIONS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # from old extensions
def test_fragments_are_unchanged_by_markdown_extensions(sources: dict[str, str], extensions: list[str]) -> None:
    """Markdown sets the HTML of a fragment aside before any extension interprets its text."""
    for path, text in sources.items():
        with_ours = _convert(text, [*extensions, GonogoExtension(with_plugin=True)])
        assert _convert(without_marks(text), [*extensions, "attr_list"]) == with_ours, path


def test_page_lines_never_begin_with_user_text(sources: dict[str, str]) -> None:
    """Extensions that search for marks at the start of lines find only the marks of gonogo."""
    for path, text in sources.items():
        for line in text.split("---\n", 2)[2].split("\n"):
            assert not line or re.match(r"#+ |</?[a-z]|<!-- gonogo", line), (path, line)

"""What the search index holds. Its parser is Material's, and it is strict about what it leaves out."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import yaml

from built_site import ROOT, VOID
from gonogo import app
from gonogo.outputs.marks import BEGIN, END
from hostile import write_hostile_project

if TYPE_CHECKING:
    from pathlib import Path

_EXCLUDE = "data-search-exclude"
_FRAGMENT = re.compile(rf"^{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}$", re.DOTALL | re.MULTILINE)


class _Trouble(HTMLParser):
    """What Material's parser would stumble over: it compares elements by name, and waits for each to be closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.feed(html)
        self.found += [f"<{tag}> is never closed" for tag, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        excluded = [outer for outer, is_excluded in self.open if is_excluded]
        if tag in excluded:
            self.found.append(f"<{tag}> in a <{tag} {_EXCLUDE}> ends it")
        if excluded and re.fullmatch("h[1-6]", tag):
            self.found.append(f"<{tag}> in a <{excluded[0]} {_EXCLUDE}> begins a section")
        value = dict(attrs).get(_EXCLUDE, "1")
        if not value:
            self.found.append(f"<{tag} {_EXCLUDE}> has no value, so it stays on the page")
        if tag not in VOID:
            self.open.append((tag, _EXCLUDE in dict(attrs)))
        elif _EXCLUDE in dict(attrs):
            self.found.append(f"<{tag}> cannot be left out")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing: it holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.found.append(f"</{tag}> closes another element")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<dl data-search-exclude="1"><dt>a</dt><dd><p>b<br></p></dd></dl><svg><path d="M0"/></svg>', []),
        ('<div data-search-exclude="1"><div>a</div>b</div>', ["<div> in a <div data-search-exclude> ends it"]),
        ('<div data-search-exclude="1"><h3>a</h3></div>', ["<h3> in a <div data-search-exclude> begins a section"]),
        ("<p data-search-exclude>a</p>", ["<p data-search-exclude> has no value, so it stays on the page"]),
        ('<img alt="a" data-search-exclude="1">', ["<img> cannot be left out"]),
        ("<p>a", ["<p> is never closed"]),
        ("<ul><li>a</ul>", ["</ul> closes another element", "<ul> is never closed"]),
    ],
)
def test_what_the_parser_stumbles_over_is_known(html: str, found: list[str]) -> None:
    """The rules that the next test looks for."""
    assert _Trouble(html).found == found


@pytest.mark.parametrize("project", ["own", "hostile"])
def test_fragments_leave_out_what_they_mean_to(project: str, tmp_path: Path) -> None:
    """Every element is closed; an excluded one holds none of its own name and no heading."""
    root = ROOT if project == "own" else write_hostile_project(tmp_path)
    site = app.build_site(root, datetime(2026, 1, 1, tzinfo=UTC), app.SiteOptions())
    for path, source in site.sources.items():
        for fragment in _FRAGMENT.findall(source):
            assert (path, _Trouble(fragment).found) == (path, [])


def _tokens(text: str) -> list[str]:
    """The words as Material cuts them with the separator of this repository."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    separator = next(plugin["search"]["separator"] for plugin in config["plugins"] if "search" in plugin)
    return [word for word in re.split(separator, unescape(re.sub(r"<[^>]*>", " ", text)).lower()) if word]


def _places(site: Path) -> dict[str, str]:
    """What is indexed, by page."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    pages: dict[str, str] = {}
    for section in index["docs"]:
        page = section["location"].partition("#")[0]
        pages[page] = f"{pages.get(page, '')} {section['title']} {section['text']}"
    return pages


@pytest.mark.parametrize("own_site", [False], indirect=True, ids=["file-urls"])
def test_every_entry_and_every_way_to_reach_somebody_is_found(own_site: Path) -> None:
    """The words of each title are in the index of its release; name, phone and e-mail in that of the contacts."""
    words = {page: " ".join(_tokens(text)) for page, text in _places(own_site).items()}
    snapshot = app.load(ROOT)
    for _, release in snapshot.releases():
        pages = [text for page, text in words.items() if page.startswith(f"{release.system}/{release.id}/")]
        for _, entry in release.walk():
            title = " ".join(_tokens(entry.title.replace("`", "")))
            assert any(title in text for text in pages), entry.title
    for system in snapshot.systems.values():
        assert system.facts is not None
        for contact in system.facts.contacts.values():
            for detail in (contact.name, contact.phone, contact.email):
                assert not detail or " ".join(_tokens(detail)) in words[f"{system.id}/contacts.html"], detail

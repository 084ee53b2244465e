"""If a page names the line of a key, the line contains that key, and the link leads to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.running import run
from gonogo.pipelines.site_build import SiteOptions, build_site

PROJECT = Path(__file__).parents[2]
NAMED = re.compile(r'<code>(\w+):</code> in (?:<a href="([^"]*)"[^>]*>)?line (\d+)')
AS_OF = datetime(2026, 3, 27, 17, tzinfo=UTC)


@pytest.fixture(scope="module", params=["the two documents", "the demo"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "the two documents":
        return PROJECT
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    assert run("demo", folder).code == 0
    return folder


def test_page_names_the_correct_line_of_a_key(project: Path) -> None:
    """Every line number on a page is the line of the named key in the release file."""
    site = build_site(project, AS_OF, SiteOptions())
    keys = set()
    for path, source in site.sources.items():
        for key, href, number in NAMED.findall(source):
            system, release, *_ = path.split("/")
            file = f"checklists/{system}/{release}.yml"
            line = (project / file).read_text(encoding="utf-8").split("\n")[int(number) - 1]
            assert line.lstrip().startswith(f"{key}:"), (path, key, number)
            assert not href or href.endswith(f"/{file}#L{number}")
            keys.add((key, bool(href)))
    assert {"status", "decision"} <= {key for key, _ in keys}


def test_handbook_names_the_correct_line_of_a_key() -> None:
    """The example names the line of its key in the file at the end of the first page."""
    pages = PROJECT / "docs" / "handbook"
    found = re.search(r"`(\w+):` in line (\d+)", (pages / "complete.md").read_text(encoding="utf-8"))
    file = re.search(
        r"`checklists/shop/v1.0.0.yml`.*?```yaml\n(.*?)```", (pages / "start.md").read_text("utf-8"), re.DOTALL
    )
    assert found
    assert file
    lines = file[1].split("\n")
    assert lines[int(found[2]) - 2 : int(found[2])] == ["      unit-tests:", f"        {found[1]}: open"]

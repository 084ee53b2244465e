"""The plugin in somebody's own site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from built_site import build, copy_project, read_pages

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """
site_name: Their site
theme: {name: material, font: false}
plugins:
  - search
  - gonogo: {folder: readiness, title: Are we ready}
nav:
  - index.md
  - gonogo
  - More: more.md
"""


@pytest.fixture
def their_site(tmp_path: Path) -> Path:
    """Somebody's MkDocs project with pages of its own, and our checklists."""
    project = copy_project(tmp_path)
    for page in sorted((project / "docs").rglob("*.md"), reverse=True):
        page.unlink()
    (project / "docs" / "index.md").write_text(
        "# Welcome\n\nSee [an item](readiness/vitracka/v1.0.0/pre-deployment/index.md#unit-tests).\n", encoding="utf-8"
    )
    (project / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return project


def test_pages_lie_in_their_folder_beside_those_of_the_site(their_site: Path, tmp_path: Path) -> None:
    """The site's own pages stay, ours are in the folder, and the navigation has both in the order that it says."""
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    assert "Welcome" in pages["index.html"].text
    assert "Are we ready" in pages["readiness/index.html"].text
    text = pages["index.html"].text
    assert text.index("Welcome") < text.index("Health Scheduler") < text.index("More")


def test_link_to_an_entry_that_is_not_there_fails_the_build(their_site: Path, tmp_path: Path) -> None:
    """Ids inside our fragments are known to MkDocs, so a wrong one in somebody's page is found."""
    page = their_site / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("#unit-tests", "#unit-testz"), encoding="utf-8")
    with (their_site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {links: {anchors: warn}}\n")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "#unit-testz" in result.stderr


def test_page_that_both_have_is_an_error_with_a_cure(their_site: Path, tmp_path: Path) -> None:
    """Neither page silently replaces the other."""
    config = their_site / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("folder: readiness, ", ""), encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "index.md in your docs lies where the page index.md of the checklists goes" in result.stderr
    assert "folder: readiness" in result.stderr


def test_page_at_the_same_address_is_an_error_too(their_site: Path, tmp_path: Path) -> None:
    """`findings.md` and `findings/index.md` are the same page of a site, and MkDocs would keep the later."""
    (their_site / "docs" / "readiness").mkdir()
    (their_site / "docs" / "readiness" / "findings.md").write_text("# Mine\n", encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "readiness/findings.md in your docs lies where the page readiness/findings/index.md" in result.stderr


def test_project_without_mkdocs_yml_says_what_to_write(their_site: Path, tmp_path: Path) -> None:
    """`gonogo build` needs a configuration, and says which."""
    (their_site / "mkdocs.yml").unlink()
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "there is no mkdocs.yml" in result.stderr
    assert "plugins: [gonogo, search]" in result.stderr


def test_broken_checklist_is_shown_as_unreadable(their_site: Path, tmp_path: Path) -> None:
    """A file that does not decode is NO-GO at home and keeps its page, where its errors stand."""
    release = their_site / "checklists" / "health-scheduler" / "v1.0.0.yml"
    release.write_text(release.read_text(encoding="utf-8").replace("status: open", "status: opne", 1), encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    pages = read_pages(tmp_path / "out")
    assert "1 file does not decode" in pages["readiness/index.html"].text
    for page in ("findings", "health-scheduler/v1.0.0"):
        assert '"status" cannot be "opne"' in pages[f"readiness/{page}/index.html"].text

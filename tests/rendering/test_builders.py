"""Every builder makes of the tree what the plugin makes of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from built_site import broken_links, read_pages
from built_tree import parse_pages, search_entries

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Case


def test_pages_are_those_of_the_plugin(case: Case, built: Path) -> None:
    """Page by page: the title, and in the article every element, attribute, id, link and text, in order."""
    ours, theirs = parse_pages(case.site), parse_pages(built)
    assert sorted(theirs) == sorted(ours)
    for path, page in ours.items():
        assert page.article, path
        assert theirs[path].title == page.title, path
        assert theirs[path].article == page.article, path


def test_navigation_and_contents_are_those_of_the_plugin(case: Case, built: Path) -> None:
    """The menu and the table of contents have the same texts, which lead to the same places, in the same order."""
    theirs = parse_pages(built)
    for path, page in parse_pages(case.site).items():
        assert len(page.menu) > 5, path
        assert theirs[path].menu == page.menu, path
        assert theirs[path].contents == page.contents, path


def test_every_link_resolves(built: Path) -> None:
    """Every internal link leads to a file, and every anchor to an id in it."""
    assert broken_links(built, read_pages(built)) == []


def test_search_finds_every_page_and_section(case: Case, built: Path) -> None:
    """The index has the pages and sections of the plugin's, and the titles of entries in their sections."""
    ours, theirs = search_entries(case.site), search_entries(built)
    assert len(theirs) > 10
    assert set(theirs) <= set(ours)
    pages: dict[str, str] = {}
    for place, (title, text) in theirs.items():
        assert ours[place][0].startswith(title), place
        page = place.partition("#")[0]
        pages[page] = f"{pages.get(page, '')} {title} {text}"
    for place in set(ours) - set(theirs):
        assert ours[place][0].partition(" · ")[0] in pages[place.partition("#")[0]], place


def test_tree_names_nothing_of_gonogo(case: Case) -> None:
    """No plugin, no Markdown extension and no mark of ours is left for a builder to know."""
    lines = (case.tree / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    assert not any(line.strip().startswith("- gonogo") for line in lines)
    for page in case.tree.rglob("*.md"):
        if "handbook" not in page.parts and "reference" not in page.parts:
            assert "<!-- gonogo" not in page.read_text(encoding="utf-8"), page

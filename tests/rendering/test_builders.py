"""Every builder creates the same site from the tree as the plugin creates from the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from built_site import broken_links, read_pages
from built_tree import parse_pages, search_entries

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Case


def test_builder_creates_the_pages_of_the_plugin(case: Case, built: Path) -> None:
    """On each page, the title and all elements, attributes, links and texts of the article are equal, in order."""
    from_plugin, from_builder = parse_pages(case.site), parse_pages(built)
    assert sorted(from_builder) == sorted(from_plugin)
    for path, page in from_plugin.items():
        assert page.article, path
        assert from_builder[path].title == page.title, path
        assert from_builder[path].article == page.article, path


def test_builder_creates_the_menu_and_contents_of_the_plugin(case: Case, built: Path) -> None:
    """The menu and the table of contents have the same texts and links in the same order."""
    from_builder = parse_pages(built)
    for path, page in parse_pages(case.site).items():
        assert len(page.menu) > 5, path
        assert from_builder[path].menu == page.menu, path
        assert from_builder[path].contents == page.contents, path


def test_builder_creates_working_links(built: Path) -> None:
    """Every internal link leads to a file, and every anchor to an id in that file."""
    assert broken_links(built, read_pages(built)) == []


def test_builder_indexes_every_page_and_section(case: Case, built: Path) -> None:
    """The search index has the pages and sections of the plugin, and the titles of entries in their sections."""
    from_plugin, from_builder = search_entries(case.site), search_entries(built)
    assert len(from_builder) > 10
    assert set(from_builder) <= set(from_plugin)
    pages: dict[str, str] = {}
    for place, (title, text) in from_builder.items():
        assert from_plugin[place][0].startswith(title), place
        page = place.partition("#")[0]
        pages[page] = f"{pages.get(page, '')} {title} {text}"
    for place in set(from_plugin) - set(from_builder):
        assert from_plugin[place][0].partition(" · ")[0] in pages[place.partition("#")[0]], place


def test_tree_does_not_need_gonogo(case: Case) -> None:
    """The tree has no plugin, no Markdown extension and no marker of gonogo."""
    lines = (case.tree / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    assert not any(line.strip().startswith("- gonogo") for line in lines)
    for page in case.tree.rglob("*.md"):
        if "handbook" not in page.parts and "reference" not in page.parts:
            assert "<!-- gonogo" not in page.read_text(encoding="utf-8"), page

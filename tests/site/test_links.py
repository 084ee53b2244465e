"""A site has no broken links, no requests to other hosts, and no duplicate ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from built_site import broken_links, read_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_site_has_no_broken_link_or_anchor(own_site: Path) -> None:
    """Links lead to a file and to an id in it, with each form of URL."""
    pages = read_pages(own_site)
    assert len(pages) > 30
    assert broken_links(own_site, pages) == []


def test_site_loads_nothing_from_other_hosts(own_site: Path) -> None:
    """Scripts, styles, images and fonts are files of the site."""
    foreign = {
        link
        for page in read_pages(own_site).values()
        for tag, attributes in page.tags
        for link in (attributes.get("src", ""), attributes.get("href", "") if tag == "link" else "")
        if link.startswith(("http:", "https:", "//"))
    }
    assert foreign == set()


def test_page_has_no_duplicate_ids(own_site: Path) -> None:
    """Each id occurs once on a page, because a link to a duplicate id would be ambiguous."""
    for path, page in read_pages(own_site).items():
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path

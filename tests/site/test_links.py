"""No link of a site leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from built_site import broken_links, read_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_every_link_and_anchor_of_the_site_resolves(own_site: Path) -> None:
    """Links between pages, blockers and entries lead to a file and to an id in it, with either form of URL."""
    pages = read_pages(own_site)
    assert len(pages) > 30
    assert broken_links(own_site, pages) == []


def test_no_page_asks_another_host_for_anything(own_site: Path) -> None:
    """Scripts, styles, images and fonts come from the site itself."""
    foreign = {
        link
        for page in read_pages(own_site).values()
        for tag, attributes in page.tags
        for link in (attributes.get("src", ""), attributes.get("href", "") if tag == "link" else "")
        if link.startswith(("http:", "https:", "//"))
    }
    assert foreign == set()


def test_every_id_of_a_page_is_there_once(own_site: Path) -> None:
    """Two elements with one id would make a link to it ambiguous."""
    for path, page in read_pages(own_site).items():
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), path

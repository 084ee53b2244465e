"""User text stays text in pages, titles, the navigation and the search index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from built_site import read_pages
from hostile import MARK, TEXT

if TYPE_CHECKING:
    from pathlib import Path


def test_hostile_text_creates_no_element_and_no_attribute(hostile_site: Path) -> None:
    """A text creates no script, image, link or event handler on any page."""
    for path, page in read_pages(hostile_site).items():
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") for name in attributes), (path, tag, attributes)
            assert not attributes.get("href", "").startswith("javascript:"), path
            assert attributes.get("src") != "x", path
            assert tag != "b" or MARK not in str(attributes), path
        assert "alert(1)" not in [attributes.get("src", "") for _, attributes in page.tags]


def test_hostile_text_is_shown_unchanged(hostile_site: Path) -> None:
    """Text is neither lost, evaluated, included nor converted to markup."""
    pages = read_pages(hostile_site)
    written = f"{MARK} {TEXT}"
    for path in ("app/index.html", "app/v1/index.html", "app/v1/p/index.html", "app/v1/sign-offs/index.html"):
        assert written in pages[path].text, path
    assert '--8<-- ".git/config"\n<!-- gonogo: end -->\n# heading' in pages["app/v1/index.html"].text


def test_hostile_title_is_the_browser_title(hostile_site: Path) -> None:
    """The title of the page is the complete text."""
    page = read_pages(hostile_site)["app/v1/index.html"]
    assert page.title == f"{MARK} {TEXT} v1 - Hostile"


def test_search_index_escapes_hostile_text(hostile_site: Path) -> None:
    """The search index, which a script inserts into the page, contains no tag from a text."""
    index = json.loads((hostile_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        for text in (entry["title"], entry["text"]):
            assert not {"<script", "<img", "<b>", "</title"} & set(_tags(text)), entry["location"]


def _tags(text: str) -> list[str]:
    return [
        f"<{part.split(' ')[0].split('>')[0]}" + (">" if part.startswith("b>") else "") for part in text.split("<")[1:]
    ]

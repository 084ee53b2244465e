"""Text of users stays text: in pages, titles, navigation and the search index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from built_site import read_pages
from hostile import MARK, TEXT

if TYPE_CHECKING:
    from pathlib import Path


def test_hostile_text_makes_no_element_and_no_attribute(hostile_site: Path) -> None:
    """No script, image, link or handler of a page comes from a text."""
    for path, page in read_pages(hostile_site).items():
        for tag, attributes in page.tags:
            assert not any(name.startswith("on") for name in attributes), (path, tag, attributes)
            assert not attributes.get("href", "").startswith("javascript:"), path
            assert attributes.get("src") != "x", path
            assert tag != "b" or MARK not in str(attributes), path
        assert "alert(1)" not in [attributes.get("src", "") for _, attributes in page.tags]


def test_hostile_text_is_shown_as_it_was_written(hostile_site: Path) -> None:
    """Nothing is lost, evaluated, included or turned into markup."""
    pages = read_pages(hostile_site)
    written = f"{MARK} {TEXT}"
    for path in ("app/index.html", "app/v1/index.html", "app/v1/p/index.html", "app/v1/sign-offs/index.html"):
        assert written in pages[path].text, path
    assert '--8<-- ".git/config"\n<!-- gonogo: end -->\n# heading' in pages["app/v1/index.html"].text


def test_hostile_title_is_the_title(hostile_site: Path) -> None:
    """The browser's title is the text, and the page goes on behind it."""
    page = read_pages(hostile_site)["app/v1/index.html"]
    assert page.title == f"{MARK} {TEXT} v1 - Hostile"


def test_hostile_text_is_text_in_the_search_index(hostile_site: Path) -> None:
    """The index, which a script puts into the page, holds no tag that a text wrote."""
    index = json.loads((hostile_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        for text in (entry["title"], entry["text"]):
            assert not {"<script", "<img", "<b>", "</title"} & set(_tags(text)), entry["location"]


def _tags(text: str) -> list[str]:
    return [
        f"<{part.split(' ')[0].split('>')[0]}" + (">" if part.startswith("b>") else "") for part in text.split("<")[1:]
    ]

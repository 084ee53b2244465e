"""What the search index holds of the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from built_site import read_pages

if TYPE_CHECKING:
    from pathlib import Path


def _find(site: Path, text: str) -> list[str]:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return [entry["location"] for entry in index["docs"] if text in entry["title"] + entry["text"]]


def test_entry_is_found_once_in_its_section(own_site: Path) -> None:
    """The title of an entry, which also stands among the blockers, is indexed where the entry is at home."""
    is_folder = (own_site / "vitracka/v1.0.0/pre-deployment/index.html").exists()
    page = f"vitracka/v1.0.0/pre-deployment{'/' if is_folder else '.html'}"
    assert _find(own_site, "All code merged to main branch") == [f"{page}#code-and-testing"]


def test_pages_are_not_found_by_what_all_of_them_say(own_site: Path) -> None:
    """Neither the tabs of a release nor the line that ends every page is indexed."""
    assert (_find(own_site, "Judged as of"), _find(own_site, "<li>Run sheet")) == ([], [])


def test_contact_is_found(own_site: Path) -> None:
    """Pages without entries are indexed as they are."""
    assert any("vitracka/contacts" in place for place in _find(own_site, "Deployment Lead"))


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_page_is_whole_although_its_index_is_not(own_site: Path) -> None:
    """What an entry says beyond its title, and the line that ends a page, stand on the page."""
    text = read_pages(own_site)["health-scheduler/v1.0.0/pre-deployment/index.html"].text
    assert "The document declares" in text
    assert "Judged as of" in text

"""The site opened from a file system: without a server, other hosts or JavaScript."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Hidden elements with their own text. The content of a <details> opens without a script.
_HIDDEN = """() => [...document.querySelectorAll(".md-content *:not(svg *, script, style)")]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => !one.checkVisibility() && !one.closest("details:not([open]), form.gonogo-filter, .gonogo-ink"))
  .map(one => one.outerHTML)"""


@contextmanager
def _opened(browser: Browser, folder: Path, page: str = "index.html") -> Iterator[tuple[Page, list[str]]]:
    """A page of the site from the file system, with all requests to other hosts and all errors."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        tab = context.new_page()
        trouble: list[str] = []
        context.on("request", lambda asked: None if asked.url.startswith("file:") else trouble.append(asked.url))
        context.on("requestfailed", lambda asked: trouble.append(asked.url))
        tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.goto((folder / page).as_uri())
        yield tab, trouble


def _place(page: Page, folder: Path) -> str:
    """The file of the site in the address of the page, with its anchor."""
    url = urlsplit(page.url)
    return unquote(url.path).removeprefix(f"{folder.as_posix()}/") + (f"#{url.fragment}" if url.fragment else "")


def test_offline_links_lead_from_home_to_an_entry(browser: Browser, own_folder: Path) -> None:
    """Every link from home to release, blocker and entry names an existing file."""
    with _opened(browser, own_folder) as (page, trouble):
        page.locator('.md-content a[href="vitracka/v1.0.0/index.html"]').first.click()
        page.get_by_role("link", name="All code merged to main branch").first.click()
        assert _place(page, own_folder) == "vitracka/v1.0.0/pre-deployment/index.html#code-merged"
        page.locator("#code-merged").wait_for()
        assert trouble == []


@pytest.mark.parametrize(
    ("typed", "result", "place"),
    [
        pytest.param(
            "cross-browser testing",
            "Cross-browser testing",
            "health-scheduler/v1.0.0/pre-deployment/index.html#cross-browser-testing",
            id="title",
        ),
        pytest.param(
            "ddos prot",
            "DDoS protection",
            "health-scheduler/v1.0.0/pre-deployment/index.html#ddos-protection",
            id="beginning-of-a-word",
        ),
        pytest.param("sarah williams", "Sarah Williams", "health-scheduler/contacts/index.html", id="name"),
        pytest.param("555-0103", "555-0103", "health-scheduler/contacts/index.html", id="part-of-a-phone"),
    ],
)
def test_offline_search_finds_entries_and_people(
    browser: Browser, own_folder: Path, typed: str, result: str, place: str
) -> None:
    """The first result with the expected text leads to its page and anchor."""
    with _opened(browser, own_folder, "vitracka/v1.0.0/index.html") as (page, trouble):
        page.keyboard.press("/")
        page.keyboard.type(typed, delay=20)
        page.locator(".md-search-result__link", has_text=result).first.click()
        page.locator("mark[data-md-highlight]").first.wait_for()
        assert _place(page, own_folder).startswith(place)
        assert trouble == []


def test_page_hides_no_text_without_javascript(browser: Browser, own_folder: Path) -> None:
    """Without JavaScript, all texts of all pages are visible."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for file in sorted(own_folder.rglob("*.html")):
            page.goto(file.as_uri())
            assert page.locator("h1").first.is_visible(), file
            assert (file, page.evaluate(_HIDDEN)) == (file, [])

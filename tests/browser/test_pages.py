"""Pages in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hostile import MARK, TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PAGES = (
    "",
    "findings/",
    "vitracka/",
    "vitracka/contacts/",
    "health-scheduler/v1.0.0/",
    "health-scheduler/v1.0.0/pre-deployment/",
    "health-scheduler/v1.0.0/deployment-day/",
    "health-scheduler/v1.0.0/go-no-go/",
    "health-scheduler/v1.0.0/notes/",
    "health-scheduler/v1.0.0/run-sheet/",
    "health-scheduler/v1.0.0/rollback/",
    "health-scheduler/v1.0.0/sign-offs/",
    "health-scheduler/v1.0.0/metrics/",
    "health-scheduler/v1.0.0/communication/",
)


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways_or_logs_an_error(browser: Browser, own_address: str, width: int) -> None:
    """Every kind of page fits a phone and a desktop, asks only its own host, and runs without errors."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("request", lambda asked: None if asked.url.startswith(own_address) else trouble.append(asked.url))
        for path in _PAGES:
            page.goto(own_address + path)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert (path, max(0, over), trouble) == (path, 0, [])


def test_blocker_leads_to_its_entry(browser: Browser, own_address: str) -> None:
    """A click on a blocker shows the entry that gives it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{own_address}vitracka/v1.0.0/")
        page.get_by_role("link", name="All code merged to main branch").click()
        assert page.url == f"{own_address}vitracka/v1.0.0/pre-deployment/#code-merged"
        assert "All code merged to main branch" in page.locator("#code-merged").inner_text()


def test_hostile_text_runs_nothing_and_stays_text_in_search(browser: Browser, hostile_address: str) -> None:
    """No dialog opens on any page, and a search result shows the text as it was written."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in ("", "app/", "app/v1/", "app/v1/p/", "app/v1/sign-offs/", "app/v1/run-sheet/", "app/contacts/"):
            page.goto(hostile_address + path)
        page.goto(hostile_address)
        page.keyboard.press("/")
        page.keyboard.type(MARK, delay=20)
        result = page.locator(".md-search-result__list")
        result.get_by_text(MARK).first.wait_for()
        assert TEXT[:60] in result.inner_text()
        assert page.locator(".md-search-result img, .md-search-result script, [onclick]").count() == 0
        assert dialogs == []

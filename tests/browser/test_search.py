"""Texts that readers type into the search box of the demo, and the first result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_PORTAL, _LAB = "patient-portal/3.0.0", "lab-results/1.5.0"
_OPERATIONS = "lab-results/contacts/#operations-desk"  # the same number is in both systems
_SCREEN_READERS = f"{_PORTAL}/readiness/#screen-readers"

# The typed text and the page of the first result, grouped by the role of the reader.
_QUERIES = [
    # on call
    ("+44 20 7946 0121", _OPERATIONS),
    ("+442079460121", _OPERATIONS),
    ("442079460121", _OPERATIONS),
    ("2079460121", _OPERATIONS),
    ("020 7946 0121", _OPERATIONS),
    ("who do I call", "lab-results/contacts/#escalation_"),
    ("portal-primary", "patient-portal/contacts/#operations-desk"),
    ("LH-20417", "patient-portal/contacts/#hosting-support"),
    ("snapshot restored", f"{_PORTAL}/rollback/#restore-database"),
    # readers
    ("blocked", f"{_LAB}/readiness/#order-numbers"),
    ("overdue", _SCREEN_READERS),
    ("success metrics", "lab-results/1.3.3/metrics/"),
    ("rollback", "lab-results/1.3.3/rollback/"),
    ("eid outage", f"{_PORTAL}/decision/#eid-outage"),
    # contributors
    ("screen readers", _SCREEN_READERS),
    ("code-and-tests/screen-readers", _SCREEN_READERS),
    ("in progress", f"{_LAB}/readiness/#every-analyte"),
    ("PORTAL-3310", f"{_PORTAL}/decision/#no-severity-one"),
    ("penetration test", f"{_PORTAL}/readiness/#penetration-test"),
    # reviewers and leads
    ("#34", f"{_LAB}/readiness/#held-back-list"),
    ("waived", "lab-results/1.3.3/readiness/#zone-in-message"),
    ("unmet", f"{_PORTAL}/decision/#no-severity-one"),
    ("unsigned", f"{_LAB}/sign-offs/#engineering-lead"),
    ("stale", f"{_PORTAL}/sign-offs/#engineering-lead"),
    ("run sheet", "lab-results/1.3.3/run-sheet/"),
    # auditors
    ("6791055", f"{_PORTAL}/decision/#pilot-clinics"),
    ("builds/2101", f"{_PORTAL}/readiness/#unit-tests"),
    ("LB-2026-118", f"{_PORTAL}/readiness/#privacy-assessment"),
    ("audit trail", "audit/"),
    ("tomas novak", "patient-portal/contacts/#portal-engineering"),
    ("praman", "people/priya-raman/"),
]
# The link with the highest score in the first group of results: the page, or a place on the page.
_FIRST = """() => {
  const links = [...document.querySelectorAll(".md-search-result__item:first-child > a")]
  const score = one => Number(one.querySelector("article").dataset.mdScore)
  return links.length ? links.reduce((a, b) => (score(b) > score(a) ? b : a)).href : null
}"""


@pytest.fixture(scope="module")
def search(browser: Browser, demo_address: str) -> Iterator[Page]:
    """The home page of the demo with its search box open."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(demo_address)
        page.keyboard.press("/")
        page.locator(".md-search__input:focus").wait_for()
        yield page


def _find_first(page: Page, text: str) -> str:
    """The address of the first result for a text that is pasted into the search box."""
    box, results = page.locator(".md-search__input"), page.locator(".md-search-result__link")
    box.fill("")
    box.press("End")  # the search listens to keys
    results.first.wait_for(state="detached")
    box.fill(text)
    box.press("End")
    page.locator(".md-search-result__meta", has_text="matching").wait_for()
    href = page.evaluate(_FIRST)
    return str(href or "")


@pytest.mark.parametrize(("text", "place"), _QUERIES, ids=[text for text, _ in _QUERIES])
def test_first_result_leads_to_the_named_entry(search: Page, demo_address: str, text: str, place: str) -> None:
    """Numbers, states, tickets, commits, names and words of titles lead to their entry, open releases first."""
    page, _, anchor = _find_first(search, text).removeprefix(demo_address).partition("#")
    assert page.partition("?")[0] + (f"#{anchor}" if anchor else "") == place

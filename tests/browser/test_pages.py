"""Pages in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from hostile import MARK, TEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# every kind of page, for the checklists of this repository and for the planned project
_OWN = (
    "",
    "findings/",
    "vitracka/",
    "vitracka/contacts/",
    "vitracka/v1.0.0/",
    "health-scheduler/v1.0.0/",
    "health-scheduler/v1.0.0/pre-deployment/",
    "health-scheduler/v1.0.0/notes/",
    "health-scheduler/v1.0.0/run-sheet/",
    "health-scheduler/v1.0.0/sign-offs/",
    "handbook/",
    "handbook/reasons/",
    "handbook/verdict/",
    "handbook/site/",
    "reference/kinds/",
)
_PLANNED = (
    "",
    "findings/",
    "shop/",
    "shop/contacts/",
    "shop/v0.9/",
    "shop/v1/",
    "shop/v1/before/",
    "shop/v1/day/",
    "shop/v1/run-sheet/",
    "shop/v1/rollback/",
    "shop/v1/sign-offs/",
    "shop/v1/metrics/",
    "shop/v1/communication/",
)
# pages that need history
_DEMO = (
    "",
    "people/",
    "people/anika-brandt/",
    "people/sofia-marin/",
    "patient-portal/3.0.0/",
    "lab-results/1.4.0/",
    "lab-results/1.4.0/rollback/",
)
# A finding about Material itself: its search dialog has no name.
_STOCK = {("aria-dialog-name", ".md-search")}
_SMALL = {"width": 390, "height": 844}


@pytest.fixture(params=["own", "planned", "demo"])
def pages(request: pytest.FixtureRequest) -> list[str]:
    """The addresses of every kind of page."""
    address = request.getfixturevalue(f"{request.param}_address")
    return [address + path for path in {"own": _OWN, "planned": _PLANNED, "demo": _DEMO}[request.param]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_its_screen_and_logs_no_error(browser: Browser, pages: list[str], scheme: str) -> None:
    """Every kind of page fits a phone and a desktop, and loads only from its own host."""
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(pages[0]) else trouble.append(asked.url))
        for path in pages:
            page.goto(path)
            for width in (1440, 390, 360):
                page.set_viewport_size({"width": width, "height": 900})
                over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert (path, width, max(0, over), trouble) == (path, width, 0, [])


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_no_problem_of_gonogo(browser: Browser, pages: list[str], width: int, scheme: str) -> None:
    """In both color schemes, names, roles, contrast and structure are correct, except for one problem of Material."""
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        for path in pages:
            page.goto(path)
            page.wait_for_timeout(50)
            violations = Axe().run(page).response["violations"]
            found = {(violation["id"], node["target"][0]) for violation in violations for node in violation["nodes"]}
            assert (path, found - _STOCK) == (path, set())


@pytest.mark.parametrize(
    ("address", "release", "t_zero"),
    [
        pytest.param("own_address", "health-scheduler/v1.0.0/", "T-0 is not planned", id="not-planned"),
        pytest.param("own_address", "vitracka/v1.0.0/", "T-0 is not planned", id="without-answers"),
        pytest.param("planned_address", "shop/v1/", "T-0 is Sun 1 Mar 2026, 09:00", id="planned"),
    ],
)
def test_first_screen_of_a_phone_shows_verdict_reasons_and_t_zero(
    browser: Browser, request: pytest.FixtureRequest, address: str, release: str, t_zero: str
) -> None:
    """Without scrolling, readers see the verdict, three reasons with counts, and T-0."""
    with browser.new_context(viewport=_SMALL) as context:
        page = context.new_page()
        page.goto(request.getfixturevalue(address) + release)
        banner = page.locator("#verdict_")
        reasons = banner.locator(".gonogo-fired, .gonogo-banner__why > li")
        first = [banner.get_by_text("NO-GO", exact=True), banner.get_by_text(t_zero), *reasons.all()[:3]]
        assert len(first) == 5
        for one in first:
            box = one.bounding_box()
            assert box is not None, one
            assert box["x"] >= 0, one
            assert box["x"] + box["width"] <= _SMALL["width"], one
            assert box["y"] + box["height"] <= _SMALL["height"], (one, box)
        texts = [one.inner_text() for one in reasons.all()[:3]]
        counted = [text for text in texts if re.search(r"\d", text) or "has fired" in text]
        assert len(counted) >= min(
            3, len(texts) - sum(text.startswith("Sign-offs are not verified") for text in texts)
        ), texts


def test_keyboard_leads_from_home_to_an_entry(browser: Browser, own_address: str) -> None:
    """Tab and Enter lead to release, reason and blocker, and the focus is visible."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(own_address)
        page.evaluate("document.querySelector('.md-content').scrollIntoView()")
        release = f"{own_address}vitracka/v1.0.0/"
        for text, place in (
            ("Vitracka v1.0.0", release),
            ("58 items are not settled", release),
            ("All code merged to main branch", f"{release}pre-deployment/#code-merged"),
        ):
            _press_tab_until(page, text)
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", text
            page.keyboard.press("Enter")
            page.wait_for_url(place)


def _press_tab_until(page: Page, text: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.closest('.md-content') ? document.activeElement.innerText : ''")
        if focused.strip() == text:
            return
    pytest.fail(f"{text!r} is never reached")


@pytest.mark.parametrize(
    ("address", "path", "sheets", "text"),
    [
        pytest.param("planned_address", "shop/v1/run-sheet/", 2, "+1-555-0100", id="run-sheet"),
        pytest.param(
            "own_address", "health-scheduler/v1.0.0/run-sheet/", 2, "Smoke tests executed", id="long-run-sheet"
        ),
        pytest.param("own_address", "health-scheduler/contacts/", 1, "+1-555-0103", id="contacts"),
        pytest.param("own_address", "vitracka/contacts/", 1, "no phone number", id="contacts-with-gaps"),
        pytest.param("own_address", "health-scheduler/v1.0.0/sign-offs/", 4, "CTO Approval", id="sign-offs"),
    ],
)
def test_page_prints_on_few_sheets(  # noqa: PLR0913, PLR0917 - pytest passes the values of a case by name
    browser: Browser, request: pytest.FixtureRequest, address: str, path: str, sheets: int, text: str
) -> None:
    """Pages for the day need one or two sheets of A4, with the verdict and without navigation."""
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(request.getfixturevalue(address) + path)
        printed = page.pdf()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= sheets
        page.emulate_media(media="print")
        assert page.locator(".md-content").get_by_text(text).first.is_visible()
        for hidden in (".md-header", ".md-sidebar", ".gonogo-bar nav", ".headerlink"):
            assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden


def test_collapsed_reasons_are_printed(browser: Browser, own_address: str) -> None:
    """A printout shows the blockers of a closed group."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{own_address}vitracka/v1.0.0/")
        last = page.locator("#reason2_ > li").last
        assert not last.is_visible()
        page.emulate_media(media="print")
        assert last.is_visible()


@pytest.mark.parametrize("width", [1440, 360])
def test_chart_texts_are_readable_and_do_not_overlap(browser: Browser, demo_address: str, width: int) -> None:
    """On a desktop and a small phone, texts have at least 12 px and are inside the page."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for release in ("patient-portal/3.0.0/", "patient-portal/2.8.0/", "lab-results/1.5.0/", "lab-results/1.4.0/"):
            page.goto(demo_address + release)
            texts = [one for one in page.locator(".gonogo-burnup > svg text").all() if one.is_visible()]
            assert len(texts) > 6, release
            assert all(
                float(one.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")) >= 12 for one in texts
            )
            boxes = [one.bounding_box() or {} for one in texts]
            for number, box in enumerate(boxes):
                assert box["x"] >= 0, (release, box)
                assert box["x"] + box["width"] <= width, (release, box)
                for other in boxes[:number]:
                    is_apart = box["x"] >= other["x"] + other["width"] or other["x"] >= box["x"] + box["width"]
                    assert is_apart or abs(box["y"] - other["y"]) >= 12, (release, box, other)


def test_blocker_links_to_its_entry(browser: Browser, own_address: str) -> None:
    """A click on a blocker shows the entry that causes it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{own_address}vitracka/v1.0.0/")
        page.get_by_role("link", name="All code merged to main branch").first.click()
        assert page.url == f"{own_address}vitracka/v1.0.0/pre-deployment/#code-merged"
        assert "All code merged to main branch" in page.locator("#code-merged").inner_text()


def test_hostile_text_is_not_executed_and_is_found_as_text(browser: Browser, hostile_address: str) -> None:
    """No dialog opens on any page, and a search result shows the text unchanged."""
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

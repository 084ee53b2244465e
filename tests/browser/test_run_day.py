"""Run sheet and rollback on the deployment day: on a phone, with the current time, and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_PHONE = {"width": 390, "height": 844}
_SMALL = {"width": 360, "height": 740}
_DEMO, _PLANNED, _UNPLANNED = "patient-portal/3.0.0/", "shop/v1/", "health-scheduler/v1.0.0/"
# Texts outside the page or outside a box that hides or scrolls; the links of the page may scroll.
_CUT = """() => {
  const words = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const cut = [];
  while (words.nextNode()) {
    const text = words.currentNode, inside = text.parentElement;
    if (!text.data.trim() || !inside.checkVisibility()) continue;
    if (inside.closest("nav, .gonogo-sr, .gonogo-aside, thead")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right } of range.getClientRects()) {
      const boxes = [document.documentElement];
      for (let box = inside; box.tagName !== "ARTICLE"; box = box.parentElement) {
        if (!box.ownerSVGElement && box.clientWidth && getComputedStyle(box).overflowX !== "visible") boxes.push(box);
      }
      if (boxes.some((box) => {
        const edge = box.getBoundingClientRect();
        return left < edge.left - 1 || right > edge.right + 1;
      })) cut.push(text.data.trim());
    }
  }
  return cut;
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone."""
    with browser.new_context(viewport=_PHONE) as context:
        yield context.new_page()


def _is_on_first_screen(page: Page, text: str) -> bool:
    box = page.locator("article").get_by_text(text).first.bounding_box()
    assert box is not None, text
    return box["y"] + box["height"] <= _PHONE["height"] and box["x"] + box["width"] <= _PHONE["width"]


@pytest.mark.parametrize(
    ("address", "path", "texts"),
    [
        pytest.param(
            "demo_address", f"{_DEMO}run-sheet/", ["NO-GO", "Do not start", "06:40", "(T+1h10m)"], id="run-sheet"
        ),
        pytest.param("demo_address", f"{_DEMO}rollback/", ["NO-GO", "Decide by", "06:40", "(T+1h10m)"], id="rollback"),
        pytest.param(
            "planned_address",
            f"{_PLANNED}run-sheet/",
            ["NO-GO", "A no-go trigger has fired", "+1-555-0100", "11:30", "(T+2h30m)"],
            id="run-sheet-with-a-fired-trigger",
        ),
        pytest.param(
            "planned_address",
            f"{_PLANNED}rollback/",
            ["NO-GO", "A no-go trigger has fired", "Decide by", "11:30", "(T+2h30m)"],
            id="rollback-with-a-fired-trigger",
        ),
        pytest.param(
            "own_address", f"{_UNPLANNED}rollback/", ["NO-GO", "Decide by: not known", "restored_by:"], id="not-planned"
        ),
        pytest.param(
            "own_address",
            "vitracka/v1.0.0/rollback/",
            ["NO-GO", "Decide by: not known", "procedure", "window_ends:"],
            id="without-a-procedure",
        ),
    ],
)
def test_first_screen_of_a_phone_shows_the_decision_to_make(
    phone: Page, request: pytest.FixtureRequest, address: str, path: str, texts: list[str]
) -> None:
    """The screen has the verdict, a fired trigger with the person to call, and the latest time for a rollback."""
    phone.goto(request.getfixturevalue(address) + path)
    assert [text for text in texts if not _is_on_first_screen(phone, text)] == []


@pytest.mark.parametrize(
    ("address", "path", "texts"),
    [
        pytest.param(
            "demo_address",
            "",
            ["3 releases are open; 1 can go", "CONDITIONAL", "Lab Results 1.3.3", "in 2 hours"],
            id="home",
        ),
        pytest.param(
            "demo_address",
            _DEMO,
            [
                "This release cannot be deployed",
                "in 3 days",
                "9 blockers in 5 groups",
                "Written by Miriam Katz",
                "1 no-go trigger has not been checked",
            ],
            id="overview",
        ),
        pytest.param(
            "demo_address",
            "patient-portal/2.8.0/",
            ["DEPLOYED", "Tue 18 Nov 2025", "The verdict was GO as of T-0"],
            id="deployed",
        ),
        pytest.param(
            "demo_address",
            "lab-results/1.4.0/",
            ["ROLLED BACK", "Tue 9 Dec 2025", "A result shows another value"],
            id="rolled-back",
        ),
        pytest.param(
            "planned_address",
            _PLANNED,
            ["NO-GO", "A no-go trigger has fired", "+1-555-0100"],
            id="overview-with-a-fired-trigger",
        ),
        pytest.param(
            "planned_address", "", ["A no-go trigger has fired", "+1-555-0100"], id="home-with-a-fired-trigger"
        ),
    ],
)
def test_first_screen_of_a_phone_shows_verdict_or_outcome(
    phone: Page, request: pytest.FixtureRequest, address: str, path: str, texts: list[str]
) -> None:
    """The screen also shows the reasons, or the day of the outcome."""
    phone.goto(request.getfixturevalue(address) + path)
    assert [text for text in texts if not _is_on_first_screen(phone, text)] == []


@pytest.mark.parametrize("page_name", ["run-sheet/", "rollback/"])
@pytest.mark.parametrize(
    ("address", "release"),
    [("demo_address", _DEMO), ("planned_address", _PLANNED), ("own_address", _UNPLANNED)],
    ids=["demo", "planned", "not-planned"],
)
def test_no_text_is_cut_on_a_small_phone(
    browser: Browser, request: pytest.FixtureRequest, address: str, release: str, page_name: str
) -> None:
    """Commands, phone numbers and chart texts are complete, and nothing scrolls sideways."""
    with browser.new_context(viewport=_SMALL) as context:
        page = context.new_page()
        page.goto(request.getfixturevalue(address) + release + page_name)
        assert page.evaluate(_CUT) == []


def _go_live(page: Page, now: str) -> None:
    """Shows pages as built without a chosen time, at this current time."""
    page.route(
        re.compile(r"/run-sheet/$"),
        lambda route: route.fulfill(
            body=route.fetch().text().replace(" data-gonogo-now", ""), content_type="text/html"
        ),
    )
    page.clock.set_fixed_time(now)


def test_run_sheet_marks_the_current_and_the_next_step(phone: Page, demo_address: str) -> None:
    """A link leads to the current step, which the sticky heading does not cover."""
    _go_live(phone, "2026-03-31T06:08:00+02:00")
    phone.goto(f"{demo_address}{_DEMO}run-sheet/")
    marked = phone.locator(".gonogo-run tr:has(.gonogo-mark)")
    assert [" ".join(row.locator("th").inner_text().split()) for row in marked.all()] == [
        "Now Three test patients sign in, one of them without an eID",
        "Next, in 7 minutes A doctor opens a record of each",
    ]
    phone.get_by_role("link", name="Jump to now: 06:05 Three test patients sign in").click()
    phone.wait_for_timeout(300)
    step, head = phone.locator("#now_").bounding_box(), phone.get_by_text("T+35m · First look").bounding_box()
    assert step is not None
    assert head is not None
    assert head["y"] >= 40
    assert head["y"] + head["height"] <= step["y"] < _PHONE["height"] - step["height"]


def test_run_sheet_with_a_chosen_time_uses_it(phone: Page, demo_address: str) -> None:
    """Four days before T-0, a next step is marked, but there is no current step."""
    phone.goto(f"{demo_address}{_DEMO}run-sheet/")
    assert phone.locator(".gonogo-mark").all_inner_texts() == ["Next, in 2 days 21 hours"]
    assert not phone.locator(".gonogo-jump").is_visible()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        pytest.param("demo_address", "lab-results/1.4.0/run-sheet/", id="closed"),
        pytest.param("own_address", f"{_UNPLANNED}run-sheet/", id="not-planned"),
    ],
)
def test_run_sheet_marks_nothing_if_closed_or_without_t_zero(
    phone: Page, request: pytest.FixtureRequest, address: str, path: str
) -> None:
    """A closed release has no current step, and without T-0 no step has a time."""
    _go_live(phone, "2025-12-09T20:10:00+01:00")
    phone.goto(request.getfixturevalue(address) + path)
    assert phone.locator(".gonogo-run tr").count() > 5
    assert phone.locator(".gonogo-mark").count() == 0


def test_run_sheet_works_without_javascript(browser: Browser, demo_address: str) -> None:
    """Without JavaScript, all steps are visible, without marks and without a broken link."""
    with browser.new_context(viewport=_PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{demo_address}{_DEMO}run-sheet/")
        assert page.locator("#now_, .gonogo-mark").count() == 0
        assert not page.locator(".gonogo-jump").is_visible()
        assert page.get_by_role("link", name="Database migrated").is_visible()


def test_run_sheet_heading_stays_visible_while_scrolling(browser: Browser, own_address: str) -> None:
    """On a desktop and a phone, the heading of a block stays below the header of the page."""
    for width in (1280, 390):
        with browser.new_context(viewport={"width": width, "height": 400}) as context:
            page = context.new_page()
            page.goto(f"{own_address}{_UNPLANNED}run-sheet/")
            page.get_by_text("No critical errors in logs").evaluate("row => row.scrollIntoView({ block: 'center' })")
            head = page.get_by_text("T-0 · Deployment Phase 3: Validation").bounding_box()
            assert head is not None
            assert 40 <= head["y"] <= 90, width


@pytest.mark.parametrize("page_name", ["run-sheet/", "rollback/"])
def test_run_sheet_and_rollback_print_on_two_sheets(browser: Browser, demo_address: str, page_name: str) -> None:
    """Printouts show collapsed steps, and have columns for the actual time and initials."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{demo_address}{_DEMO}{page_name}")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 2
        if page_name == "run-sheet/":
            assert not page.get_by_text("Maintenance announced").is_visible()
            page.emulate_media(media="print")
            assert page.get_by_text("Maintenance announced").is_visible()
            room = [page.get_by_role("columnheader", name=name).last.bounding_box() for name in ("Actual", "Initials")]
            assert all(box is not None and box["width"] > 40 for box in room)
            assert page.locator(".gonogo-mark").first.is_hidden()

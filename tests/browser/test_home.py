"""The home page of many systems in a real browser: the scrolling distance, and the height of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ROWS = ".gonogo-portfolio tbody tr"
_BOXES = "rows => rows.map(row => row.getBoundingClientRect()).map(box => [box.height, box.bottom + scrollY])"
# only of the article, because the search of Material moves when the window changes its size
_OVER = "article => article.scrollWidth - article.clientWidth"
_STOCK = {"aria-dialog-name", "landmark-unique"}


def _measure(page: Page, width: int, height: int) -> list[tuple[float, float]]:
    """The height of each row, and its lower edge on the page."""
    page.set_viewport_size({"width": width, "height": height})
    boxes: list[tuple[float, float]] = page.eval_on_selector_all(_ROWS, _BOXES)
    return boxes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_of_forty_systems_is_short(browser: Browser, many_address: str, scheme: str) -> None:
    """On a desktop, rows are at most 48 px high and twelve are on the first screen; a phone needs six screens."""
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(many_address)
        rows = _measure(page, 1440, 900)
        assert len(rows) == 40
        assert max(height for height, _ in rows) <= 48
        assert rows[11][1] <= 900
        assert _measure(page, 390, 844)[-1][1] <= 6 * 844
        for width in (360, 390, 900, 1000, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert (width, max(0, page.eval_on_selector("article", _OVER))) == (width, 0)
        violations = Axe().run(page).response["violations"]
        assert {found["id"] for found in violations} <= _STOCK


def test_home_row_on_a_phone_has_verdict_t_zero_and_reason(browser: Browser, many_address: str) -> None:
    """On a phone, verdict, T-0 and reason are within the screen, and the cells of the table are hidden."""
    with browser.new_context(viewport={"width": 360, "height": 844}) as context:
        page = context.new_page()
        page.goto(many_address)
        row = page.locator(_ROWS).nth(1)
        for text in ("NO-GO", "1 overdue", "Kranken 2.0", "Sat 28 Mar 17:00 UTC, in 1 day", "1 no-go trigger has not"):
            box = row.get_by_text(text).first.bounding_box()
            assert box is not None, text
            assert box["x"] + box["width"] <= 360, text
        assert not row.locator("td").last.is_visible()

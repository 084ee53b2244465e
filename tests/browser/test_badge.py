"""Badges in a real browser: no text is cut, for any system name and any font."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The extents of every drawn text, then its length without `textLength`, in this font and in a wider font.
_MEASURE = """() => {
  const svg = document.documentElement;
  const edge = +svg.querySelectorAll("rect, path")[1].getAttribute("d").match(/h([0-9.]+)/)[1] + 3;
  return [...svg.querySelectorAll("text")].map((text, second) => {
    const box = text.getBBox();
    const [left, right] = second ? [edge, svg.getBBox().width] : [0, edge];
    const room = +text.getAttribute("textLength");
    text.removeAttribute("textLength");
    return {
      text: text.textContent,
      inside: box.x >= left && box.x + box.width <= right && box.y >= 0 && box.y + box.height <= 20,
      room,
      natural: text.getComputedTextLength(),
    };
  });
}"""


@pytest.mark.parametrize(
    ("address", "release", "begins"),
    [
        pytest.param("planned_address", "shop/v1/", "NO-GO 6/15, not verified", id="open"),
        pytest.param("planned_address", "shop/v0.9/", "deployed, not verified", id="closed"),
        pytest.param("demo_address", "patient-portal/2.8.0/", "deployed 18 Nov 2025", id="demo"),
        pytest.param("hostile_address", "app/v1/", "NO-GO ", id="hostile"),
    ],
)
def test_badge_cuts_no_text(
    browser: Browser, request: pytest.FixtureRequest, address: str, release: str, begins: str
) -> None:
    """Each text is inside its half of the image, and has approximately the required space."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{request.getfixturevalue(address)}{release}badge.svg")
        texts = page.evaluate(_MEASURE)
        assert len(texts) == 2
        assert texts[1]["text"].startswith(begins)
        for text in texts:
            assert text["inside"], text
            assert 0.85 * text["room"] <= text["natural"] <= text["room"] + 0.5, text


def test_overview_shows_its_badge(browser: Browser, planned_address: str) -> None:
    """The image has its natural size, and an alternative text with the name of the release."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{planned_address}shop/v1/")
        page.locator("summary", has_text="Badge").click()
        image = page.get_by_alt_text("Readiness of Shop v1")
        assert image.is_visible()
        width, height = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
        assert (width > 150, height) == (True, 20)

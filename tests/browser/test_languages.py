"""Right-to-left texts and theme settings in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.conftest import served
from built_site import build
from planned import write_planned_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

TITLE, NOTE, NAME = "اختبار CI على iOS ثم Android", "ينتظر CI رقم 42", "المتجر Online رقم 7"
_PALETTE = """
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
"""
_SETTINGS = {
    "fonts": f"  name: material\n{_PALETTE}",
    "de": f"  name: material\n  font: false\n  language: de\n{_PALETTE}",
    "ja": f"  name: material\n  font: false\n  language: ja\n{_PALETTE}",
    "ar": f"  name: material\n  font: false\n  language: ar\n{_PALETTE}",
}
_PAGES = (
    "",
    "findings/",
    "shop/",
    "shop/contacts/",
    "shop/v1/",
    "shop/v1/before/",
    "shop/v1/run-sheet/",
    "shop/v1/rollback/",
    "shop/v1/sign-offs/",
    "shop/v1/metrics/",
    "shop/v1/communication/",
)
# The horizontal positions of the words of an element, in the order of the text.
_PLACES = """element => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), places = [];
  for (let text; text = texts.nextNode();) for (const word of text.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    places.push(range.getBoundingClientRect().x);
  }
  return places;
}"""


@pytest.fixture(scope="module", params=_SETTINGS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with some Arabic texts and one of the theme settings."""
    root: Path = write_planned_project(tmp_path_factory.mktemp("languages"))
    for name, written, text in (
        ("checklists/shop/v1.yml", "All tests pass", TITLE),
        ("checklists/shop/v1.yml", "2 847 tests, none skipped", NOTE),
        ("checklists/shop/v1.yml", "title: Before", f"title: {NOTE}"),
        ("checklists/shop/system.yml", "name: Shop", f"name: {NAME}"),
    ):
        file = root / name
        before = file.read_text(encoding="utf-8")
        assert written in before
        file.write_text(before.replace(written, text), encoding="utf-8")
    configuration = (
        f"site_name: Readiness\ntheme:\n{_SETTINGS[request.param]}plugins: [gonogo, search]\nnav: [gonogo]\n"
    )
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    site = tmp_path_factory.mktemp("languages-site")
    assert build(root, site).returncode == 0
    with served(site) as at:
        yield at


def _is_right_to_left(words: Locator) -> bool:
    places = words.evaluate(_PLACES)
    return len(places) > 2 and places == sorted(places, reverse=True)


def test_site_works_with_fonts_and_languages_of_the_theme(browser: Browser, address: str) -> None:
    """No page scrolls sideways or logs an error, and English texts keep their order."""
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        context.route("https://fonts.*/**", lambda route: route.fulfill(body="", content_type="text/css"))
        trouble: list[str] = []
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        for path in _PAGES:
            page.goto(address + path)
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 900})
                over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert (path, width, max(0, over), trouble) == (path, width, 0, [])
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        positions = page.locator(".gonogo-proof").evaluate(_PLACES)
        assert positions[:4] == sorted(positions[:4])


def test_arabic_text_is_shown_from_right_to_left(browser: Browser, address: str) -> None:
    """In titles, notes, names, headings and the menu, the first word is on the right."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}shop/v1/before/")
        for words in (
            page.locator("#tests .gonogo-item__title"),
            page.locator("#tests dd").get_by_text(NOTE),
            page.locator("h1"),
            page.locator(".gonogo-bar a[aria-current]"),
            page.locator(".md-nav--primary .md-nav__link--active .md-ellipsis").first,
        ):
            assert _is_right_to_left(words), words
        page.goto(f"{address}shop/")
        assert _is_right_to_left(page.locator("h1"))

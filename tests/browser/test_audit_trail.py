"""The audit trail in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from built_site import build
from hostile import write_hostile_past
from past import begin, toggle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_PAGES = {
    "long": ("audit/", "audit/2026-05/", "shop/v1/audit/", "shop/v1/audit/2026-05-2/"),
    "hostile": ("audit/", "app/v1/audit/"),
}
# Findings about Material itself: a search dialog and a navigation section without a name, and a low contrast.
_STOCK = {
    ("aria-dialog-name", ".md-search"),
    ("landmark-unique", 'nav[aria-labelledby="__nav_2_label"]'),
    ("color-contrast", ".md-copyright"),
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Logs nothing."""


@pytest.fixture(scope="module", params=_PAGES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The addresses of every kind of audit page, for a long and for a hostile history."""
    project, site = tmp_path_factory.mktemp("past"), tmp_path_factory.mktemp("past-site")
    if request.param == "long":
        begin(project, *toggle(60, each=9, dates=["1780000000 +0000", "1777636800 +0000"]))
    else:
        write_hostile_past(project)
    assert build(project, site).returncode == 0
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield [f"http://127.0.0.1:{server.server_port}/{path}" for path in _PAGES[request.param]]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_audit_trail_is_accessible(browser: Browser, pages: list[str], width: int, scheme: str) -> None:
    """In both color schemes, axe finds no problem of gonogo, nothing scrolls sideways, and no script fails."""
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        for path in pages:
            page.goto(path)
            page.wait_for_timeout(50)
            violations = Axe().run(page).response["violations"]
            found = {(violation["id"], node["target"][0]) for violation in violations for node in violation["nodes"]}
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert (path, found - _STOCK, max(0, over), errors) == (path, set(), 0, [])


def test_audit_trail_works_without_javascript(browser: Browser, pages: list[str]) -> None:
    """Without JavaScript, every row is visible, details open, and the useless filter form is hidden."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(pages[0])
        rows = page.locator("table.gonogo-audit tbody tr")
        assert rows.count() > 5
        assert rows.first.is_visible()
        assert rows.last.is_visible()
        assert not page.locator("form.gonogo-audit-filter").is_visible()
        rows.first.locator("summary").click()
        assert "git show" in rows.first.inner_text()


def test_printed_audit_trail_shows_its_filters(browser: Browser, pages: list[str]) -> None:
    """The caption has the filters, because the form and the buttons are not printed."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{pages[0]}?kind=added&to=2030-01-01")
        page.locator(".gonogo-audit-found caption").wait_for()
        page.emulate_media(media="print")
        assert not page.locator("form.gonogo-audit-filter").is_visible()
        assert "newest first; kind Added, to 2030-01-01." in page.locator(".gonogo-audit-found caption").inner_text()
        assert page.locator("article button:visible").count() == 0

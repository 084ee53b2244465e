"""Checklist pages work with the settings of Material that replace a page without loading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.conftest import served
from built_site import build
from cli.running import run
from gonogo.cli.demo import LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_PAGES = (
    "patient-portal/", "patient-portal/3.0.0/", "patient-portal/3.0.0/readiness/", "patient-portal/3.0.0/run-sheet/",
    "patient-portal/3.0.0/rollback/", "patient-portal/3.0.0/sign-offs/", "patient-portal/3.0.0/metrics/",
    "patient-portal/3.0.0/communication/", "patient-portal/3.0.0/audit/", "patient-portal/contacts/", "people/",
    "people/anika-brandt/", "audit/", "findings/", "",
)  # fmt: skip
_FOLLOW = "address => [...document.querySelectorAll('a')].find(link => link.href === address).click()"
_SETTLES = 500  # milliseconds


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with instant navigation, sticky tabs, and the table of contents in the menu."""
    project, site = tmp_path_factory.mktemp("instant") / "clinic", tmp_path_factory.mktemp("instant-site")
    assert run("demo", project).code == 0
    file = project / "mkdocs.yml"
    with served(site) as place:
        text = file.read_text(encoding="utf-8")
        wanted = "[navigation.instant, navigation.tabs, navigation.tabs.sticky, toc.integrate, navigation.indexes]"
        lines = [
            f"  features: {wanted}" if line.strip().startswith("features:") else line
            for line in text.splitlines()
            if line.strip() != "- offline"  # the plugin turns instant navigation off
        ]
        file.write_text("\n".join([f"site_url: {place}", *lines, ""]), encoding="utf-8")
        assert build(project, site, as_of=LAST_DAY).returncode == 0
        yield place


def test_instant_navigation_shows_every_page(browser: Browser, address: str) -> None:
    """Each link replaces the page, and no script fails."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.evaluate("window.wasNotLoadedAgain = true")
    heads = {}
    for path in _PAGES:
        before = page.locator("article").inner_text()
        page.evaluate(_FOLLOW, address + path)
        page.wait_for_function(
            "([path, before]) => location.pathname === path && document.querySelector('article').innerText !== before",
            arg=[f"/{path}", before],
        )
        page.wait_for_timeout(_SETTLES)  # Material ignores clicks while it inserts a page
        heads[path] = page.locator("h1").first.inner_text()
        if path.endswith("/run-sheet/"):
            assert page.locator(".gonogo-mark").all_inner_texts() == ["Next, in 2 days 21 hours"]
    assert page.evaluate("window.wasNotLoadedAgain") is True
    assert errors == []
    assert heads["people/"] != heads["findings/"] != heads[""]
    page.close()

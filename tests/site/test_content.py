"""What readers have to find on the pages of both checklists."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest

import gonogo.site
from built_site import ROOT, read_pages
from gonogo.pipelines import assessment

if TYPE_CHECKING:
    from pathlib import Path

    from built_site import Html


def _words(page: Html) -> str:
    """The text of a page, with the white space of its markup as single spaces."""
    return " ".join(page.text.split())


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_every_entry_is_at_home_on_exactly_one_page(own_site: Path) -> None:
    """The id of an entry is an anchor on one page of its release, and its title stands there."""
    pages = read_pages(own_site)
    for _, release in assessment.load(ROOT).releases():
        folder = f"{release.system}/{release.id}/"
        for _, entry in release.walk():
            homes = [path for path, page in pages.items() if path.startswith(folder) and entry.id in page.ids]
            assert len(homes) == 1, (entry.id, homes)
            assert entry.title in pages[homes[0]].text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_declared_status_stands_beside_the_computed_one(own_site: Path) -> None:
    """The document that calls itself ready is contradicted in words at home, on its overview and in the findings."""
    pages = read_pages(own_site)
    overview = _words(pages["health-scheduler/v1.0.0/index.html"])
    assert "The document declares itself READY FOR DEPLOYMENT ✅ on Fri 6 Jun 2025" in overview
    assert "Gonogo computes NO-GO from its entries and sign-offs" in overview
    assert "Declared and computed disagree in 7 places:" in overview
    assert 'declared "✅", but follows from business-approval/ceo-executive, which is not settled' in overview
    assert "“READY FOR DEPLOYMENT ✅”; the evidence says NO-GO." in _words(pages["index.html"])
    assert 'is declared "READY FOR DEPLOYMENT ✅", but the verdict is NO-GO' in pages["findings/index.html"].text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_every_page_of_a_release_says_its_verdict_and_that_no_history_was_read(own_site: Path) -> None:
    """Nobody lands on a page that does not say NO-GO, as of when, and by which evidence."""
    for path, page in read_pages(own_site).items():
        if "/v1.0.0/" in path:
            assert "NO-GO" in page.text, path
            assert "Judged as of 2026-01-01T12:00:00Z" in page.text, path
            assert "Sign-offs and waivers are not verified: there is no git history." in page.text, path


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_gap_is_shown_as_missing(own_site: Path) -> None:
    """Each of the empty phones, e-mails and pagers of the document is named on the contacts page."""
    text = _words(read_pages(own_site)["vitracka/contacts/index.html"])
    assert len(re.findall(r"\bno (name|phone number|e-mail address|pager|case number)\b", text)) == 28
    assert "28 gaps" in text
    assert "[Name]" not in text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_no_page_shows_the_name_of_a_view(own_site: Path) -> None:
    """A renaming in the code must not reach the words of a page."""
    modules = [import_module(module.name) for module in walk_packages(gonogo.site.__path__, "gonogo.site.")]
    classes = {name for module in modules for name, value in vars(module).items() if isinstance(value, type)}
    views = re.compile(rf"\b({'|'.join(name for name in classes if re.search('[a-z][A-Z]', name))})\b")
    for path, page in read_pages(own_site).items():
        if path.startswith(("vitracka/", "health-scheduler/")):
            assert not views.findall(page.text), path

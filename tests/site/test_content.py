"""Pages contain every entry, contradiction and gap of the checklists in this repository."""

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
    """The text of a page with normalized spaces."""
    return " ".join(page.text.split())


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_entry_has_its_anchor_on_exactly_one_page(own_site: Path) -> None:
    """The id of an entry is an anchor on exactly one page of its release, which also has its title."""
    pages = read_pages(own_site)
    for _, release in assessment.load(ROOT).releases():
        folder = f"{release.system}/{release.id}/"
        for _, entry in release.walk():
            homes = [path for path, page in pages.items() if path.startswith(folder) and entry.id in page.ids]
            assert len(homes) == 1, (entry.id, homes)
            assert entry.title in pages[homes[0]].text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_page_shows_declared_and_computed_status(own_site: Path) -> None:
    """Home, overview and findings contradict a document that declares itself ready."""
    pages = read_pages(own_site)
    overview = _words(pages["health-scheduler/v1.0.0/index.html"])
    assert "The document declares itself READY FOR DEPLOYMENT ✅ on Fri 6 Jun 2025" in overview
    assert "Gonogo computes NO-GO from its entries and sign-offs" in overview
    assert "Declared and computed disagree in 7 places:" in overview
    assert 'declared "✅", but follows from business-approval/ceo-executive, which is not settled' in overview
    assert "“READY FOR DEPLOYMENT ✅”; the evidence says NO-GO." in _words(pages["index.html"])
    assert 'is declared "READY FOR DEPLOYMENT ✅", but the verdict is NO-GO' in pages["findings/index.html"].text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_release_page_shows_verdict_time_and_missing_history(own_site: Path) -> None:
    """Every page of a release has the verdict, its time, and the missing verification."""
    for path, page in read_pages(own_site).items():
        if "/v1.0.0/" in path:
            assert "NO-GO" in page.text, path
            assert "Judged as of 2026-01-01T12:00:00Z" in page.text, path
            assert "Sign-offs and waivers are not verified: there is no git history." in page.text, path


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_contacts_page_shows_gaps(own_site: Path) -> None:
    """The page names each missing phone number, e-mail address and pager."""
    text = _words(read_pages(own_site)["vitracka/contacts/index.html"])
    assert len(re.findall(r"\bno (name|phone number|e-mail address|pager|case number)\b", text)) == 28
    assert "28 gaps" in text
    assert "[Name]" not in text


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_page_never_shows_a_class_name(own_site: Path) -> None:
    """No page of a checklist contains the name of a class in the code."""
    modules = [import_module(module.name) for module in walk_packages(gonogo.site.__path__, "gonogo.site.")]
    classes = {name for module in modules for name, value in vars(module).items() if isinstance(value, type)}
    views = re.compile(rf"\b({'|'.join(name for name in classes if re.search('[a-z][A-Z]', name))})\b")
    for path, page in read_pages(own_site).items():
        if path.startswith(("vitracka/", "health-scheduler/")):
            assert not views.findall(page.text), path

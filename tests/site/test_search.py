"""The search index has every entry and contact, in a form that Material's index parser reads correctly."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out
from built_site import ROOT, VOID, build, read_pages
from gonogo.builders.search_separator import SEPARATOR
from gonogo.outputs.fragment_marks import BEGIN, END
from gonogo.pipelines import assessment, site_build
from hostile import write_hostile_project

if TYPE_CHECKING:
    from pathlib import Path

_EXCLUDE = "data-search-exclude"
_FRAGMENT = re.compile(rf"^{re.escape(BEGIN)}\n(.*?)\n{re.escape(END)}$", re.DOTALL | re.MULTILINE)


class ParserProblems(HTMLParser):
    """Markup that Material's parser misreads: it compares elements by name, and expects each to be closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.feed(html)
        self.found += [f"<{tag}> is never closed" for tag, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        excluded = [outer for outer, is_excluded in self.open if is_excluded]
        if tag in excluded:
            self.found.append(f"<{tag}> in a <{tag} {_EXCLUDE}> ends it")
        if excluded and "id" in dict(attrs) and re.fullmatch("h[1-6]", tag):
            self.found.append(f"<{tag}> in a <{excluded[0]} {_EXCLUDE}> begins a section")
        value = dict(attrs).get(_EXCLUDE, "1")
        if not value:
            self.found.append(f"<{tag} {_EXCLUDE}> has no value, so it stays on the page")
        if tag not in VOID:
            self.open.append((tag, _EXCLUDE in dict(attrs)))
        elif _EXCLUDE in dict(attrs):
            self.found.append(f"<{tag}> cannot be left out")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ignores elements without content."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.found.append(f"</{tag}> closes another element")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<dl data-search-exclude="1"><dt>a</dt><dd><p>b<br></p></dd></dl><svg><path d="M0"/></svg>', []),
        ('<div data-search-exclude="1"><div>a</div>b</div>', ["<div> in a <div data-search-exclude> ends it"]),
        (
            '<div data-search-exclude="1"><h3 id="a">a</h3><h3>b</h3></div>',
            ["<h3> in a <div data-search-exclude> begins a section"],
        ),
        ("<p data-search-exclude>a</p>", ["<p data-search-exclude> has no value, so it stays on the page"]),
        ('<img alt="a" data-search-exclude="1">', ["<img> cannot be left out"]),
        ("<p>a", ["<p> is never closed"]),
        ("<ul><li>a</ul>", ["</ul> closes another element", "<ul> is never closed"]),
    ],
)
def test_parser_problems_are_detected(html: str, found: list[str]) -> None:
    """ParserProblems finds the markup that Material's parser misreads."""
    assert ParserProblems(html).found == found


@pytest.mark.parametrize("project", ["own", "hostile"])
def test_fragments_exclude_their_marked_elements_from_the_index(project: str, tmp_path: Path) -> None:
    """Every element is closed, and an excluded element contains no heading and no element of the same name."""
    root = ROOT if project == "own" else write_hostile_project(tmp_path)
    site = site_build.build_site(root, datetime(2026, 1, 1, tzinfo=UTC), site_build.SiteOptions())
    for path, source in site.sources.items():
        for fragment in _FRAGMENT.findall(source):
            assert (path, ParserProblems(fragment).found) == (path, [])


def _tokens(text: str) -> list[str]:
    """The words as split by the search."""
    return [word for word in re.split(SEPARATOR, unescape(re.sub(r"<[^>]*>", " ", text)).lower()) if word]


def _places(site: Path) -> dict[str, str]:
    """The indexed text of each page."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    pages: dict[str, str] = {}
    for section in index["docs"]:
        page = section["location"].partition("#")[0]
        pages[page] = f"{pages.get(page, '')} {section['title']} {section['text']}"
    return pages


@pytest.mark.parametrize("own_site", [False], indirect=True, ids=["file-urls"])
def test_index_has_every_entry_title_and_contact(own_site: Path) -> None:
    """Titles are in the pages of the release; name, phone and e-mail are in the contacts page."""
    words = {page: " ".join(_tokens(text)) for page, text in _places(own_site).items()}
    snapshot = assessment.load(ROOT)
    for _, release in snapshot.releases():
        pages = [text for page, text in words.items() if page.startswith(f"{release.system}/{release.id}/")]
        for _, entry in release.walk():
            title = " ".join(_tokens(entry.title.replace("`", "")))
            assert any(title in text for text in pages), entry.title
    for system in snapshot.systems.values():
        assert system.facts is not None
        for contact in system.facts.contacts.values():
            for detail in (contact.name, contact.phone, contact.email):
                assert not detail or " ".join(_tokens(detail)) in words[f"{system.id}/contacts/index.html"], detail


@pytest.mark.parametrize("own_site", [False], indirect=True, ids=["file-urls"])
def test_index_has_each_entry_once_at_its_anchor(own_site: Path) -> None:
    """The index has each entry once, at its anchor on the page that contains it."""
    index = json.loads((own_site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    for _, release in assessment.load(ROOT).releases():
        folder = f"{release.system}/{release.id}/"
        for _, entry in release.walk():
            title = html.escape(entry.title.replace("`", ""), quote=False)
            found = [doc for doc in index if re.fullmatch(rf"{folder}[^#]*#{entry.id}", doc["location"])]
            assert [doc["title"].startswith(title) for doc in found] == [True], entry.title
            assert title not in "".join(doc["text"] for doc in index if doc["location"].startswith(folder))


_RELEASE = """
release: v1
outcome:
title: Release
deploy_at: 2026-03-04T09:00:00Z
lead: ann
phases:
  pre:
    title: Before
    gate: go
sections:
"""
_SECTION = """
  tests:
    title: Tests
    phase: pre
    items:
      load:
        status: blocked
        title: Load tests
"""
_WORDS = (
    "configure",
    "rollback",
    "monitor",
    "cluster",
    "backup",
    "database",
    "replica",
    "restore",
    "drill",
    "latency",
    "budget",
    "alert",
    "canary",
)


def _hundred() -> str:
    lines = [_RELEASE]
    for number in range(100):
        if number % 20 == 0:
            lines.append(f"  part-{number}:\n    title: TextPart {number}\n    phase: pre\n    items:\n")
        words = " ".join(_WORDS[number * step % len(_WORDS)] for step in (1, 5, 7))
        proof = "\n        evidence: proof.md\n        note: Done by hand and looked at twice"
        answer = f"done{proof}" if number % 4 else "open"
        lines.append(f"      i-{number}:\n        status: {answer}\n        title: The {words} {number} verified\n")
        lines.append("        owner: bob\n")
    return "".join(lines)


def test_index_of_a_page_with_a_hundred_entries_is_small(tmp_path: Path) -> None:
    """The index has at most 17 kB: per entry 80 bytes for the address and 90 bytes for title and texts."""
    lay_out(tmp_path / "project", Files(release=_hundred()))  # tests/building.py
    (tmp_path / "project" / "docs").mkdir()
    config = "site_name: Shop\ntheme: {name: material, font: false}\nplugins: [gonogo, search, offline]\n"
    (tmp_path / "project" / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert build(tmp_path / "project", tmp_path / "site").returncode == 0
    docs = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    of_page = [doc for doc in docs if doc["location"].startswith("shop/v1/pre/index.html")]
    page = [json.dumps(doc, separators=(",", ":")) for doc in of_page]
    assert 10_000 < sum(len(doc) + 1 for doc in page) <= 17_000


@pytest.mark.parametrize(
    ("theme", "search", "separator"),
    [
        pytest.param("material", "search", SEPARATOR, id="Material"),
        pytest.param("mkdocs", "search", SEPARATOR, id="MkDocs"),
        pytest.param("material", "search: {separator: '[ ]+'}", "[ ]+", id="configured separator"),
    ],
)
def test_index_has_entries_and_separator_for_every_search_plugin(
    theme: str, search: str, separator: str, tmp_path: Path
) -> None:
    """The search of MkDocs also finds entries, and a separator in mkdocs.yml stays."""
    lay_out(tmp_path / "project", Files(release=f"{_RELEASE}{_SECTION}"))
    (tmp_path / "project" / "docs").mkdir()
    config = f"site_name: Shop\ntheme: {{name: {theme}}}\nplugins:\n  - {search}\n  - gonogo\n"
    (tmp_path / "project" / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert build(tmp_path / "project", tmp_path / "site").returncode == 0
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    assert index["config"]["separator"] == separator
    assert titles["shop/v1/pre/#load"] == "Load tests · Blocked"
    page = (tmp_path / "site" / "shop/v1/pre/index.html").read_text(encoding="utf-8")
    assert page.count('id="load"') == 1
    assert "Load tests · Blocked" not in page


def test_handbook_shows_the_separator() -> None:
    """The handbook shows gonogo's separator, with which users start to define their own."""
    page = (ROOT / "docs" / "handbook" / "search.md").read_text(encoding="utf-8")
    assert f"separator: '{SEPARATOR}'\n" in page


def _find(site: Path, text: str) -> list[str]:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return [entry["location"] for entry in index["docs"] if text in entry["title"] + entry["text"]]


def test_index_excludes_text_that_all_pages_have(own_site: Path) -> None:
    """The index contains neither the tabs of a release nor the last line of a page."""
    assert (_find(own_site, "Judged as of"), _find(own_site, "<li>Run sheet")) == ([], [])


@pytest.mark.parametrize("own_site", [True], indirect=True, ids=["directory-urls"])
def test_page_shows_text_that_the_index_excludes(own_site: Path) -> None:
    """Pages show the texts of entries and the last line, which the index excludes."""
    text = read_pages(own_site)["health-scheduler/v1.0.0/pre-deployment/index.html"].text
    assert "The document declares" in text
    assert "Judged as of" in text

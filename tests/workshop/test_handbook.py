"""Every page of the documentation is short, in one of the four parts of the menu, and in plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.shop import read_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
PARTS = ["Tutorial", "How-to", "Reference", "Explanation"]
FIRST = "handbook/index.md"
LIMIT = 1200
# Lists for looking up a name, which are easier to search on one page.
LONG = {
    "reference/cli.md": "the help of every command",
    "reference/rules.md": "every rule",
    "modules.md": "every module",
}
GENERATED = {page for page in PAGES if page.startswith(("reference/", "handbook/threats"))}
# Documents outside of the site.
BESIDE = ("../README.md", "../CONTRIBUTING.md", "../SECURITY.md", "../RELEASING.md", "../CHANGELOG.md")
# Words that a newcomer has to read twice; a plainer word or another sentence replaces them.
HEAVY = re.compile(
    r"\b(anew|behind|brought|chronicle|lies|nobody|official|stands?|stood|teller|told|untold|whoever|wherever"
    r"|not judged|one that|taken back|those (?:that|who)|what stands|landed|landings?)\b",
    re.IGNORECASE,
)
# The only places where such a word is correct.
REASONS = {
    ("architecture.md", "landing"): "a name of the program, explained there",
    ("architecture.md", "landings"): "a name of the program, explained there",
    ("data-flow.md", "landing"): "a name of the program",
    ("decisions/0004-merge-order.md", "landing"): "a name of the program, explained there",
    ("decisions/0004-merge-order.md", "landings"): "a name of the program, explained there",
    ("decisions/0005-verdicts-are-computed.md", "landing"): "a name of the program",
    ("data-flow.md", "landings"): "a name of the program",
    ("modules.md", "landing"): "a name of the program",
    ("modules.md", "landings"): "a name of the program",
}
CODE = re.compile(
    r"^```.*?^```$|`[^`\n]*`|\]\([^)]*\)|\{ #[^}]* \}|^<!-- the output of .*?<!-- end of the output -->$",
    re.MULTILINE | re.DOTALL,
)


def read_menu() -> dict[str, list[str]]:
    """The pages of each part."""
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    handbook = next(item["Handbook"] for item in nav if "Handbook" in item)
    first, *parts = handbook
    assert first == FIRST
    return {title: pages for part in parts for title, pages in part.items()}


def test_menu_has_four_parts_with_every_page_once() -> None:
    """Readers find each page in exactly one part; the design decisions follow."""
    menu = read_menu()
    assert list(menu) == PARTS
    listed = [page for pages in menu.values() for page in pages]
    decisions = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"][-1]["Design decisions"]
    assert decisions == [page for page in PAGES if page.startswith("decisions/")]
    assert sorted([FIRST, *listed, *decisions]) == PAGES


def count_words(text: str) -> int:
    """The words of a page including its code, without table bars."""
    return len(re.findall(r"\S*\w\S*", text))


@pytest.mark.parametrize("page", PAGES)
def test_page_is_short(page: str) -> None:
    """A page has at most 1200 words, except for the listed pages with a reason."""
    words = count_words((DOCS / page).read_text(encoding="utf-8"))
    assert (words > LIMIT) == (page in LONG), words


@pytest.mark.parametrize("page", [*sorted(set(PAGES) - GENERATED), *BESIDE])
def test_page_avoids_unclear_words(page: str) -> None:
    """Pages avoid unclear words, except in code, in quoted output and in generated pages."""
    text = CODE.sub("", (DOCS / page).read_text(encoding="utf-8"))
    used = {match[0].lower() for match in HEAVY.finditer(text)}
    assert used == {word for where, word in REASONS if where == page}


def test_first_page_links_a_page_for_every_kind_of_reader() -> None:
    """The first page has a picture, and a table row with a link for each kind of reader."""
    page = read_page("index.md")
    assert re.search(r"^!\[.+\]\(\.\./pictures/\w+\.png\)$", page, re.MULTILINE)
    readers: list[Any] = re.findall(r"^\| (\w[^|]+) \| [^|]+\? \| .*?\[.*\]\(\S+\.md\)[^|]* \|$", page, re.MULTILINE)
    assert {"contributor", "reviewer", "deployment lead", "auditor", "adopter"} <= set(readers)
    assert any("executive" in reader for reader in readers)

"""The tables of levels, states and codes in the handbook are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gonogo.format.decode.registry_files import LEVELS
from gonogo.model.judgement import SignOffState
from gonogo.model.trust_codes import TrustCode

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
ROW = re.compile(r"^\| `([a-z0-9-]+)`(?:\{ #([a-z0-9-]+) \})? \|(.+)\|$", re.MULTILINE)


def rows_below(page: str, heading: str) -> list[tuple[str, str, str]]:
    """The rows of the table below a heading: the word, its anchor, and the other cells."""
    text = (HANDBOOK / page).read_text(encoding="utf-8")
    section = re.split(r"^## ", text.partition(f"\n## {heading}")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return ROW.findall(section)


@pytest.mark.parametrize(
    ("page", "heading", "words"),
    [
        pytest.param("trust.md", "Levels", list(LEVELS), id="levels"),
        pytest.param("sign.md", "What each state means", [state.value for state in SignOffState], id="states"),
        pytest.param("reasons.md", "Every reason", [code.value for code in TrustCode], id="codes"),
    ],
)
def test_table_has_a_row_for_each_word(page: str, heading: str, words: list[str]) -> None:
    """The table has exactly the words of the program, in the same order, and no empty cell."""
    rows = rows_below(page, heading)
    assert [word for word, _, _ in rows] == words
    assert all(cell.strip() for _, _, cells in rows for cell in cells.split("|"))


def test_code_is_its_own_anchor() -> None:
    """Each code is its own anchor, so that pages and programs can link to it."""
    assert all(word == anchor for word, anchor, _ in rows_below("reasons.md", "Every reason"))


@pytest.mark.parametrize("page", sorted(HANDBOOK.glob("*.md")), ids=lambda page: page.name)
def test_page_links_only_to_existing_codes(page: Path) -> None:
    """Every link to a code leads to a row of the table."""
    linked = re.findall(r"\[`([a-z0-9-]+)`\]\((?:reasons\.md)?#([a-z0-9-]+)\)", page.read_text(encoding="utf-8"))
    assert all(word == anchor and word in list(TrustCode) for word, anchor in linked)

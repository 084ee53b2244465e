"""The threat pages in docs/handbook are generated from the docstrings of the threat tests.

After a change of the docstrings, run `GONOGO_REWRITE_CASES=1 pytest tests/workshop/test_threats_page.py`, and read the
diff before committing it.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

import pytest

from workshop.threats_page import ELSEWHERE, GROUPS, HANDBOOK, PAGES, ROOT, Threat, find_threats, render_page

if TYPE_CHECKING:
    from pathlib import Path

THREATS = find_threats()


@pytest.mark.parametrize("name", PAGES)
def test_threats_page_is_generated_from_the_tests(name: str) -> None:
    """The page has exactly the threats of the tests, in the words of their docstrings."""
    page = render_page(name, (*THREATS, *ELSEWHERE))
    if os.environ.get("GONOGO_REWRITE_CASES"):
        (HANDBOOK / name).write_text(page, encoding="utf-8")
    assert (HANDBOOK / name).read_text(encoding="utf-8") == page


def test_threat_group_is_on_exactly_one_page() -> None:
    """No group of threats is missing or listed twice."""
    assert sorted(group for _, groups in PAGES.values() for group in groups) == sorted(GROUPS)


def test_threat_group_has_a_threat() -> None:
    """No heading of a page is without a row."""
    assert {threat.group for threat in (*THREATS, *ELSEWHERE)} == set(GROUPS)


@pytest.mark.parametrize("threat", [*THREATS, *ELSEWHERE], ids=lambda threat: threat.test)
def test_threat_has_tests(threat: Threat) -> None:
    """The file in a row exists and contains a test."""
    module = ast.parse((ROOT / "tests" / threat.test).read_text(encoding="utf-8"))
    assert any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in module.body)


@pytest.mark.parametrize("threat", [*THREATS, *ELSEWHERE], ids=lambda threat: threat.test)
def test_threat_row_has_complete_sentences(threat: Threat) -> None:
    """Both cells of a row begin with a capital letter or with code, and end with a full stop."""
    for text in (threat.threat, threat.answer):
        assert text[0].isupper() or text[0] in "`*"
        assert text.endswith(".")


REFUSED = {
    "one paragraph": ('"""Somebody does something."""\nGROUP = "Git"\n', "the docstring has 1 paragraphs"),
    "three paragraphs": ('"""One.\n\nTwo.\n\nThree."""\nGROUP = "Git"\n', "the docstring has 3 paragraphs"),
    "no docstring": ('GROUP = "Git"\n', "the docstring has 1 paragraphs"),
    "unknown group": ('"""One.\n\nTwo."""\nGROUP = "Weather"\n', "the group is 'Weather'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_threat_file_with_a_wrong_docstring_is_an_error(case: str, tmp_path: Path) -> None:
    """A docstring in a wrong form raises an error, so no threat is silently missing on the page."""
    text, message = REFUSED[case]
    (tmp_path / "test_it.py").write_text(text)
    with pytest.raises(AssertionError, match=message):
        find_threats(tmp_path)


def test_threat_row_joins_lines_and_escapes_bars(tmp_path: Path) -> None:
    """The lines of a paragraph become a single cell, and a bar does not end the cell."""
    (tmp_path / "test_it.py").write_text('"""Somebody writes `a | b`.\n\nIt is\nrefused.\n"""\n\nGROUP = "Git"\n')
    found = find_threats(tmp_path)
    assert found == [Threat("Git", "Somebody writes `a | b`.", "It is refused.", "threats/test_it.py")]
    assert "| Somebody writes `a \\| b`. | It is refused. | `threats/test_it.py` |" in render_page(
        "threats-git.md", found
    )

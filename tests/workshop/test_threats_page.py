"""The pages of threats in docs/handbook are written from the tests of threats.

After a change of their docstrings, `GONOGO_REWRITE_CASES=1 pytest tests/workshop/test_threats_page.py` writes them
again; read the difference before committing it.
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
def test_page_is_what_the_tests_say(name: str) -> None:
    """Every threat that is tested is on its page, in the words of its test, and no other."""
    page = render_page(name, (*THREATS, *ELSEWHERE))
    if os.environ.get("GONOGO_REWRITE_CASES"):
        (HANDBOOK / name).write_text(page, encoding="utf-8")
    assert (HANDBOOK / name).read_text(encoding="utf-8") == page


def test_every_group_is_on_one_page() -> None:
    """No threat is left out, and none is listed twice."""
    assert sorted(group for _, groups in PAGES.values() for group in groups) == sorted(GROUPS)


def test_every_group_has_a_threat() -> None:
    """No heading of the page is without a row."""
    assert {one.group for one in (*THREATS, *ELSEWHERE)} == set(GROUPS)


@pytest.mark.parametrize("threat", [*THREATS, *ELSEWHERE], ids=lambda one: one.test)
def test_threat_has_tests(threat: Threat) -> None:
    """The file that a row names is there, with a test in it."""
    module = ast.parse((ROOT / "tests" / threat.test).read_text(encoding="utf-8"))
    assert any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in module.body)


@pytest.mark.parametrize("threat", [*THREATS, *ELSEWHERE], ids=lambda one: one.test)
def test_row_is_of_sentences(threat: Threat) -> None:
    """Both cells begin with a capital letter or a word of code, and end with a full stop."""
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
def test_file_without_the_form_is_refused(case: str, tmp_path: Path) -> None:
    """A threat cannot be left out of the page by a docstring of another form."""
    text, message = REFUSED[case]
    (tmp_path / "test_it.py").write_text(text)
    with pytest.raises(AssertionError, match=message):
        find_threats(tmp_path)


def test_row_is_that_of_the_docstring(tmp_path: Path) -> None:
    """Lines are joined, and a bar does not end a cell."""
    (tmp_path / "test_it.py").write_text('"""Somebody writes `a | b`.\n\nIt is\nrefused.\n"""\n\nGROUP = "Git"\n')
    found = find_threats(tmp_path)
    assert found == [Threat("Git", "Somebody writes `a | b`.", "It is refused.", "threats/test_it.py")]
    assert "| Somebody writes `a \\| b`. | It is refused. | `threats/test_it.py` |" in render_page(
        "threats-git.md", found
    )

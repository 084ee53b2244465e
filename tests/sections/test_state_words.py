"""The state words of each kind: their properties, and that no other module lists them."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gonogo
from gonogo.format.sections import KINDS, find_state, unsettles

if TYPE_CHECKING:
    from gonogo.format.sections.kind import Kind

PACKAGE = Path(gonogo.__file__).parent
# chapters of the demo are not code
FILES = sorted(
    file for file in PACKAGE.rglob("*.py") if not {"sections", "demo"} & set(file.relative_to(PACKAGE).parts)
)
WORDS = {state.word for kind in KINDS for state in kind.entry.states}


def find_lists(source: str) -> list[tuple[int, list[str]]]:
    """Every literal list, tuple, set or mapping with two or more state words, by its line."""
    lists = []
    for node in ast.walk(ast.parse(source)):
        members = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        strings = [one.value for one in members if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(words := [word for word in strings if word in WORDS]) > 1:
            lists.append((getattr(node, "lineno", 0), words))
    return lists


def test_only_kinds_list_state_words() -> None:
    """No module outside the kinds lists state words, because the list would lack the words of a new kind."""
    lists = {file.relative_to(PACKAGE).as_posix(): find_lists(file.read_text(encoding="utf-8")) for file in FILES}
    assert {name: found for name, found in lists.items() if found} == {}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('DONE = ("done", "waived", "na")', id="tuple"),
        pytest.param('DONE = frozenset({"met", "clear"})', id="set"),
        pytest.param('LABELS = {"open": "Open", "fired": "Fired"}', id="mapping by word"),
        pytest.param('if state in ["stale", "withdrawn"]: ...', id="list in a condition"),
    ],
)
def test_list_of_state_words_is_found(source: str) -> None:
    """The search finds every form of such a list."""
    assert len(find_lists(source)) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_states_of_a_kind_are_valid(kind: Kind) -> None:
    """State words are unique, the first is unsettled, some state settles, and every excused state settles."""
    states = kind.entry.states
    words = [state.word for state in states]
    assert len(words) == len(set(words))
    assert not states[0].is_settled
    assert any(state.is_settled for state in states)
    assert not any(state.is_excused and not state.is_settled for state in states)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_unsettles_if_only_the_earlier_state_is_settled(kind: Kind) -> None:
    """`unsettles` is true if and only if the earlier state settles and the later does not."""
    states = kind.entry.states
    for before, after in product(states, states):
        assert unsettles(before.word, after.word) is (before.is_settled and not after.is_settled), (before, after)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("done", "", True, id="removed answer"),
        pytest.param("done", "dnoe", True, id="misspelled answer"),
        pytest.param("done", "met", False, id="section has another kind"),
        pytest.param("met", "fired", True, id="other kind and open"),
        pytest.param("", "done", False, id="answered"),
        pytest.param("dnoe", "open", False, id="misspelled before"),
    ],
)
def test_unsettles_compares_states_of_different_kinds(before: str, after: str, *, expected: bool) -> None:
    """`unsettles` accepts unknown words and words of different kinds."""
    assert unsettles(before, after) is expected


def test_state_of_a_past_word_is_found_or_none() -> None:
    """`find_state` returns the state of a word of any kind, or None for an unknown word."""
    found = find_state("waived")
    assert found is not None
    assert (found.label, find_state("dnoe")) == ("Waived", None)

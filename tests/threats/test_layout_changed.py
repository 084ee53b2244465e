"""Comments, the order of keys, quotes, line ends or the form of accents change.

The decision is not stale: values are compared, not bytes.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from edits import V1, decide, put, replace, text_of
from shop import ALICE, ANN, CAROL
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit, Tree

GROUP = "Content"

CAFE = "Caf\u00e9 and th\u00e9"
BLOCK = "|\n          First line\n          Second line"


def _with_crlf(tree: Tree) -> None:
    tree[V1] = text_of(tree, V1).replace("\n", "\r\n")


def _decomposed(tree: Tree) -> None:
    tree[V1] = unicodedata.normalize("NFD", text_of(tree, V1))


CHANGES: dict[str, Edit] = {
    "comment": replace("  code:\n", "  # what we build\n  code:\n"),
    "comment inside an item": replace("        title: Lint is clean", "        # run it\n        title: Lint is clean"),
    "blank lines": replace("      lint:\n", "\n\n      lint:\n"),
    "order of keys": replace(
        "        title: Tests pass\n        owner: qa-lead\n", "        owner: qa-lead\n        title: Tests pass\n"
    ),
    "order of sections": lambda tree: _swap(tree, "  code:\n", "  data:\n", "  speed:\n"),
    "double quotes": replace("title: Lint is clean", 'title: "Lint is clean"'),
    "single quotes": replace("title: Lint is clean", "title: 'Lint is clean'"),
    "an explicit default": put("code", kind="checklist"),
    "line ends of Windows": _with_crlf,
    "decomposed accents": _decomposed,
    "style of a block": replace("note: |\n", "note: |-\n"),
    "depth of a block": replace(
        "          First line\n          Second line", "            First line\n            Second line"
    ),
    "list with one member": replace("evidence: https://example.com/1", "evidence: [https://example.com/1]"),
}


def _swap(tree: Tree, first: str, second: str, third: str) -> None:
    text = text_of(tree, V1)
    one, two, three = (text.index(f"\n{name}") for name in (first, second, third))
    tree[V1] = text[:one] + text[two:three] + text[one:two] + text[three:]


@pytest.mark.parametrize("change", CHANGES)
def test_layout_is_not_covered(change: str, tmp_path: Path) -> None:
    """A decision stays valid after a change of the layout of its file."""
    team = Team(tmp_path)
    team.pull(CAROL, put("tests", note=BLOCK, evidence="https://example.com/1"), put("code", title=CAFE), by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice", seen=team.seen("qa")), by=ANN)
    team.push(CAROL, CHANGES[change])
    assert team.trees[team.main.head] != team.trees[made[1]]
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize("change", ["line ends of Windows", "double quotes"])
def test_decision_written_in_another_way_is_the_same(change: str, tmp_path: Path) -> None:
    """A decision keeps its author after a change of its quotes or line ends."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    edit = replace("decision: go", 'decision: "go"') if change == "double quotes" else _with_crlf
    team.push(CAROL, edit)
    assert team.slot("qa") == valid("alice", at=made)


def test_working_tree_with_windows_line_ends_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision is valid in a working tree with Windows line ends."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.make()
    file = team.root / V1
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert team.slot("qa") == valid("alice", at=made)

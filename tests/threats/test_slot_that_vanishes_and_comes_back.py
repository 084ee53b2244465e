"""A slot, its section or its file is changed into another kind, and changed back with the decision in it.

The decision was merged together with its slot (`arrived-filled`), so it does not count; until the slot is back, the
release is blocked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import ROLES, SYSTEM, V1, V2, copy, decide, delete, put, remove, replace, text_of, write
from shop import ALICE, ANN, CAROL, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit, Tree

GROUP = "Structure"


def _as_items(tree: Tree) -> None:
    """Turns the section of sign-offs into a checklist."""
    put("approvals", kind=None)(tree)
    for name in ("qa", "cto"):
        put(name, status="done", decision=None, by=None, role=None, covers=None)(tree)


def _to_another_system(tree: Tree) -> None:
    for path in (V1, ROLES, SYSTEM):
        tree[path.replace("/shop/", "/store/")] = tree.pop(path)


AWAY: dict[str, tuple[Edit, ...]] = {
    "removed": (remove("qa"),),
    "its section is a checklist": (_as_items,),
    "its file is deleted": (delete(V1),),
    "its file has another name": (copy(V1, V2), delete(V1), replace("release: v1\n", "release: v2\n", path=V2)),
    "its file is a folder": (delete(V1), write(f"{V1}/v1.yml", "release: v1\n")),
    "its system has another name": (_to_another_system,),
    "its section is under another key": (replace("\nsections:\n", "\nsection:\n"),),
}


@pytest.mark.parametrize("way", AWAY)
def test_decision_restored_with_its_slot_is_claimed(way: str, tmp_path: Path) -> None:
    """A decision is claimed if it is restored together with its slot."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    before = dict(team.trees[team.main.head])
    team.push(MALLORY, *AWAY[way])
    back = _restore(team, before)
    expected = claimed("arrived-filled", by="alice", written_by="carol", merged_by=None, at=(back, back))
    assert team.slot("qa") == expected


def _restore(team: Team, before: Tree) -> str:
    def edit(tree: Tree) -> None:
        tree.clear()
        tree.update(before)

    return team.push(CAROL, edit)


@pytest.mark.parametrize("way", ["removed", "its section is a checklist"])
def test_release_without_a_declared_slot_is_blocked(way: str, tmp_path: Path) -> None:
    """A release is blocked while a declared slot is missing without a maintainer's change."""
    team = Team(tmp_path)
    team.push(MALLORY, *AWAY[way])
    assert "slot-changed" in team.status().codes


def test_release_created_again_without_a_slot_is_blocked(tmp_path: Path) -> None:
    """A release is blocked if its file is deleted and created again without one of its slots."""
    team = Team(tmp_path)
    text = text_of(team.trees[team.main.head], V1)
    team.push(MALLORY, delete(V1))
    team.push(MALLORY, write(V1, text), remove("cto"))
    assert team.status().codes == ["slot-changed"]

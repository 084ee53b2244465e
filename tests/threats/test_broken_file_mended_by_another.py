"""A person breaks the file of a release, and another person repairs it.

Decisions keep their authors: later versions are compared with the last readable version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import ROLES, V1, append, decide, empty, give, replace, write
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

BREAKS = {
    "YAML error": replace("title: Shop v1", "title: [Shop v1"),
    "an unknown key": replace("title: Shop v1", "titel: Shop v1"),
    "a conflict": replace("title: Shop v1", "<<<<<<< HEAD\ntitle: Shop v1\n=======\n>>>>>>> topic"),
    "empty file": write(V1, ""),
}


@pytest.mark.parametrize("how", BREAKS)
def test_decision_survives_a_broken_file(how: str, tmp_path: Path) -> None:
    """A decision keeps its author when Mallory repairs the file that contains it."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, BREAKS[how])
    team.push(MALLORY, write(V1, whole))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_added_by_a_repair_belongs_to_the_repairer(tmp_path: Path) -> None:
    """A decision that the last readable version does not contain belongs to the author of the repair."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, BREAKS["YAML error"])
    mend = team.push(MALLORY, write(V1, whole), decide("qa", by="alice"))
    assert team.slot("qa") == claimed(
        "author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(mend, mend)
    )


def test_decision_emptied_only_in_the_broken_file_stays_valid(tmp_path: Path) -> None:
    """A decision stays valid if only an unreadable version lacks it."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, empty("qa"), BREAKS["YAML error"])
    team.push(MALLORY, write(V1, whole))
    assert team.slot("qa") == valid("alice", at=made)


def test_broken_registry_keeps_its_values(tmp_path: Path) -> None:
    """While the registry is unreadable, every person keeps the roles of the last readable version."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(ANN, append("  broken: [\n", path=ROLES))
    first = team.pull(ALICE, decide("qa", by="alice"), by=BOB)
    team.push(ANN, write(ROLES, whole))
    second = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    slots = team.status().slots
    assert slots["qa"] == valid("alice", merged_by="bob", at=first)
    assert slots["cto"] == valid("bob", at=second)


def test_role_added_by_a_repair_of_the_registry_is_not_held(tmp_path: Path) -> None:
    """Mallory does not get the role that she adds while she repairs the registry."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(ANN, append("  broken: [\n", path=ROLES))
    team.push(MALLORY, write(ROLES, whole), give("qa-lead", "alice", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)

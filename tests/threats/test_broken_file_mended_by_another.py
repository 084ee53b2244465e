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
    "no YAML": replace("title: Shop v1", "title: [Shop v1"),
    "an unknown key": replace("title: Shop v1", "titel: Shop v1"),
    "a conflict": replace("title: Shop v1", "<<<<<<< HEAD\ntitle: Shop v1\n=======\n>>>>>>> topic"),
    "nothing in it": write(V1, ""),
}


@pytest.mark.parametrize("how", BREAKS)
def test_decision_survives_a_broken_file(how: str, tmp_path: Path) -> None:
    """Mallory mends it, and the decision is still Alice's."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, BREAKS[how])
    team.push(MALLORY, write(V1, whole))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_that_comes_with_the_mended_file_is_that_of_the_mender(tmp_path: Path) -> None:
    """What differs from the last readable version is new."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, BREAKS["no YAML"])
    mend = team.push(MALLORY, write(V1, whole), decide("qa", by="alice"))
    assert team.slot("qa") == claimed(
        "author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(mend, mend)
    )


def test_decision_that_was_emptied_in_the_broken_file_is_new(tmp_path: Path) -> None:
    """The last readable version held the go, and so does the next: nothing happened."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    whole = team.trees[team.main.head][V1]
    team.push(CAROL, empty("qa"), BREAKS["no YAML"])
    team.push(MALLORY, write(V1, whole))
    assert team.slot("qa") == valid("alice", at=made)


def test_registry_that_is_broken_for_a_while_keeps_its_values(tmp_path: Path) -> None:
    """Ann breaks and mends it; nobody gains or loses a role."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(ANN, append("  broken: [\n", path=ROLES))
    first = team.pull(ALICE, decide("qa", by="alice"), by=BOB)
    team.push(ANN, write(ROLES, whole))
    second = team.pull(BOB, decide("cto", by="bob"), by=ANN)
    slots = team.status().slots
    assert slots["qa"] == valid("alice", merged_by="bob", at=first)
    assert slots["cto"] == valid("bob", at=second)


def test_registry_that_mallory_mends_is_not_hers(tmp_path: Path) -> None:
    """She adds herself to a role while she mends it."""
    team = Team(tmp_path)
    whole = team.trees[team.main.head][ROLES]
    team.push(ANN, append("  broken: [\n", path=ROLES))
    team.push(MALLORY, write(ROLES, whole), give("qa-lead", "alice", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)

"""An old branch, merged with `-s ours`, or a revert restores a go that was withdrawn.

The decision is claimed (`restored`): a restored value is not a new decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, empty
from shop import ALICE, ANN, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

REVERSED = {
    "withdrawn": decide("qa", "alice", "withdrawn"),
    "emptied": empty("qa"),
    "refused": decide("qa", "alice", "no-go"),
}


@pytest.mark.parametrize("end", REVERSED)
def test_go_restored_by_an_old_branch_is_claimed(end: str, tmp_path: Path) -> None:
    """A go is claimed if an old branch restores it after it was reversed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    old = team.branch("old")
    team.pull(ALICE, REVERSED[end], by=ANN)
    ours = old.update(by=MALLORY, ours=True)
    made = (ours, team.merge(old, by=ANN))
    assert team.slot("qa") == claimed("restored", by="alice", written_by="mallory", at=made)


def test_go_restored_by_a_merge_of_the_signer_is_claimed(tmp_path: Path) -> None:
    """A go is claimed if the signer's own merge restores it."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    old = team.branch("old")
    team.pull(ALICE, REVERSED["withdrawn"], by=ANN)
    ours = old.update(by=ALICE, ours=True)
    made = (ours, team.merge(old, by=ANN))
    assert team.slot("qa") == claimed("restored", by="alice", written_by="alice", at=made)


def test_go_restored_by_a_revert_is_that_of_its_author(tmp_path: Path) -> None:
    """A go that Mallory restores with a revert is claimed."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, REVERSED["withdrawn"], by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_go_that_the_signer_writes_again_counts(tmp_path: Path) -> None:
    """A go that Alice writes again after withdrawing it counts."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, REVERSED["withdrawn"], by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)

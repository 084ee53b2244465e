"""An old branch, merged with `-s ours`, or a revert brings back a go that was withdrawn.

The decision is claimed (`restored`): an old value is no new decision.
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

TAKEN_BACK = {
    "withdrawn": decide("qa", "alice", "withdrawn"),
    "emptied": empty("qa"),
    "refused": decide("qa", "alice", "no-go"),
}


@pytest.mark.parametrize("end", TAKEN_BACK)
def test_go_that_an_old_branch_brings_back_is_claimed(end: str, tmp_path: Path) -> None:
    """The branch began while the go was there, and took nothing of main in since."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    old = team.branch("old")
    team.pull(ALICE, TAKEN_BACK[end], by=ANN)
    ours = old.update(by=MALLORY, ours=True)
    made = (ours, team.merge(old, by=ANN))
    assert team.slot("qa") == claimed("restored", by="alice", written_by="mallory", at=made)


def test_go_that_the_signer_brings_back_by_a_merge_is_claimed(tmp_path: Path) -> None:
    """To decide again she writes it again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    old = team.branch("old")
    team.pull(ALICE, TAKEN_BACK["withdrawn"], by=ANN)
    ours = old.update(by=ALICE, ours=True)
    made = (ours, team.merge(old, by=ANN))
    assert team.slot("qa") == claimed("restored", by="alice", written_by="alice", at=made)


def test_go_that_a_revert_brings_back_is_that_of_its_author(tmp_path: Path) -> None:
    """A revert is a commit like any other."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, TAKEN_BACK["withdrawn"], by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_go_that_the_signer_writes_again_counts(tmp_path: Path) -> None:
    """Whoever has withdrawn may decide again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, TAKEN_BACK["withdrawn"], by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)

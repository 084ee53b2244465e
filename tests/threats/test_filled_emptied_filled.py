"""A slot is filled, emptied and filled again in one pull request, by different people.

The last commit that wrote the decision counts, not an earlier commit with the same value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, empty
from shop import ALICE, ANN, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"


def test_decision_is_that_of_the_last_commit(tmp_path: Path) -> None:
    """Mallory writes what Alice had written and taken out."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(ALICE, empty("qa"))
    sign = branch.commit(MALLORY, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_that_the_signer_wrote_last_is_hers(tmp_path: Path) -> None:
    """What Mallory wrote before makes no difference."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, decide("qa", by="alice"))
    branch.commit(MALLORY, empty("qa"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_that_comes_back_in_a_later_landing_is_new(tmp_path: Path) -> None:
    """Emptied in one landing, written by Mallory in the next: the first decision is over."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, empty("qa"), by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_pull_request_that_changes_nothing_in_the_end_decides_nothing(tmp_path: Path) -> None:
    """A landing in which the slot reads the same before and after introduces nothing."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(MALLORY, empty("qa"))
    branch.commit(MALLORY, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa") == valid("alice", at=first)


def test_decision_of_two_branches_needs_one_right_person(tmp_path: Path) -> None:
    """Both wrote the same; the walk ends at both commits, and one by the signer suffices."""
    team = Team(tmp_path)
    hers, other = team.branch("hers"), team.branch("other")
    sign = hers.commit(ALICE, decide("qa", by="alice"))
    other.commit(MALLORY, decide("qa", by="alice"))
    hers.take_in(other, by=MALLORY)
    made = (sign, team.merge(hers, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)

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
    """A decision belongs to the last commit that wrote it, even if Alice wrote and removed the same value before."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    branch.commit(ALICE, empty("qa"))
    sign = branch.commit(MALLORY, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_decision_written_last_by_the_signer_is_valid(tmp_path: Path) -> None:
    """A decision is valid if its signer wrote it last, even if Mallory wrote the same value before."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, decide("qa", by="alice"))
    branch.commit(MALLORY, empty("qa"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_decision_written_again_after_a_landing_emptied_it_is_new(tmp_path: Path) -> None:
    """A decision that another person writes after the slot was emptied on main belongs to that person."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, empty("qa"), by=ANN)
    made = team.pull(MALLORY, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_pull_request_that_restores_the_decision_changes_nothing(tmp_path: Path) -> None:
    """A pull request that empties a slot and fills it with the same decision does not change the author."""
    team = Team(tmp_path)
    first = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(MALLORY, empty("qa"))
    branch.commit(MALLORY, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa") == valid("alice", at=first)


def test_decision_of_two_merged_branches_counts_by_the_signer(tmp_path: Path) -> None:
    """A decision that Alice and Mallory wrote on two merged branches counts as Alice's."""
    team = Team(tmp_path)
    hers, other = team.branch("hers"), team.branch("other")
    sign = hers.commit(ALICE, decide("qa", by="alice"))
    other.commit(MALLORY, decide("qa", by="alice"))
    hers.merge_locally(other, by=MALLORY)
    made = (sign, team.merge(hers, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)

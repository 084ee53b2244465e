"""A merge commit contains a decision that none of its parents has.

The decision is attributed to the author of the merge, and counts as not merged by another person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, give, put
from shop import ALICE, ANN, BOB, CAROL, MALLORY
from standings import claimed, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"


def test_decision_of_a_merge_is_that_of_its_author(tmp_path: Path) -> None:
    """Mallory merges Carol's pull request and writes Alice's decision while she does."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    merge = team.merge(branch, MALLORY, decide("qa", by="alice"))
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(merge, merge))
    assert team.slot("qa") == expected


def test_decision_of_a_merge_by_the_signer_is_hers(tmp_path: Path) -> None:
    """She merges at home and solves a conflict so: it counts, and she is alone."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    merge = team.merge(branch, ALICE, decide("qa", by="alice"), key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", merged_by=None, at=(merge, merge))


def test_decision_of_a_merge_of_main_into_a_branch_is_that_of_its_author(tmp_path: Path) -> None:
    """The button that updates a branch, with something more in it."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    team.push(CAROL, put("backup", note="Made"))
    update = branch.update(MALLORY, decide("qa", by="alice"))
    made = (update, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_role_of_a_merge_is_given_by_its_author(tmp_path: Path) -> None:
    """Mallory merges Ann's pull request, and gives herself a role while she does."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ANN, put("lint", note="Looked at"))
    team.merge(branch, MALLORY, give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_merge_that_takes_a_decision_back_is_seen(tmp_path: Path) -> None:
    """An evil merge may also empty a slot."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(CAROL, put("backup", note="Made"))
    team.merge(branch, MALLORY, decide("qa", "", ""))
    assert team.slot("qa").state == "unsigned"

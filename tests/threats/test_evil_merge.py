"""A merge commit contains a decision that none of its parents has.

The decision is attributed to the author of the merge, and has no merger.
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
    """A decision in the merge commit itself belongs to the author of the merge."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    merge = team.merge(branch, MALLORY, decide("qa", by="alice"))
    expected = claimed("author-mismatch", by="alice", written_by="mallory", merged_by=None, at=(merge, merge))
    assert team.slot("qa") == expected


def test_decision_of_a_merge_by_the_signer_is_valid(tmp_path: Path) -> None:
    """A decision that Alice writes in her own merge commit is valid, without a second person."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    merge = team.merge(branch, ALICE, decide("qa", by="alice"), key=ALICE.key)
    assert team.slot("qa") == valid("alice", level="signed", merged_by=None, at=(merge, merge))


def test_decision_of_a_branch_update_is_that_of_its_author(tmp_path: Path) -> None:
    """A decision in the commit that merges main into a branch belongs to the author of that commit."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(CAROL, put("lint", note="Looked at"))
    team.push(CAROL, put("backup", note="Made"))
    update = branch.update(MALLORY, decide("qa", by="alice"))
    made = (update, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("author-mismatch", by="alice", written_by="mallory", at=made)


def test_role_added_by_a_merge_is_not_held(tmp_path: Path) -> None:
    """A role that Mallory gives herself in her merge of Ann's pull request is not held."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ANN, put("lint", note="Looked at"))
    team.merge(branch, MALLORY, give("qa-lead", "mallory"))
    made = team.pull(MALLORY, decide("qa", by="mallory"), by=BOB)
    slot = team.slot("qa")
    assert slot == claimed("role-not-held", by="mallory", written_by="mallory", merged_by="bob", at=made)


def test_merge_that_empties_a_slot_makes_it_unsigned(tmp_path: Path) -> None:
    """A slot is unsigned after a merge commit empties it."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(CAROL, put("backup", note="Made"))
    team.merge(branch, MALLORY, decide("qa", "", ""))
    assert team.slot("qa").state == "unsigned"

"""Mallory gives herself a role and signs, in one commit or in two commits of one pull request.

The decision is claimed (`role-not-held`): a change of the registry counts only from the next merge to main.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, give, register
from shop import ANN, EVE, MALLORY
from standings import claimed
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Identity"

TAKE, SIGN = give("qa-lead", "alice", "mallory"), decide("qa", by="mallory")


def test_role_taken_in_the_same_commit_is_not_held(tmp_path: Path) -> None:
    """A role that Mallory gives herself in the commit of her decision is not held, even if Ann merges it."""
    team = Team(tmp_path)
    made = team.pull(MALLORY, TAKE, SIGN, by=ANN)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_role_taken_in_the_same_pull_request_is_not_held(tmp_path: Path) -> None:
    """A role does not count if Mallory gives it to herself in an earlier commit of the same pull request."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, TAKE)
    sign = branch.commit(MALLORY, SIGN)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_role_given_by_a_maintainer_in_the_same_pull_request_is_not_held(tmp_path: Path) -> None:
    """A role that a maintainer gives in the pull request of the decision does not count before it is merged."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ANN, TAKE)
    sign = branch.commit(MALLORY, SIGN)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", at=made)


def test_role_taken_in_the_same_squash_is_not_held(tmp_path: Path) -> None:
    """A role does not count if Mallory's pull request with the role and the decision is squashed into one commit."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, TAKE)
    branch.commit(MALLORY, SIGN)
    squash = team.squash(branch, opened_by=MALLORY.private)
    made = (squash, squash)
    assert team.slot("qa") == claimed("role-not-held", by="mallory", written_by="mallory", merged_by=None, at=made)


def test_stranger_who_registers_herself_is_unknown(tmp_path: Path) -> None:
    """The address of Eve, who adds herself to people.yml in the merge of her decision, belongs to no person."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(EVE, register("eve", "eve@example.org", EVE.key.public), give("qa-lead", "eve"))
    sign = branch.commit(EVE, decide("qa", by="eve"), key=EVE.key)
    made = (sign, team.merge(branch, by=ANN))
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.written_by, slot.at) == ("below-level", "claimed", "Eve Elder", made)

"""A merge with `-s ours` merges the branch of a no-go, a withdrawal, a condition or a failure without its content.

The earlier go does not count (`merge-discarded-changes`): a later decision of the same slot was dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, decide, empty, put, put_top, write
from repository import Made
from shop import ALICE, ANN, CAROL, MALLORY
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"

LATER = {
    "no-go": decide("qa", "alice", "no-go"),
    "withdrawn": decide("qa", "alice", "withdrawn"),
    "emptied": empty("qa"),
    "a condition": decide("qa", "alice", conditions="Only with a second server"),
}


@pytest.mark.parametrize("later", LATER)
def test_go_whose_refusal_a_merge_dropped_does_not_count(later: str, tmp_path: Path) -> None:
    """The branch has landed, and main reads as before."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER[later])
    team.merge_ours(branch, by=MALLORY)
    status = team.status()
    assert status.slots["qa"].code == "merge-discarded-changes"
    assert status.slots["qa"].state != "valid"
    assert status.verdict == "NO-GO"


def test_refusal_that_its_own_branch_took_back_is_not_dropped(tmp_path: Path) -> None:
    """The merge takes the branch as it is."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    branch.commit(ALICE, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa")._replace(at=None) == valid("alice", at=made)._replace(at=None)


def test_go_that_a_merge_dropped_is_unsigned(tmp_path: Path) -> None:
    """Dropping a go only makes it worse."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    team.merge_ours(branch, by=MALLORY)
    assert team.slot("qa").state == "unsigned"


def test_decision_after_the_dropped_refusal_counts(tmp_path: Path) -> None:
    """Alice looks again and signs again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    team.merge_ours(branch, by=MALLORY)
    made = team.pull(ALICE, decide("qa", by="alice", on="2026-02-04"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-04")


def test_failure_that_a_merge_dropped_leaves_the_answers_of_main(tmp_path: Path) -> None:
    """A reopened item is no decision; the trail shows what the merge dropped."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(CAROL, put("tests", status="open"))
    team.merge_ours(branch, by=MALLORY)
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize("later", LATER)
def test_refusal_that_a_merge_on_its_own_branch_dropped_is_seen(later: str, tmp_path: Path) -> None:
    """Mallory updates the branch with the files of main, and Ann merges what seems to change nothing."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER[later])
    team.push(CAROL, write("README.md", "# The shop"))
    _merge_on(team, "topic", team.main.head)
    team.merge(branch, by=ANN)
    assert team.slot("qa").code == "merge-discarded-changes"


@pytest.mark.parametrize("later", LATER)
def test_go_that_a_merge_on_its_own_branch_brings_back_does_not_count(later: str, tmp_path: Path) -> None:
    """Alice signs, and takes it back before it is merged; Mallory merges her last commit with the one before."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(ALICE, LATER[later], key=ALICE.key)
    _merge_on(team, "topic", sign)
    team.merge(branch, by=ANN)
    assert team.slot("qa").code == "merge-discarded-changes"


@pytest.mark.xfail(reason="a commit that is no merge is not looked at, since main reads the same", strict=True)
def test_refusal_that_a_commit_on_its_own_branch_overwrote_is_seen(tmp_path: Path) -> None:
    """Mallory writes the go of main again on top of the no-go of Alice."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    branch.commit(MALLORY, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa").state != "valid"


def test_merge_with_a_branch_that_never_had_the_decision_drops_nothing(tmp_path: Path) -> None:
    """Alice merges Carol's branch into hers, and main into both: the slot was empty there."""
    team = Team(tmp_path)
    mine, other = team.branch("mine"), team.branch("other")
    sign = mine.commit(ALICE, decide("qa", by="alice"))
    other.commit(CAROL, write("docs/a.txt", "one"))
    team.push(CAROL, write("README.md", "# The shop"))
    other.update(by=CAROL)
    mine.take_in(other, ALICE)
    mine.update(by=ALICE)
    made = (sign, team.merge(mine, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_refusal_that_the_signer_took_back_before_a_merge_is_not_dropped(tmp_path: Path) -> None:
    """The same branch, merged with a commit of its own from when it was a no-go."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    side = team.branch("side", branch.head)
    side.commit(CAROL, write("docs/a.txt", "one"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    branch.take_in(side, ALICE)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def _merge_on(team: Team, branch: str, other: str) -> None:
    """Mallory merges a commit into a branch and keeps nothing but the files of that commit."""
    into = team.branches[branch]
    made = Made("", {}, f"Merge into {branch}", (into.head, other), MALLORY.ident)
    into.head = team.record(made, dict(team.trees[other]))

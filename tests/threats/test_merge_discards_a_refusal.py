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
    """A go does not count after a merge to main drops a later refusal, withdrawal, condition or failure."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER[later])
    team.merge_ours(branch, by=MALLORY)
    status = team.status()
    assert status.slots["qa"].code == "merge-discarded-changes"
    assert status.slots["qa"].state != "valid"
    assert status.verdict == "NO-GO"


def test_refusal_reverted_on_its_branch_is_not_dropped(tmp_path: Path) -> None:
    """A go counts if its signer wrote a no-go and then a go again on the merged branch."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    branch.commit(ALICE, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa")._replace(at=None) == valid("alice", at=made)._replace(at=None)


def test_go_that_a_merge_dropped_is_unsigned(tmp_path: Path) -> None:
    """A slot is unsigned if the merge drops the go of the branch."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, decide("qa", by="alice"))
    team.merge_ours(branch, by=MALLORY)
    assert team.slot("qa").state == "unsigned"


def test_decision_after_the_dropped_refusal_counts(tmp_path: Path) -> None:
    """A decision that Alice signs after the dropped no-go counts."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    team.merge_ours(branch, by=MALLORY)
    made = team.pull(ALICE, decide("qa", by="alice", on="2026-02-04"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made, on="2026-02-04")


def test_reopened_item_dropped_by_a_merge_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision stays valid if the merge drops a reopened item, which is no decision."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(CAROL, put("tests", status="open"))
    team.merge_ours(branch, by=MALLORY)
    assert team.slot("qa") == valid("alice", at=made)


@pytest.mark.parametrize("later", LATER)
def test_refusal_dropped_by_a_merge_on_its_branch_is_reported(later: str, tmp_path: Path) -> None:
    """A go does not count if Mallory's update of the branch dropped the refusal before the merge to main."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER[later])
    team.push(CAROL, write("README.md", "# The shop"))
    _merge_on(team, "topic", team.main.head)
    team.merge(branch, by=ANN)
    assert team.slot("qa").code == "merge-discarded-changes"


@pytest.mark.parametrize("later", LATER)
def test_go_restored_by_a_merge_on_its_branch_does_not_count(later: str, tmp_path: Path) -> None:
    """A go does not count if Alice reversed it on the branch and Mallory's merge restored it."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"), key=ALICE.key)
    branch.commit(ALICE, LATER[later], key=ALICE.key)
    _merge_on(team, "topic", sign)
    team.merge(branch, by=ANN)
    assert team.slot("qa").code == "merge-discarded-changes"


@pytest.mark.xfail(reason="gonogo does not check commits other than merges if main stays the same", strict=True)
def test_refusal_overwritten_on_its_branch_is_not_valid(tmp_path: Path) -> None:
    """A go is not valid if Mallory replaces Alice's no-go with it on the branch."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    branch.commit(MALLORY, decide("qa", by="alice"))
    team.merge(branch, by=ANN)
    assert team.slot("qa").state != "valid"


def test_merge_with_a_branch_without_the_decision_drops_nothing(tmp_path: Path) -> None:
    """A decision counts if its branch only merges commits in which the slot was empty."""
    team = Team(tmp_path)
    mine, other = team.branch("mine"), team.branch("other")
    sign = mine.commit(ALICE, decide("qa", by="alice"))
    other.commit(CAROL, write("docs/a.txt", "one"))
    team.push(CAROL, write("README.md", "# The shop"))
    other.update(by=CAROL)
    mine.merge_locally(other, ALICE)
    mine.update(by=ALICE)
    made = (sign, team.merge(mine, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_refusal_reverted_before_a_merge_on_the_branch_is_not_dropped(tmp_path: Path) -> None:
    """A go counts if Alice reversed her no-go before the branch merged a commit that still had the no-go."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(ALICE, LATER["no-go"])
    side = team.branch("side", branch.head)
    side.commit(CAROL, write("docs/a.txt", "one"))
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    branch.merge_locally(side, ALICE)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def _merge_on(team: Team, branch: str, other: str) -> None:
    """Merges a commit into a branch as Mallory, and keeps only the files of that commit."""
    into = team.branches[branch]
    made = Made("", {}, f"Merge into {branch}", (into.head, other), MALLORY.ident)
    into.head = team.record(made, dict(team.trees[other]))

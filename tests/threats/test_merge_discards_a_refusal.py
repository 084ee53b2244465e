"""A merge with `-s ours` lands the branch of a no-go, a withdrawal or a failure without its content.

The go of before does not count (`merge-discarded-changes`): a later decision of the same slot was dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide, put
from shop import ALICE, ANN, CAROL, MALLORY
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"

LATER = {"no-go": decide("qa", "alice", "no-go"), "withdrawn": decide("qa", "alice", "withdrawn")}


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

"""Commits whose committer is not the author: a squash, a rebase, an applied patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put, remove, replace
from shop import ALICE, ANN, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

SLOT_AGAIN = replace(
    "      cto:\n",
    "      qa:\n        decision: go\n        by: alice\n        title: QA\n        role: qa-lead\n"
    "        covers: [code]\n\n      cto:\n",
)


def test_decision_in_a_rewritten_commit_with_its_slot_is_claimed(tmp_path: Path) -> None:
    """A decision is claimed if its rewritten commit also adds the slot."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, remove("qa"))
    branch.commit(ALICE, put("tests", title="Most tests pass"), SLOT_AGAIN, committer=MALLORY)
    team.merge(branch, by=ANN)
    slot = team.slot("qa")
    assert (slot.state, slot.level, slot.code) == ("below-level", "claimed", "arrived-filled")


def test_decision_in_a_rewritten_commit_without_covered_changes_counts(tmp_path: Path) -> None:
    """A decision counts if its rewritten commit does not change covered content."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, put("tests", title="Most tests pass"))
    branch.commit(ALICE, decide("qa", by="alice"), committer=MALLORY)
    team.merge(branch, by=ANN)
    assert team.slot("qa").state == "valid"

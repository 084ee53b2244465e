"""A commit that somebody else made from what the author wrote: a squash, a rebase, an applied patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put, remove, replace
from shop import ALICE, ANN, MALLORY
from standings import Slot
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

SLOT_AGAIN = replace(
    "      cto:\n",
    "      qa:\n        decision: go\n        by: alice\n        title: QA\n        role: qa-lead\n"
    "        covers: [code]\n\n      cto:\n",
)


def test_decision_in_a_rewritten_commit_that_brings_the_slot_again_is_stale(tmp_path: Path) -> None:
    """Against its first parent, which has no such slot, the commit changes everything that the decision covers."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, remove("qa"))
    made = branch.commit(ALICE, put("tests", title="Most tests pass"), SLOT_AGAIN, committer=MALLORY)
    landing = team.merge(branch, by=ANN)
    slot = team.slot("qa")
    changes = ("before", "code", "tests", "lint", "qa")
    code = "changed-in-the-same-commit"
    expected = Slot("stale", "attributed", code, "alice", None, "alice", "ann", (made, landing), changes)
    assert slot._replace(stale_by=tuple(sorted(slot.stale_by))) == expected._replace(stale_by=tuple(sorted(changes)))


def test_decision_in_a_rewritten_commit_of_its_own_counts(tmp_path: Path) -> None:
    """It changes nothing that the decision covers."""
    team = Team(tmp_path)
    branch = team.branch()
    branch.commit(MALLORY, put("tests", title="Most tests pass"))
    branch.commit(ALICE, decide("qa", by="alice"), committer=MALLORY)
    team.merge(branch, by=ANN)
    assert team.slot("qa").state == "valid"

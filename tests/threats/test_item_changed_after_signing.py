"""A covered item is changed, added, removed or moved after the decision.

The decision is stale (`stale`) and blocks; the item, the author and the merge of the change are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1, append, decide, insert, put, put_top, remove, replace, write
from shop import ALICE, ANN, BOB, CAROL, DORA, MALLORY
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

DRILL = "      drill:\n        status: done\n        title: A drill"
CHANGES = {
    "reworded": (put("tests", title="Most tests pass"), ("tests",)),
    "reopened": (put("tests", status="open"), ("tests",)),
    "other evidence": (put("tests", evidence="https://example.com/2"), ("tests",)),
    "another note": (put("lint", note="Mostly"), ("lint",)),
    "added": (insert("lint", DRILL), ("drill",)),
    "removed": (remove("lint"), ("lint",)),
    "a nested item": (
        put("lint", items="\n          deep:\n            status: done\n            title: Deep"),
        ("deep",),
    ),
    "another id": (replace("      lint:\n", "      linted:\n"), ("linted", "lint")),
    "a default of the section": (put("code", window="7d"), ("code",)),
    "a title of the section": (put("code", title="Source"), ("code",)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_of_a_covered_item_makes_the_decision_stale(change: str, tmp_path: Path) -> None:
    """A decision is stale after any change of a covered item, and `stale_by` names the item."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    edit, names = CHANGES[change]
    team.pull(CAROL, edit, by=BOB)
    status = team.status()
    assert status.slots["qa"]._replace(ready=True, stale_by=()) == stale("alice", made)
    assert set(names) <= set(status.slots["qa"].stale_by)
    assert ("signoff-missing", "qa") in status.blockers


def test_stale_decision_names_item_author_and_landing(tmp_path: Path) -> None:
    """A stale decision lists each changed item with the author and landing of the last change, in document order."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    first = team.push(MALLORY, put("lint", title="Lint is done"))
    _, second = team.pull(CAROL, put("tests", title="Most tests pass"), by=BOB)
    team.push(MALLORY, put("backup", title="Two backups are made"))
    assert team.changes("qa") == [("tests", "changed", "carol", second), ("lint", "changed", "mallory", first)]


def test_change_by_the_signer_makes_the_decision_stale(tmp_path: Path) -> None:
    """A decision is stale after its own signer changes a covered item."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.pull(ALICE, put("tests", title="Most tests pass"), by=ANN)
    assert team.slot("qa") == stale("alice", made, "tests")


def test_change_that_is_not_committed_makes_the_decision_stale(tmp_path: Path) -> None:
    """A decision is stale after an uncommitted change, which has no author and no landing."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.write(put("tests", title="Most tests pass"))
    assert team.slot("qa") == stale("alice", made, "tests")
    assert team.changes("qa") == [("tests", "changed", None, None)]


def test_change_of_an_evidence_file_makes_the_decision_stale(tmp_path: Path) -> None:
    """A decision is stale after a file that is evidence of a covered item changes."""
    team = Team(tmp_path)
    team.pull(CAROL, write("docs/report.txt", "10 of 10\n"), put("tests", evidence="docs/report.txt"), by=ANN)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.slot("qa") == valid("alice", at=made)
    team.push(MALLORY, write("docs/report.txt", "9 of 10\n"))
    assert team.slot("qa") == stale("alice", made, "tests")


def test_change_of_a_merge_commit_itself_makes_the_decision_stale(tmp_path: Path) -> None:
    """A decision is stale after a merge commit itself changes a covered item, and the merge is named."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    branch = team.branch()
    branch.commit(CAROL, put("backup", note="Made"))
    landing = team.merge(branch, MALLORY, put("tests", title="Most tests pass"))
    assert team.slot("qa") == stale("alice", made, "tests")
    assert team.changes("qa") == [("tests", "changed", "mallory", landing)]


def test_change_outside_the_coverage_keeps_the_decision_valid(tmp_path: Path) -> None:
    """A decision stays valid when other sections or slots change."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(CAROL, put("backup", status="open"), put("final", title="Go-live"))
    team.push(CAROL, append("\n  more:\n    title: More\n    phase: after\n", path=V1))
    assert team.slot("qa") == valid("alice", at=made)


def test_final_authorization_covers_the_decisions_that_it_names(tmp_path: Path) -> None:
    """The final authorization is stale when a sign-off that it covers is signed again."""
    team = Team(tmp_path)
    team.sign_all()
    team.pull(ALICE, put("qa", on="2026-02-03"), by=ANN)
    status = team.status()
    assert (status.slots["qa"].state, status.slots["final"].state) == ("valid", "stale")
    assert "qa" in status.slots["final"].stale_by
    assert status.blockers == [("signoff-missing", "final")]


def test_final_authorization_covers_the_planned_time(tmp_path: Path) -> None:
    """The final authorization is stale when T-0 moves, but not when T-0 is written in another zone."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(DORA, put_top(V1, deploy_at="2026-03-02T10:00+01:00"))
    assert team.slot("final").state == "valid"
    team.push(DORA, put_top(V1, deploy_at="2026-03-02T10:00Z"))
    assert [team.slot(name).state for name in ("qa", "cto", "final")] == ["valid", "valid", "stale"]

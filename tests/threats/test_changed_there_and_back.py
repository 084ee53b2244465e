"""A covered item is changed after the decision and changed back.

The decision counts again, with a remark that covered content was changed in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put, write
from shop import ALICE, ANN, CAROL, MALLORY
from standings import stale, valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"

REWORD, BACK = put("tests", title="Most tests pass"), put("tests", title="Tests pass")


def test_item_changed_back_makes_the_decision_valid(tmp_path: Path) -> None:
    """A stale decision is valid again, with a remark, after another person has changed the item back."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.status().remarks["qa"] == ""
    team.push(CAROL, REWORD)
    assert team.slot("qa") == stale("alice", made, "tests")
    team.push(MALLORY, BACK)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert "changed back" in status.remarks["qa"]


def test_item_changed_back_before_the_decision_gives_no_remark(tmp_path: Path) -> None:
    """There is no remark if the item was changed and changed back before the decision."""
    team = Team(tmp_path)
    team.push(CAROL, REWORD)
    team.push(MALLORY, BACK)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert (status.slots["qa"], status.remarks["qa"]) == (valid("alice", at=made), "")


def test_item_changed_back_before_the_decision_is_merged_is_valid(tmp_path: Path) -> None:
    """A decision is valid if main changes the item and changes it back before the merge."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    team.push(CAROL, REWORD)
    team.push(CAROL, BACK)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_item_changed_back_in_the_working_tree_is_valid(tmp_path: Path) -> None:
    """A decision is valid if the working tree has the covered content, even if main has other content."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(CAROL, REWORD)
    team.write(BACK)
    assert team.slot("qa") == valid("alice", at=made)


def test_evidence_file_changed_back_is_valid(tmp_path: Path) -> None:
    """A decision is valid again after an evidence file has its former bytes."""
    team = Team(tmp_path)
    team.push(CAROL, write("docs/report.txt", "10 of 10\n"), put("tests", evidence="docs/report.txt"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, write("docs/report.txt", "9 of 10\n"))
    assert team.slot("qa") == stale("alice", made, "tests")
    team.push(MALLORY, write("docs/report.txt", "10 of 10\n"))
    assert team.slot("qa") == valid("alice", at=made)

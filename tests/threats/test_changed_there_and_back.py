"""A covered item is changed after the decision and changed back.

The decision counts again, with a note that covered content was changed in between.
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
    """In a landing each, by whomever."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    assert team.status().remarks["qa"] == ""
    team.push(CAROL, REWORD)
    assert team.slot("qa") == stale("alice", made, "tests")
    team.push(MALLORY, BACK)
    status = team.status()
    assert status.slots["qa"] == valid("alice", at=made)
    assert "changed back" in status.remarks["qa"]


def test_item_changed_there_and_back_before_the_decision_is_no_note(tmp_path: Path) -> None:
    """Alice saw it as it is."""
    team = Team(tmp_path)
    team.push(CAROL, REWORD)
    team.push(MALLORY, BACK)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    status = team.status()
    assert (status.slots["qa"], status.remarks["qa"]) == (valid("alice", at=made), "")


def test_item_changed_there_and_back_while_the_decision_waits_is_valid(tmp_path: Path) -> None:
    """What lands is what she saw."""
    team = Team(tmp_path)
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    team.push(CAROL, REWORD)
    team.push(CAROL, BACK)
    made = (sign, team.merge(branch, by=ANN))
    assert team.slot("qa") == valid("alice", at=made)


def test_item_changed_back_in_the_working_tree_is_valid(tmp_path: Path) -> None:
    """Judged is what lies here."""
    team = Team(tmp_path)
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(CAROL, REWORD)
    team.write(BACK)
    assert team.slot("qa") == valid("alice", at=made)


def test_file_that_is_evidence_changed_there_and_back_is_valid(tmp_path: Path) -> None:
    """The same bytes are the same evidence."""
    team = Team(tmp_path)
    team.push(CAROL, write("docs/report.txt", "10 of 10\n"), put("tests", evidence="docs/report.txt"))
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, write("docs/report.txt", "9 of 10\n"))
    assert team.slot("qa") == stale("alice", made, "tests")
    team.push(MALLORY, write("docs/report.txt", "10 of 10\n"))
    assert team.slot("qa") == valid("alice", at=made)

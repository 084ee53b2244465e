"""Mallory waives an item with `approved_by: ann`, or marks it as not applicable where she may not.

It blocks (`waiver-invalid`): the approver has neither written nor merged it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import POLICY, put, put_top, replace, waive
from shop import ANN, BOB, CAROL, EVE, MALLORY, MERGE_QUEUE, ROBOT
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit
    from shop import Person

GROUP = "Structure"

NA = put("export", status="na", note="Nothing to export")


@pytest.mark.parametrize("merger", [BOB, MALLORY, MERGE_QUEUE])
def test_waiver_that_the_approver_did_not_touch_blocks(merger: Person, tmp_path: Path) -> None:
    """Whoever else merges it."""
    team = Team(tmp_path)
    team.pull(MALLORY, waive("backup", "ann"), by=merger)
    status = team.status()
    assert ("waiver-invalid", "backup") in status.blockers
    assert "waiver-not-authorised" in status.codes


@pytest.mark.parametrize(("author", "merger"), [(ANN, BOB), (CAROL, ANN), (ANN, MERGE_QUEUE)])
def test_waiver_that_the_approver_wrote_or_merged_counts(author: Person, merger: Person, tmp_path: Path) -> None:
    """The release is CONDITIONAL."""
    team = Team(tmp_path)
    team.pull(author, waive("backup", "ann"), by=merger)
    team.sign_all()
    assert team.status().verdict == "CONDITIONAL"


def test_waiver_that_its_approver_may_not_approve_blocks(tmp_path: Path) -> None:
    """Bob writes it himself, and is no maintainer."""
    team = Team(tmp_path)
    team.pull(BOB, waive("backup", "bob"), by=ANN)
    assert ("waiver-invalid", "backup") in team.status().blockers


def test_waiver_by_a_holder_of_the_role_counts(tmp_path: Path) -> None:
    """Where the policy names the role, and then maintainers as such may not."""
    team = Team(tmp_path, put_top(POLICY, may_waive="[cto]"))
    team.pull(BOB, waive("backup", "bob"), by=CAROL)
    team.pull(ANN, waive("lint", "ann"), by=CAROL)
    blockers = team.status().blockers
    assert ("waiver-invalid", "backup") not in blockers
    assert ("waiver-invalid", "lint") in blockers


WIDENED = {
    "end": replace("until: 2026-12-31", "until: 2029-12-31"),
    "reason": replace("reason: No time", "reason: No reason"),
    "title": put("backup", title="A backup, and the restore of all data"),
    "approver": replace("approved_by: ann", "approved_by: bob"),
    "protection": replace("          until: 2026-12-31", "          until: 2026-12-31\n          instead: Hope"),
}


@pytest.mark.parametrize("change", WIDENED)
def test_waiver_that_another_changes_blocks(change: str, tmp_path: Path) -> None:
    """What was approved is what was written."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    assert ("waiver-invalid", "backup") not in team.status().blockers
    team.pull(MALLORY, WIDENED[change], by=BOB)
    assert ("waiver-invalid", "backup") in team.status().blockers


def test_waiver_in_the_working_tree_blocks(tmp_path: Path) -> None:
    """Nobody has approved it yet."""
    team = Team(tmp_path)
    team.write(waive("backup", "ann"))
    assert ("waiver-invalid", "backup") in team.status().blockers


@pytest.mark.parametrize("author", [EVE, ROBOT])
def test_na_by_a_stranger_or_a_machine_blocks(author: Person, tmp_path: Path) -> None:
    """By default anybody of people.yml may, and that is a human."""
    team = Team(tmp_path)
    team.push(author, NA)
    status = team.status()
    assert ("waiver-invalid", "export") in status.blockers
    assert "na-not-authorised" in status.codes


def test_na_by_anybody_of_people_yml_counts(tmp_path: Path) -> None:
    """Mallory is a colleague, and the policy names no role."""
    team = Team(tmp_path)
    team.push(MALLORY, NA)
    assert ("waiver-invalid", "export") not in team.status().blockers


def test_na_by_a_person_without_the_role_blocks(tmp_path: Path) -> None:
    """Where the policy names one; a holder who merges it suffices."""
    team = Team(tmp_path, put_top(POLICY, may_mark_na="[cto]"))
    team.pull(MALLORY, NA, by=CAROL)
    assert ("waiver-invalid", "export") in team.status().blockers
    team = Team(tmp_path / "merged", put_top(POLICY, may_mark_na="[cto]"))
    team.pull(MALLORY, NA, by=BOB)
    assert ("waiver-invalid", "export") not in team.status().blockers


@pytest.mark.parametrize("change", [put("export", note="Never mind"), put("export", title="All exports are tried")])
def test_na_whose_note_or_title_another_changes_blocks(change: Edit, tmp_path: Path) -> None:
    """A stranger says why now, or of what."""
    team = Team(tmp_path)
    team.push(CAROL, NA)
    team.push(EVE, change)
    assert ("waiver-invalid", "export") in team.status().blockers

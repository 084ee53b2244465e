"""Mallory waives an item with `approved_by: ann`, or marks an item as not applicable without the right.

The item blocks (`waiver-invalid`): no authorized person has written or merged the change.
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
def test_waiver_without_its_approver_blocks(merger: Person, tmp_path: Path) -> None:
    """A waiver blocks if its approver neither wrote nor merged it."""
    team = Team(tmp_path)
    team.pull(MALLORY, waive("backup", "ann"), by=merger)
    status = team.status()
    assert ("waiver-invalid", "backup") in status.blockers
    assert "waiver-not-authorised" in status.codes


@pytest.mark.parametrize(("author", "merger"), [(ANN, BOB), (CAROL, ANN), (ANN, MERGE_QUEUE)])
def test_waiver_that_the_approver_wrote_or_merged_counts(author: Person, merger: Person, tmp_path: Path) -> None:
    """A waiver that its approver wrote or merged counts, and the release is CONDITIONAL."""
    team = Team(tmp_path)
    team.pull(author, waive("backup", "ann"), by=merger)
    team.sign_all()
    assert team.status().verdict == "CONDITIONAL"


def test_waiver_by_an_approver_without_the_right_blocks(tmp_path: Path) -> None:
    """A waiver that Bob writes for himself blocks, because he is no maintainer."""
    team = Team(tmp_path)
    team.pull(BOB, waive("backup", "bob"), by=ANN)
    assert ("waiver-invalid", "backup") in team.status().blockers


def test_waiver_by_a_holder_of_the_role_counts(tmp_path: Path) -> None:
    """With `may_waive`, waivers by holders of its roles count, and waivers by other maintainers do not."""
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
def test_waiver_changed_by_another_person_blocks(change: str, tmp_path: Path) -> None:
    """An approved waiver blocks after Mallory changes it."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    assert ("waiver-invalid", "backup") not in team.status().blockers
    team.pull(MALLORY, WIDENED[change], by=BOB)
    assert ("waiver-invalid", "backup") in team.status().blockers


def test_waiver_in_the_working_tree_blocks(tmp_path: Path) -> None:
    """A waiver in the working tree blocks until it is on main."""
    team = Team(tmp_path)
    team.write(waive("backup", "ann"))
    assert ("waiver-invalid", "backup") in team.status().blockers


@pytest.mark.parametrize("author", [EVE, ROBOT])
def test_na_by_a_stranger_or_a_machine_blocks(author: Person, tmp_path: Path) -> None:
    """An `na` by a stranger or a machine blocks the release."""
    team = Team(tmp_path)
    team.push(author, NA)
    status = team.status()
    assert ("waiver-invalid", "export") in status.blockers
    assert "na-not-authorised" in status.codes


def test_na_by_any_registered_person_counts(tmp_path: Path) -> None:
    """By default, an `na` by any person in people.yml counts."""
    team = Team(tmp_path)
    team.push(MALLORY, NA)
    assert ("waiver-invalid", "export") not in team.status().blockers


def test_na_by_a_person_without_the_role_blocks(tmp_path: Path) -> None:
    """With `may_mark_na`, an `na` counts only if a holder of its roles wrote or merged it."""
    team = Team(tmp_path, put_top(POLICY, may_mark_na="[cto]"))
    team.pull(MALLORY, NA, by=CAROL)
    assert ("waiver-invalid", "export") in team.status().blockers
    team = Team(tmp_path / "merged", put_top(POLICY, may_mark_na="[cto]"))
    team.pull(MALLORY, NA, by=BOB)
    assert ("waiver-invalid", "export") not in team.status().blockers


@pytest.mark.parametrize("change", [put("export", note="Never mind"), put("export", title="All exports are tried")])
def test_na_with_a_note_or_title_changed_by_a_stranger_blocks(change: Edit, tmp_path: Path) -> None:
    """An `na` blocks after a stranger changes its note or its title."""
    team = Team(tmp_path)
    team.push(CAROL, NA)
    team.push(EVE, change)
    assert ("waiver-invalid", "export") in team.status().blockers

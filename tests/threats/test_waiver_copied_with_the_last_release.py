"""A release file is copied from the last release, with its waivers.

They do not count (`waiver-invalid`): the approvers approved them for the last release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, V2, copy, insert, put, replace, waive
from shop import ANN, BOB, CAROL
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

NAME_V2 = replace("release: v1", "release: v2", path=V2)


def test_waiver_copied_with_its_file_does_not_count(tmp_path: Path) -> None:
    """A copied waiver does not count, even if its approver makes the copy; the original waiver still counts."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    team.pull(ANN, copy(V1, V2), NAME_V2, by=BOB)
    assert ("waiver-invalid", "backup") not in team.status().blockers
    assert ("waiver-invalid", "backup") in team.status(release="shop/v2").blockers


def test_waiver_removed_and_written_again_counts(tmp_path: Path) -> None:
    """A waiver counts if it is removed from the copy and approved for the new release."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    team.pull(CAROL, copy(V1, V2), NAME_V2, put("backup", path=V2, status="open", waiver=None), by=BOB)
    team.pull(ANN, waive("backup", "ann", path=V2), by=BOB)
    assert ("waiver-invalid", "backup") not in team.status(release="shop/v2").blockers


def test_waiver_added_with_its_item_does_not_count(tmp_path: Path) -> None:
    """A waiver does not count if it is added in the same change as its item."""
    team = Team(tmp_path)
    item = "      drill:\n        status: open\n        title: A drill"
    team.pull(ANN, insert("export", item), waive("drill", "ann"), by=BOB)
    assert ("waiver-invalid", "drill") in team.status().blockers

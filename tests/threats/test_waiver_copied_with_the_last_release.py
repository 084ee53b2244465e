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


def test_waiver_that_arrives_with_its_file_does_not_count(tmp_path: Path) -> None:
    """Also where the approver makes the copy; the one of the last release counts as before."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    team.pull(ANN, copy(V1, V2), NAME_V2, by=BOB)
    assert ("waiver-invalid", "backup") not in team.status().blockers
    assert ("waiver-invalid", "backup") in team.status(release="shop/v2").blockers


def test_waiver_that_is_written_again_counts(tmp_path: Path) -> None:
    """Taken out with the copy, approved for this release."""
    team = Team(tmp_path)
    team.pull(ANN, waive("backup", "ann"), by=BOB)
    team.pull(CAROL, copy(V1, V2), NAME_V2, put("backup", path=V2, status="open", waiver=None), by=BOB)
    team.pull(ANN, waive("backup", "ann", path=V2), by=BOB)
    assert ("waiver-invalid", "backup") not in team.status(release="shop/v2").blockers


def test_waiver_of_an_item_that_arrives_waived_does_not_count(tmp_path: Path) -> None:
    """An item that is new in its release is asked first, and waived afterwards."""
    team = Team(tmp_path)
    item = "      drill:\n        status: open\n        title: A drill"
    team.pull(ANN, insert("export", item), waive("drill", "ann"), by=BOB)
    assert ("waiver-invalid", "drill") in team.status().blockers

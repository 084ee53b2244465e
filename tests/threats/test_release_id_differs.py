"""The id in a release file differs from the name of the file.

`gonogo check` refuses it (`name-mismatch`), and the release is NO-GO: its decisions belong to another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, V2, copy, delete, replace
from shop import ANN, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Content"


def test_release_under_another_id_is_no_go(tmp_path: Path) -> None:
    """A signed release is unreadable and NO-GO after its id is changed in the file."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, replace("release: v1", "release: v2"))
    status = team.status()
    assert (status.verdict, status.blockers, status.slots) == ("NO-GO", [("unreadable", "v1")], {})
    assert team.check() == [("error", "name-mismatch")]


def test_release_under_another_name_is_no_go(tmp_path: Path) -> None:
    """A signed release is unreadable and NO-GO after its file is renamed without changing the id."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, copy(V1, V2), delete(V1))
    status = team.status(release="shop/v2")
    assert (status.verdict, status.blockers, status.slots) == ("NO-GO", [("unreadable", "v2")], {})
    assert team.check() == [("error", "name-mismatch")]


def test_release_that_gets_its_id_back_is_go(tmp_path: Path) -> None:
    """A signed release is GO again after its id is restored."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(MALLORY, replace("release: v1", "release: v2"))
    team.push(ANN, replace("release: v2", "release: v1"))
    assert team.status().verdict == "GO"

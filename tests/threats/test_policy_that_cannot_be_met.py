"""The policy requires a second person or signatures, and the forge keeps neither: it squashes every pull request.

`gonogo check` says so once (`policy-cannot-be-met`), with the setting of the forge that would keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import POLICY, decide, put, put_top
from shop import ALICE, ANN, CAROL
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

CANNOT = "policy-cannot-be-met"


def _rules(team: Team) -> list[str]:
    return [rule for _, rule in team.check()]


def _squash(team: Team, times: int) -> None:
    for number in range(times):
        branch = team.branch()
        branch.commit(CAROL, put("lint", note=f"Looked at {number}"))
        team.squash(branch, opened_by=CAROL.private)


def test_second_person_that_no_landing_names_is_said_once(tmp_path: Path) -> None:
    """In the last ten landings nobody is known to have merged anything."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    _squash(team, 10)
    assert _rules(team).count(CANNOT) == 1


def test_signature_that_no_landing_keeps_is_said_once(tmp_path: Path) -> None:
    """Nor has any of them a signature of a person."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    _squash(team, 10)
    assert _rules(team).count(CANNOT) == 1


def test_policy_that_one_landing_meets_is_silent(tmp_path: Path) -> None:
    """The forge keeps it, where people do it."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    _squash(team, 9)
    assert CANNOT not in _rules(team)


def test_policy_that_requires_neither_is_silent(tmp_path: Path) -> None:
    """Squashes are fine with the default policy."""
    team = Team(tmp_path)
    _squash(team, 10)
    assert team.check() == []


def test_new_repository_is_silent(tmp_path: Path) -> None:
    """Its first landings were merged by Ann, whom their commits name."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    _squash(team, 2)
    assert CANNOT not in _rules(team)

"""The policy requires a second person or signatures, but the forge squashes every pull request and loses both.

`gonogo check` reports it once (`policy-cannot-be-met`), with the setting of the forge that keeps them.
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


def test_second_person_without_known_mergers_is_reported_once(tmp_path: Path) -> None:
    """`gonogo check` reports a required second person once if ten merges in a row name no merger."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    _squash(team, 10)
    assert _rules(team).count(CANNOT) == 1


def test_required_signature_without_signed_merges_is_reported_once(tmp_path: Path) -> None:
    """`gonogo check` reports a required signature once if ten merges in a row have no signature."""
    team = Team(tmp_path, put_top(POLICY, level="signed"), key=ANN.key)
    _squash(team, 10)
    assert _rules(team).count(CANNOT) == 1


def test_policy_met_by_a_landing_is_silent(tmp_path: Path) -> None:
    """`gonogo check` reports nothing if one of the last ten merges meets the policy."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    _squash(team, 9)
    assert CANNOT not in _rules(team)


def test_policy_that_requires_neither_is_silent(tmp_path: Path) -> None:
    """`gonogo check` reports nothing about squashes under the default policy."""
    team = Team(tmp_path)
    _squash(team, 10)
    assert team.check() == []


def test_new_repository_is_silent(tmp_path: Path) -> None:
    """`gonogo check` reports nothing about a repository with few merges."""
    team = Team(tmp_path, put_top(POLICY, second_person="required"))
    _squash(team, 2)
    assert CANNOT not in _rules(team)

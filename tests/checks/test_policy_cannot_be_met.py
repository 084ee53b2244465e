"""Rule `policy-cannot-be-met`: a policy whose requirement the forge does not record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.judged import Judged, find
from edits import POLICY, put, put_top
from shop import CAROL
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

RULE = "policy-cannot-be-met"


def _squash(team: Team) -> Team:
    for number in range(10):
        branch = team.branch()
        branch.commit(CAROL, put("lint", note=f"Looked at {number}"))
        team.squash(branch, opened_by=CAROL.private)
    return team


def test_policy_cannot_be_met_is_found(tmp_path: Path) -> None:
    """A single finding is at the maintainers of policy.yml, with the setting of the forge."""
    team = _squash(Team(tmp_path, put_top(POLICY, second_person="required")))
    message = "the policy requires a second person, but the last 10 merges do not name the person who merged"
    hint = "let the forge make merge commits, or leave out `second_person: required`"
    assert find(team, RULE) == [Judged("maintainers: [ann]", message, hint)]


def test_policy_cannot_be_met_stays_silent(tmp_path: Path) -> None:
    """The rule stays silent about squashes if the policy requires no second person."""
    assert find(_squash(Team(tmp_path)), RULE) == []

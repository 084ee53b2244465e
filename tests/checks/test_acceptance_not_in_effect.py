"""Rule `acceptance-not-in-effect`: an accepted finding that no maintainer has authorized."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import POLICY, Files, lay_out, tidy
from checks.judged import Judged, find
from edits import accept, put
from shop import ANN, MALLORY
from team import BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "acceptance-not-in-effect"
ACCEPT = accept("no-words", "gap", "shop/v1#code/tests")
GAP = put("tests", about="")
NOT_AUTHORIZED = '"no-words" has no effect: no maintainer has authorized the entry on the main branch'


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(MALLORY, ACCEPT), id="a stranger pushes it"),
        pytest.param(lambda team: team.write(ACCEPT), id="it is not committed"),
    ],
)
def test_acceptance_not_in_effect_is_found(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """At the id of the entry."""
    team = Team(tmp_path, GAP)
    happen(team)
    document = team.run("check", "--format", "json").document
    found = [one for one in document["diagnostics"] if one["rule"] == RULE]
    assert [(one["message"], one["help"]) for one in found] == [(NOT_AUTHORIZED, "ask a maintainer to merge the entry")]
    assert (found[0]["path"], document["accepted"]) == ("checklists/policy.yml", [])


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(ANN, ACCEPT), id="a maintainer writes it"),
        pytest.param(lambda team: team.pull(MALLORY, ACCEPT, by=ANN), id="a maintainer merges it"),
        pytest.param(Team.make, id="nothing is accepted"),
    ],
)
def test_acceptance_not_in_effect_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """As soon as a maintainer has written or merged it."""
    team = Team(tmp_path, GAP)
    happen(team)
    assert find(team, RULE) == []


def test_acceptance_is_not_in_effect_without_history(tmp_path: Path) -> None:
    """Outside of git, and where history is left out, nothing is accepted, and the entry says why."""
    text = f"{tidy(POLICY)}accepted:\n  »a:\n    rule: gap\n    at: shop\n    reason: Nobody needs it\n"
    project = lay_out(tmp_path / "plain", Files(policy=text))
    why = '"a" has no effect: not verified: there is no git history'
    assert project.find(RULE) == project.expect((why, "commit the checklists in a git repository"))
    team = Team(tmp_path / "team", GAP, ACCEPT)
    assert team.accepted() == [("gap", "no-words")]
    assert team.accepted("--no-history") == []
    assert team.check(BEFORE, "--no-history") == [("note", RULE), ("note", "gap")]


def test_acceptance_of_the_trust_root_is_in_effect(tmp_path: Path) -> None:
    """The first registry authorizes itself."""
    assert find(Team(tmp_path, GAP, ACCEPT), RULE) == []


def test_acceptance_that_a_stranger_changes_accepts_nothing(tmp_path: Path) -> None:
    """Rule, place and reason are one value: no part of it goes on with another one."""
    team = Team(tmp_path, GAP, ACCEPT)
    team.push(MALLORY, put("no-words", path="checklists/policy.yml", reason="It is fine"))
    assert find(team, RULE) == [Judged("no-words:", NOT_AUTHORIZED, "ask a maintainer to merge the entry")]
    assert team.accepted() == []

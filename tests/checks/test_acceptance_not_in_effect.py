"""Rule `acceptance-not-in-effect`: an acceptance that no maintainer has authorized."""

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
        pytest.param(lambda team: team.push(MALLORY, ACCEPT), id="pushed by a stranger"),
        pytest.param(lambda team: team.write(ACCEPT), id="it is not committed"),
    ],
)
def test_acceptance_not_in_effect_is_found(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The finding is at the id of the acceptance."""
    team = Team(tmp_path, GAP)
    happen(team)
    document = team.run("check", "--format", "json").document
    found = [one for one in document["diagnostics"] if one["rule"] == RULE]
    assert [(one["message"], one["help"]) for one in found] == [(NOT_AUTHORIZED, "ask a maintainer to merge the entry")]
    assert (found[0]["path"], document["accepted"]) == ("checklists/policy.yml", [])


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(ANN, ACCEPT), id="written by a maintainer"),
        pytest.param(lambda team: team.pull(MALLORY, ACCEPT, by=ANN), id="merged by a maintainer"),
        pytest.param(Team.make, id="no acceptances"),
    ],
)
def test_acceptance_not_in_effect_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent if a maintainer wrote or merged the acceptance."""
    team = Team(tmp_path, GAP)
    happen(team)
    assert find(team, RULE) == []


def test_acceptance_is_not_in_effect_without_history(tmp_path: Path) -> None:
    """Without git history, an acceptance has no effect, and the finding gives the reason."""
    text = f"{tidy(POLICY)}accepted:\n  »a:\n    rule: gap\n    at: shop\n    reason: Nobody needs it\n"
    project = lay_out(tmp_path / "plain", Files(policy=text))
    why = '"a" has no effect: not verified: there is no git history'
    assert project.find(RULE) == project.expect((why, "commit the checklists in a git repository"))
    team = Team(tmp_path / "team", GAP, ACCEPT)
    assert team.accepted() == [("gap", "no-words")]
    assert team.accepted("--no-history") == []
    assert team.check(BEFORE, "--no-history") == [("note", RULE), ("note", "gap")]


def test_acceptance_of_the_trust_root_is_in_effect(tmp_path: Path) -> None:
    """An acceptance in the first registry is in effect."""
    assert find(Team(tmp_path, GAP, ACCEPT), RULE) == []


def test_acceptance_changed_by_a_stranger_is_not_in_effect(tmp_path: Path) -> None:
    """An acceptance has no effect after Mallory changes its reason."""
    team = Team(tmp_path, GAP, ACCEPT)
    team.push(MALLORY, put("no-words", path="checklists/policy.yml", reason="It is fine"))
    assert find(team, RULE) == [Judged("no-words:", NOT_AUTHORIZED, "ask a maintainer to merge the entry")]
    assert team.accepted() == []

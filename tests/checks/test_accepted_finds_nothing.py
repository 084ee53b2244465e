"""Rule `accepted-finds-nothing`: an acceptance without a finding, or whose findings are already accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import ROLES, SYSTEM, V1, V2, accept, append, put, write
from shop import ANN, MALLORY
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edits import Edit

RULE = "accepted-finds-nothing"
GAP = put("tests", about="")


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        pytest.param(
            [accept("no-words", "gap", "shop/v1#code/tests")],
            '"no-words" has no effect: gap finds nothing in shop/v1#code/tests',
            id="no finding",
        ),
        pytest.param(
            [GAP, accept("no-words", "gap", "shop/v1#data")],
            '"no-words" has no effect: gap finds nothing in shop/v1#data',
            id="finding in another place",
        ),
        pytest.param(
            [GAP, accept("no-words", "unowned-entry", "shop/v1#code/tests")],
            '"no-words" has no effect: unowned-entry finds nothing in shop/v1#code/tests',
            id="finding of another rule",
        ),
        pytest.param(
            [GAP, accept("whole", "gap", "shop/v1"), accept("no-words", "gap", "shop/v1#code/tests")],
            '"no-words" has no effect: "whole" already accepts the same finding',
            id="an earlier acceptance accepts the finding",
        ),
    ],
)
def test_accepted_finds_nothing_is_found(edits: list[Edit], message: str, tmp_path: Path) -> None:
    """The finding is at the id of the acceptance, and names its rule and place."""
    assert find(Team(tmp_path, *edits), RULE) == [Judged("no-words:", message, "remove the entry")]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(ANN, GAP, accept("a", "gap", "shop/v1#code/tests")), id="it accepts a gap"),
        pytest.param(
            lambda team: team.push(
                ANN, GAP, append("summary:\n", path=SYSTEM), accept("a", "gap", "shop/v1"), accept("b", "gap", "shop")
            ),
            id="each of two accepts another gap",
        ),
        pytest.param(lambda team: team.push(MALLORY, accept("a", "gap", "shop/v1")), id="it is not in effect"),
        pytest.param(lambda team: team.push(ANN, accept("a", "gap", "shop/v7")), id="the place does not exist"),
        pytest.param(
            lambda team: team.push(ANN, accept("a", "gap", "shop/v2#code"), write(V2, "release: [")),
            id="the release cannot be read",
        ),
        pytest.param(
            lambda team: team.push(ANN, accept("a", "unreachable-owner", "shop/v1"), write(ROLES, "roles: [")),
            id="the roles cannot be read",
        ),
    ],
)
def test_accepted_finds_nothing_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent if the acceptance has a finding or another error, or if a file is unreadable."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []


def test_accepted_finds_nothing_is_found_after_the_finding_disappears(tmp_path: Path) -> None:
    """The rule reports an acceptance after its finding has disappeared."""
    team = Team(tmp_path, GAP, accept("no-words", "gap", "shop/v1#code/tests"))
    assert (team.check(), team.accepted()) == ([], [("gap", "no-words")])
    team.push(ANN, put("tests", path=V1, about=None))
    assert (team.check(), team.accepted()) == ([("note", RULE)], [])

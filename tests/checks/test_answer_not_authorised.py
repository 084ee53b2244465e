"""Rule `answer-not-authorised`: triggers that a stranger resets, and answers that no authorized person gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import insert, put, remove
from shop import ANN, CAROL, EVE, MALLORY
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "answer-not-authorised"
OTHER = """
      storm:
        status: clear
        title: A storm comes
"""
HINT = "ask a person who may give this answer to write or merge it"


def _fire(team: Team) -> None:
    team.push(CAROL, put("outage", status="fired"))


def _clear(team: Team) -> None:
    _fire(team)
    team.push(MALLORY, put("outage", status="clear"))


def _remove(team: Team) -> None:
    team.push(ANN, insert("outage", OTHER))
    _fire(team)
    team.push(MALLORY, remove("outage"))


@pytest.mark.parametrize(
    ("happen", "expected"),
    [
        pytest.param(
            _clear,
            Judged(
                "status: clear",
                'the answer to "outage" does not count: it was “fired”; Mallory Moss changed it to “clear”, but may '
                "not revert it",
                HINT,
            ),
            id="a trigger that Carol fired and Mallory cleared",
        ),
        pytest.param(
            lambda team: team.push(EVE, put("staffed", status="unmet"), put("staffed", status="met", note="Sure")),
            Judged(
                "status: met",
                'the answer to "staffed" does not count: “met” was written by Eve Elder, who is not in people.yml',
                HINT,
            ),
            id="a criterion that an unknown person set to met",
        ),
        pytest.param(
            _remove,
            Judged(
                "release: v1",
                "“outage”: it was “fired”; Mallory Moss removed it, but may not revert it",
                HINT,
            ),
            id="a fired trigger that Mallory removed",
        ),
    ],
)
def test_answer_not_authorised_is_found(happen: Callable[[Team], object], expected: Judged, tmp_path: Path) -> None:
    """The finding is at the answer, or at the release if the entry is removed."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == [expected]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(
            lambda team: (_fire(team), team.pull(CAROL, put("outage", status="clear", note="Over"), by=ANN)),
            id="cleared by its author",
        ),
        pytest.param(
            lambda team: (_fire(team), team.pull(MALLORY, put("outage", status="clear"), by=ANN)),
            id="a maintainer merges it",
        ),
        pytest.param(_fire, id="it is fired"),
        pytest.param(lambda team: (_fire(team), team.write(put("outage", status="clear"))), id="it is not committed"),
    ],
)
def test_answer_not_authorised_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about authorized answers, fired triggers, and uncommitted changes."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []

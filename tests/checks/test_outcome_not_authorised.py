"""Rule `outcome-not-authorised`: an outcome by a person who may not close the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import V1, put_top
from shop import ANN, CAROL, DORA, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "outcome-not-authorised"
CLOSE = put_top(V1, outcome="deployed")


@pytest.mark.parametrize(
    ("happen", "line", "why"),
    [
        pytest.param(
            lambda team: team.pull(MALLORY, CLOSE, by=CAROL), "outcome: deployed", "wrote “deployed”", id="closed"
        ),
        pytest.param(
            lambda team: (team.push(DORA, CLOSE), team.push(MALLORY, put_top(V1, outcome=""))),
            "outcome:",
            "emptied “deployed”",
            id="reopened",
        ),
    ],
)
def test_outcome_not_authorised_is_found(happen: Callable[[Team], object], line: str, why: str, tmp_path: Path) -> None:
    """The finding is at the outcome, with the name of the author."""
    team = Team(tmp_path)
    happen(team)
    message = f"the outcome does not count: Mallory Moss {why}, but may not close or reopen the release"
    hint = "ask a holder of `may_close` or a maintainer to write or merge the outcome"
    assert find(team, RULE, as_of=AFTER) == [Judged(line, message, hint)]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(DORA, CLOSE), id="the deployment lead closes it"),
        pytest.param(lambda team: team.pull(MALLORY, CLOSE, by=ANN), id="a maintainer merges it"),
        pytest.param(lambda team: team.write(CLOSE), id="it is not committed"),
    ],
)
def test_outcome_not_authorised_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about outcomes by authorized people, and uncommitted outcomes."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=AFTER) == []

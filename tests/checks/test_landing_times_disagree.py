"""Rule `landing-times-disagree`: commits of a closed release whose times decrease, or are in the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import find
from edits import V1, put, put_top
from shop import CAROL, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "landing-times-disagree"
CLOSE = put_top(V1, outcome="deployed")


def test_landing_times_disagree_is_found(tmp_path: Path) -> None:
    """The finding is at the outcome of the release."""
    team = Team(tmp_path)
    team.sign_all()
    team.push(CAROL, put("lint", note="Looked at"), date="1 +0000")
    team.push(DORA, CLOSE)
    [found] = find(team, RULE, as_of=AFTER)
    assert (found.line, found.help) == ("outcome: deployed", "explain the cause in `note:`")
    assert found.message.startswith("times of merges to main are out of order or in the future")


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(CAROL, put("lint", note="Looked at"), date="1 +0000"), id="it is open"),
        pytest.param(lambda team: (team.sign_all(), team.push(DORA, CLOSE)), id="the times are in order"),
    ],
)
def test_landing_times_disagree_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about open releases, and times in order."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=AFTER) == []

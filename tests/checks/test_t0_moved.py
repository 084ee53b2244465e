"""Rule `t0-moved`: a T-0 that was changed after it had passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import V1, put_top
from shop import DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "t0-moved"
MOVE = put_top(V1, deploy_at="2026-03-04T09:00Z")
CLOSE = put_top(V1, outcome="deployed")


def test_t0_moved_is_found(tmp_path: Path) -> None:
    """The finding is at `deploy_at`, with the old and the new time."""
    team = Team(tmp_path)
    team.wait_until("2026-03-05T10:00")
    team.push(DORA, MOVE, CLOSE)
    message = (
        "T-0 was changed from 2026-03-02T09:00Z to 2026-03-04T09:00Z by the commit that closed the release; the "
        "change does not count"
    )
    line = "deploy_at: 2026-03-04T09:00Z"
    assert find(team, RULE, as_of=AFTER) == [Judged(line, message, "explain the cause in `note:`")]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(DORA, MOVE), id="it is open"),
        pytest.param(
            lambda team: (team.push(DORA, MOVE), team.push(DORA, CLOSE)), id="it is moved while it is in the future"
        ),
        pytest.param(lambda team: team.push(DORA, CLOSE), id="it is not moved"),
    ],
)
def test_t0_moved_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent if T-0 was changed before it had passed."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=AFTER) == []

"""Rule `stale-signoff`: covered content that changed after the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import V1, decide, put, put_top
from shop import ALICE, ANN, CAROL, DORA
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "stale-signoff"
CHANGE = put("tests", title="Most tests pass")
CLOSE = put_top(V1, outcome="cancelled")


@pytest.mark.parametrize(
    ("on", "proposed"),
    [
        pytest.param(None, "2026-03-01", id="the day"),
        pytest.param("2026-02-20", "2026-03-01", id="the day, if the decision has another day"),
        pytest.param("2026-03-01", "2026-03-01T08:00:00Z", id="the time, if the decision has this day"),
        pytest.param(
            "2026-03-01T05:00Z", "2026-03-01T08:00:00Z", id="the time, if the decision has a time on this day"
        ),
    ],
)
def test_stale_signoff_is_found(on: str | None, proposed: str, tmp_path: Path) -> None:
    """The finding is at the decision: the change, its author and commit, and the line to sign again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice", on=on), by=ANN)
    _, landing = team.pull(CAROL, put("tests", title="Most tests pass"), by=DORA)
    message = f'the sign-off "qa" is stale: Carol Clay changed “Most tests pass” (title) in <{landing}>, #4'
    hint = f"ask alice to review the change, and to commit `on: {proposed}` to sign again"
    assert find(team, RULE) == [Judged("decision: go", message, hint)]


def test_stale_signoff_is_found_before_the_change_is_committed(tmp_path: Path) -> None:
    """The rule reports an uncommitted change that makes a sign-off stale."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.write(put("tests", title="Most tests pass"))
    [found] = find(team, RULE)
    change = "“Most tests pass” (title) was changed, but the change is not merged yet"
    assert found.message == f'the sign-off "qa" is stale: {change}'


@pytest.mark.parametrize(
    ("happen", "as_of"),
    [
        pytest.param(lambda _: None, BEFORE, id="no change"),
        pytest.param(lambda team: team.pull(CAROL, put("tests", owner="qa-lead"), by=DORA), BEFORE, id="planning"),
        pytest.param(
            lambda team: (team.push(CAROL, CHANGE), team.pull(ALICE, decide("qa", "alice", on="2026-03-01"), by=ANN)),
            BEFORE,
            id="signed again",
        ),
        pytest.param(
            lambda team: (team.push(CAROL, CHANGE), team.push(DORA, CLOSE)), AFTER, id="the release is closed"
        ),
    ],
)
def test_stale_signoff_stays_silent(happen: Callable[[Team], object], as_of: str, tmp_path: Path) -> None:
    """The rule stays silent about content outside the coverage, and after signing again."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    happen(team)
    assert find(team, RULE, as_of=as_of) == []

"""T-0 is moved to a time at which the release was GO, in the closing commit or shortly before.

A time that was already past when it was merged does not apply (`t0-moved`): the verdict is that of the planned time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import V1, decide, put_top
from shop import ANN, DORA
from team import AFTER, Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"

CLOSE = put_top(V1, outcome="deployed")
MOVE = put_top(V1, deploy_at="2026-03-04T09:00Z")


def _signed_after_t_zero(tmp_path: Path) -> Team:
    """A release that is NO-GO on 2 March, at T-0, and GO from 3 March."""
    team = Team(tmp_path)
    team.wait_until("2026-03-03T10:00")
    team.sign_all()
    team.wait_until("2026-03-05T10:00")
    return team


def test_time_moved_in_the_closing_commit_does_not_apply(tmp_path: Path) -> None:
    """A T-0 that the closing commit moves does not apply, and `gonogo check` reports it."""
    team = _signed_after_t_zero(tmp_path)
    team.pull(DORA, MOVE, decide("final", by="dora", on="2026-03-05"), CLOSE, by=ANN)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert "t0-moved" in [rule for _, rule in team.check(AFTER)]


def test_time_moved_into_the_past_does_not_apply(tmp_path: Path) -> None:
    """A T-0 that is moved into the past before the closing does not apply."""
    team = _signed_after_t_zero(tmp_path)
    team.pull(DORA, MOVE, by=ANN)
    team.pull(DORA, decide("final", by="dora", on="2026-03-05"), by=ANN)
    team.pull(DORA, CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert "t0-moved" in [rule for _, rule in team.check(AFTER)]


def test_time_emptied_in_the_closing_commit_still_applies(tmp_path: Path) -> None:
    """The earlier T-0 still applies if the closing commit empties it."""
    team = _signed_after_t_zero(tmp_path)
    team.pull(DORA, put_top(V1, deploy_at=""), decide("final", by="dora", on="2026-03-05"), CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert "t0-moved" in [rule for _, rule in team.check(AFTER)]


def test_time_moved_into_the_future_after_t_zero_does_not_apply(tmp_path: Path) -> None:
    """A T-0 that has already passed still applies if the closing commit moves it into the future."""
    team = _signed_after_t_zero(tmp_path)
    later = put_top(V1, deploy_at="2026-03-06T09:00Z")
    team.pull(DORA, later, decide("final", by="dora", on="2026-03-05"), CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "NO-GO"
    assert "t0-moved" in [rule for _, rule in team.check(AFTER)]


def test_time_moved_before_t_zero_applies(tmp_path: Path) -> None:
    """A T-0 that is moved before it has passed applies."""
    team = Team(tmp_path)
    team.pull(DORA, MOVE, by=ANN)
    team.wait_until("2026-03-03T10:00")
    team.sign_all()
    team.wait_until("2026-03-05T10:00")
    team.pull(DORA, CLOSE, by=DORA)
    assert team.status(as_of=AFTER).verdict == "GO"
    assert team.check(AFTER) == []

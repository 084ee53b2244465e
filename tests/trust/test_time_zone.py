"""The time zone of the policy changes only the pages, not the signed content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.judged import find
from edits import POLICY, decide, put_top
from shop import ALICE, ANN, DORA
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path


def test_time_zone_does_not_change_digests(tmp_path: Path) -> None:
    """A change of the time zone keeps decisions valid and digests the same."""
    team = Team(tmp_path)
    seen = team.seen("qa")
    made = team.pull(ALICE, decide("qa", by="alice", seen=seen), by=ANN)
    team.push(ANN, put_top(POLICY, timezone="Asia/Tokyo"))
    assert (team.slot("qa"), team.seen("qa")) == (valid("alice", at=made), seen)


def test_time_zone_needs_a_maintainer(tmp_path: Path) -> None:
    """A change of the time zone is a finding if no maintainer wrote or merged it."""
    team = Team(tmp_path)
    team.push(DORA, put_top(POLICY, timezone="Asia/Tokyo"))
    assert [finding.line for finding in find(team, "registry-not-authorised")] == ["maintainers: [ann]"]

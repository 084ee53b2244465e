"""The time zone of the policy: it changes what pages show, and nothing that anybody has signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.judged import find
from edits import POLICY, decide, put_top
from shop import ALICE, ANN, DORA
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path


def test_time_zone_changes_no_digest(tmp_path: Path) -> None:
    """A decision from before counts, and a signer is shown the same digest."""
    team = Team(tmp_path)
    seen = team.seen("qa")
    made = team.pull(ALICE, decide("qa", by="alice", seen=seen), by=ANN)
    team.push(ANN, put_top(POLICY, timezone="Asia/Tokyo"))
    assert (team.slot("qa"), team.seen("qa")) == (valid("alice", at=made), seen)


def test_time_zone_is_a_part_of_the_registry(tmp_path: Path) -> None:
    """Who is no maintainer does not change it unseen."""
    team = Team(tmp_path)
    team.push(DORA, put_top(POLICY, timezone="Asia/Tokyo"))
    assert [finding.line for finding in find(team, "registry-not-authorised")] == ["maintainers: [ann]"]

"""Rule `unapproved-waiver`: a waiver or an `na` that no authorized person approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import POLICY, V1, put, put_top, waive
from shop import ANN, CAROL, DORA, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "unapproved-waiver"
CLOSE = put_top(V1, outcome="cancelled")
HINT = "ask a person who may approve the {} to write or merge it"


def test_unapproved_waiver_is_found(tmp_path: Path) -> None:
    """The finding is at the waiver if its approver did not write or merge it."""
    team = Team(tmp_path)
    team.pull(MALLORY, waive("lint", approved_by="ann"), by=CAROL)
    why = "Mallory Moss wrote the waiver, but its approver Ann Archer did not write or merge the change"
    assert find(team, RULE) == [Judged("waiver:", f'the waiver of "lint" does not count: {why}', HINT.format("waiver"))]


def test_unapproved_waiver_is_found_in_na(tmp_path: Path) -> None:
    """The rule reports an `na` that no holder of a role in `may_mark_na` wrote or merged."""
    team = Team(tmp_path, put_top(POLICY, may_mark_na="[cto]"))
    team.pull(MALLORY, put("lint", status="na", note="No code"), by=CAROL)
    why = "Mallory Moss marked it as not applicable, but no authorized person wrote or merged the change"
    assert find(team, RULE) == [Judged("status: na", f'the na of "lint" does not count: {why}', HINT.format("na"))]


@pytest.mark.parametrize(
    ("happen", "as_of"),
    [
        pytest.param(
            lambda team: team.pull(CAROL, waive("lint", approved_by="ann"), by=ANN), BEFORE, id="merged by the approver"
        ),
        pytest.param(
            lambda team: team.push(ANN, waive("lint", approved_by="ann")), BEFORE, id="written by the approver"
        ),
        pytest.param(
            lambda team: team.push(CAROL, put("lint", status="na", note="No code")), BEFORE, id="na without may_mark_na"
        ),
        pytest.param(lambda team: team.write(waive("lint", approved_by="ann")), BEFORE, id="it is not committed"),
        pytest.param(
            lambda team: (team.push(MALLORY, waive("lint", approved_by="ann")), team.push(DORA, CLOSE)),
            AFTER,
            id="the release is closed",
        ),
    ],
)
def test_unapproved_waiver_stays_silent(happen: Callable[[Team], object], as_of: str, tmp_path: Path) -> None:
    """The rule stays silent about approved or uncommitted waivers, and closed releases."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=as_of) == []

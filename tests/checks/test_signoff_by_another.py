"""Rule `signoff-by-another`: a decision that another person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import find
from edits import V1, decide, put_top
from shop import ALICE, ANN, CAROL, DORA, EVE, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "signoff-by-another"
CLOSE = put_top(V1, outcome="cancelled")


@pytest.mark.parametrize("decision", [pytest.param(word, id=word) for word in ("go", "no-go", "withdrawn")])
def test_signoff_by_another_is_found(decision: str, tmp_path: Path) -> None:
    """The finding is at `by`, with both names and the commit, for every type of decision."""
    team = Team(tmp_path)
    commit, _ = team.pull(MALLORY, decide("qa", by="alice", decision=decision), by=CAROL)
    message = f'Mallory Moss wrote this decision, not Alice Amber: sign-off "qa", commit <{commit}>'
    [found] = find(team, RULE)
    assert (found.line, found.message) == ("by: alice", message)
    assert "ask Alice Amber to decide again" in found.help


@pytest.mark.parametrize(
    ("happen", "as_of"),
    [
        pytest.param(
            lambda team: team.pull(ALICE, decide("qa", by="alice"), by=ANN), BEFORE, id="written by the signer"
        ),
        pytest.param(lambda team: team.pull(EVE, decide("qa", by="alice"), by=ANN), BEFORE, id="an unknown person"),
        pytest.param(lambda team: team.write(decide("qa", by="alice")), BEFORE, id="it is not committed"),
        pytest.param(
            lambda team: (team.pull(MALLORY, decide("qa", by="alice"), by=ANN), team.push(DORA, CLOSE)),
            AFTER,
            id="the release is closed",
        ),
    ],
)
def test_signoff_by_another_stays_silent(happen: Callable[[Team], object], as_of: str, tmp_path: Path) -> None:
    """The rule stays silent about own decisions, unknown authors, uncommitted decisions and closed releases."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=as_of) == []

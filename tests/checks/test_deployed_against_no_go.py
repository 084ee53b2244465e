"""Rule `deployed-against-no-go`: a release that was deployed although its verdict as of T-0 was NO-GO."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import V1, put_top
from shop import CAROL, DORA, MALLORY
from team import AFTER, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "deployed-against-no-go"
CLOSE = put_top(V1, outcome="deployed")


def test_deployed_against_no_go_is_found(tmp_path: Path) -> None:
    """The finding is at the outcome, with the number of blockers."""
    team = Team(tmp_path)
    team.push(DORA, CLOSE)
    message = "the release was deployed, but its verdict was NO-GO with 3 blockers"
    hint = "gonogo status shop/v1 lists the blockers; write into `note:` who decided to deploy, and why"
    assert find(team, RULE, as_of=AFTER) == [Judged("outcome: deployed", message, hint)]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda _: None, id="it is open"),
        pytest.param(lambda team: (team.sign_all(), team.push(DORA, CLOSE)), id="it was GO"),
        pytest.param(lambda team: team.push(DORA, put_top(V1, outcome="cancelled")), id="it was cancelled"),
        pytest.param(lambda team: team.push(DORA, put_top(V1, outcome="rolled-back")), id="it was rolled back"),
        pytest.param(lambda team: team.pull(MALLORY, CLOSE, by=CAROL), id="closed without authorization"),
    ],
)
def test_deployed_against_no_go_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about open releases, other outcomes, and releases that were GO."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=AFTER) == []

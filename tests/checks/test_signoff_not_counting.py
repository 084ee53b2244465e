"""Rule `signoff-not-counting`: a filled sign-off whose level of evidence is too low."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import POLICY, V1, decide, put_top
from shop import ALICE, ANN, BOB, DORA, EVE, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "signoff-not-counting"
CLOSE = put_top(V1, outcome="cancelled")


@pytest.mark.parametrize(
    ("policy", "happen", "why", "hint"),
    [
        pytest.param(
            {},
            lambda team: team.pull(EVE, decide("qa", by="alice"), by=ANN),
            "Eve Elder wrote the commit, with an address that is not in people.yml",
            "ask a maintainer to add the address to people.yml, then ask Alice Amber to decide again",
            id="an unknown address",
        ),
        pytest.param(
            {},
            lambda team: team.pull(BOB, decide("qa", by="bob"), by=ANN),
            "Bob Baker did not hold the role qa-lead when it was merged",
            "ask a maintainer to add the role in roles.yml, then ask Bob Baker to decide again",
            id="a role that is not held",
        ),
        pytest.param(
            {"second_person": "required"},
            lambda team: team.push(ALICE, decide("qa", by="alice")),
            "Alice Amber wrote the commit, and holds the role, but nobody else is known to have merged it",
            "ask a person other than Alice Amber to merge it",
            id="no second person",
        ),
    ],
)
def test_signoff_not_counting_is_found(
    policy: dict[str, str], happen: Callable[[Team], object], why: str, hint: str, tmp_path: Path
) -> None:
    """The finding is at the decision, with the reason and the next step."""
    team = Team(tmp_path, put_top(POLICY, **policy))
    happen(team)
    assert find(team, RULE) == [Judged("decision: go", f'the sign-off "qa" does not count: {why}', hint)]


@pytest.mark.parametrize(
    ("happen", "as_of"),
    [
        pytest.param(lambda team: team.pull(ALICE, decide("qa", by="alice"), by=ANN), BEFORE, id="it counts"),
        pytest.param(lambda team: team.pull(ALICE, decide("qa", "alice", "no-go"), by=ANN), BEFORE, id="a no-go"),
        pytest.param(
            lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=ANN),
            BEFORE,
            id="written by another person, which has another rule",
        ),
        pytest.param(lambda team: team.write(decide("qa", by="alice")), BEFORE, id="it is not committed"),
        pytest.param(
            lambda team: (team.pull(EVE, decide("qa", by="alice"), by=ANN), team.push(DORA, CLOSE)),
            AFTER,
            id="the release is closed",
        ),
    ],
)
def test_signoff_not_counting_stays_silent(happen: Callable[[Team], object], as_of: str, tmp_path: Path) -> None:
    """The rule stays silent about counting, refused or uncommitted sign-offs and closed releases."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE, as_of=as_of) == []

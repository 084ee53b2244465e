"""Rule `registry-not-authorised`: a change of people, policy or roles that no maintainer wrote or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import give
from shop import ANN, CAROL, MALLORY
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "registry-not-authorised"
TAKE = give("qa-lead", "alice", "mallory")


def test_registry_not_authorised_is_found(tmp_path: Path) -> None:
    """The finding names the merger, the changed value and the commit, and how to confirm it."""
    team = Team(tmp_path)
    _, landing = team.pull(MALLORY, TAKE, by=CAROL)
    message = (
        "Carol Clay changed roles.shop.qa-lead.people.mallory; no maintainer wrote or merged the change, so it does "
        f"not count (commit <{landing}>)"
    )
    hint = f"ask a maintainer to revert it, or to add <{landing}> under `confirmed:`"
    assert find(team, RULE) == [Judged("maintainers: [ann]", message, hint)]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.push(ANN, TAKE), id="a maintainer writes it"),
        pytest.param(lambda team: team.pull(MALLORY, TAKE, by=ANN), id="a maintainer merges it"),
        pytest.param(lambda team: team.write(TAKE), id="it is not committed"),
    ],
)
def test_registry_not_authorised_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about changes by maintainers, and uncommitted changes."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []

"""Rule `unknown-author`: a decision by an address that is not in people.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import decide, put, register
from shop import ALICE, ANN, EVE
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "unknown-author"


def test_unknown_author_is_found(tmp_path: Path) -> None:
    """Each author has a single finding, with the line to add."""
    team = Team(tmp_path)
    commit, _ = team.pull(EVE, decide("qa", by="alice"), by=ANN)
    message = (
        f"Eve Elder <eve@example.org> is not in people.yml, but made a decision or an approval (commit <{commit}>)"
    )
    hint = "if this is a person in people.yml, ask a maintainer to add `emails: [eve@example.org]` there"
    assert find(team, RULE) == [Judged("people:", message, hint)]


def test_unknown_author_hint_contains_the_handle(tmp_path: Path) -> None:
    """The hint about a private address of the forge also contains the handle."""
    team = Team(tmp_path)
    stranger = EVE.private
    team.pull(stranger, decide("qa", by="alice"), by=ANN)
    (found,) = find(team, RULE)
    assert f"add `emails: [{stranger.email}]` there" in found.help
    assert f"or `forge: {stranger.handle}`" in found.help


def test_unknown_author_added_later_is_asked_to_decide_again(tmp_path: Path) -> None:
    """If the address was added later, the hint asks for a new decision."""
    team = Team(tmp_path)
    team.pull(EVE, decide("qa", by="alice"), by=ANN)
    team.push(ANN, register(EVE.id, EVE.email))
    (found,) = find(team, RULE)
    assert "was not in people.yml when a decision or an approval of theirs was merged" in found.message
    assert found.help == "the same person decides or approves again, in a new commit"


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.pull(ALICE, decide("qa", by="alice"), by=ANN), id="the author is known"),
        pytest.param(lambda team: team.pull(EVE, put("lint", note="Looked at"), by=ANN), id="no decision"),
    ],
)
def test_unknown_author_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about people in people.yml, and authors without decisions."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []

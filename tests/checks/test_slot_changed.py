"""Rule `slot-changed`: a slot that an unauthorized person removed or changed to another role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import ROLES, append, put, remove
from shop import ANN, CAROL, MALLORY
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edits import Edit

RULE = "slot-changed"
TESTER = append("  tester:\n    title: Tester\n    people: [mallory]\n", path=ROLES)


@pytest.mark.parametrize(
    ("edit", "how"),
    [
        pytest.param(put("qa", role="tester"), "given to the role tester", id="another role"),
        pytest.param(remove("qa"), "removed", id="removed"),
    ],
)
def test_slot_changed_is_found(edit: Edit, how: str, tmp_path: Path) -> None:
    """The finding is at the release, with the name of the author."""
    team = Team(tmp_path, TESTER)
    team.pull(MALLORY, edit, by=CAROL)
    message = f"Sign-off “qa”: {how} by Mallory Moss, without a maintainer"
    assert find(team, RULE) == [Judged("release: v1", message, "ask a maintainer to revert or merge the change")]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.pull(MALLORY, remove("qa"), by=ANN), id="a maintainer merges it"),
        pytest.param(lambda team: team.push(ANN, remove("qa")), id="a maintainer writes it"),
        pytest.param(lambda team: team.pull(MALLORY, put("qa", title="Quality"), by=CAROL), id="its title changes"),
    ],
)
def test_slot_changed_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about changes by maintainers, and changes that keep the role."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []

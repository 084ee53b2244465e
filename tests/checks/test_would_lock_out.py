"""Rule `would-lock-out`: a registry that no maintainer could change again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import PEOPLE, POLICY, put, put_top
from team import Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edits import Edit

RULE = "would-lock-out"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(put("ann", path=PEOPLE, state="left"), id="the only maintainer has left"),
        pytest.param(put("ann", path=PEOPLE, emails="", forge=""), id="the only maintainer has no address"),
    ],
)
def test_would_lock_out_is_found(edit: Edit, tmp_path: Path) -> None:
    """The finding is reported before the change is committed."""
    team = Team(tmp_path)
    team.write(edit)
    message = "with these files, no maintainer could change the registry again"
    hint = "keep an active maintainer with an address, and with a key if the policy requires signatures"
    assert find(team, RULE) == [Judged("maintainers: [ann]", message, hint)]


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.write(put_top(POLICY, maintainers="[bob]")), id="another maintainer"),
        pytest.param(
            lambda team: team.write(put_top(POLICY, maintainers="[ann, bob]"), put("bob", path=PEOPLE, state="left")),
            id="a second maintainer who has left",
        ),
    ],
)
def test_would_lock_out_stays_silent(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The rule stays silent about a registry that a maintainer can still change."""
    team = Team(tmp_path)
    happen(team)
    assert find(team, RULE) == []

"""Rule `no-trust-root`: a registry that names none of its authors as a maintainer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.judged import Judged, find
from edits import PEOPLE, POLICY, put_top, replace
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

    from edits import Edit

RULE = "no-trust-root"


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        pytest.param(put_top(POLICY, maintainers=""), "maintainers:", id="no maintainers"),
        pytest.param(put_top(POLICY, maintainers="[bob]"), "maintainers: [bob]", id="a person without commits"),
        pytest.param(
            replace("[ann@example.com]", "[ann@example.org]", path=PEOPLE), "maintainers: [ann]", id="another address"
        ),
    ],
)
def test_no_trust_root_is_found(edit: Edit, line: str, tmp_path: Path) -> None:
    """The finding is at `maintainers` of policy.yml."""
    hint = "ask a maintainer with an address in people.yml to commit people.yml and policy.yml, with `maintainers:`"
    message = "no registry commit names its author as a maintainer"
    assert find(Team(tmp_path, edit), RULE) == [Judged(line, message, hint)]


def test_no_trust_root_stays_silent(tmp_path: Path) -> None:
    """The rule finds nothing if a maintainer committed the registry."""
    assert find(Team(tmp_path), RULE) == []

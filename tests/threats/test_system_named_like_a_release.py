"""Mallory adds a system with the name of a release that a deployment gate asks for by its short name.

A name of several things is refused; a whole reference is always that release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import ROLES, SYSTEM, V1, decide, text_of, write
from shop import ALICE, ANN, MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Structure"


def _with_twin(tmp_path: Path) -> Team:
    """shop/v1 is NO-GO; the system v1 has the same files."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice", "no-go"), by=ANN)
    tree = team.trees[team.main.head]
    team.push(MALLORY, *(write(path.replace("/shop/", "/v1/"), text_of(tree, path)) for path in (ROLES, SYSTEM, V1)))
    return team


def test_short_name_of_a_release_and_of_a_system_is_refused(tmp_path: Path) -> None:
    """The message lists both."""
    ran = _with_twin(tmp_path).run("status", "v1", "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "shop/v1, v1/v1" in ran.err


@pytest.mark.parametrize("name", ["shop/v1", "v1/v1", "shop"])
def test_whole_name_is_judged(name: str, tmp_path: Path) -> None:
    """The release, or all releases of the system."""
    ran = _with_twin(tmp_path).run("status", name, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")

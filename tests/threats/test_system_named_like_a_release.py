"""Mallory adds a system with the name of a release that a deployment gate identifies by its short name.

An ambiguous name is refused; a full reference always identifies the release.
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
    """A team with the release shop/v1, which is NO-GO, and a system v1 with the same files."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", "alice", "no-go"), by=ANN)
    tree = team.trees[team.main.head]
    team.push(MALLORY, *(write(path.replace("/shop/", "/v1/"), text_of(tree, path)) for path in (ROLES, SYSTEM, V1)))
    return team


def test_ambiguous_short_name_is_refused(tmp_path: Path) -> None:
    """`gonogo status` refuses a name that both a release and a system have, and lists both."""
    ran = _with_twin(tmp_path).run("status", "v1", "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "shop/v1, v1/v1" in ran.err


@pytest.mark.parametrize("name", ["shop/v1", "v1/v1", "shop"])
def test_full_name_is_judged(name: str, tmp_path: Path) -> None:
    """`gonogo status` judges the release or the system that a full name identifies."""
    ran = _with_twin(tmp_path).run("status", name, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")

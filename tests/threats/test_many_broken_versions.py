"""A pull request has thousands of commits in which the file of a release is unreadable.

The time to judge them grows linearly with their number, and the decision belongs to its author.
"""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

from edits import V1, decide, text_of, write
from shop import ALICE, ANN, CAROL
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "YAML"


def _count_calls(count: int, tmp_path: Path) -> int:
    """The number of calls of the version reader while gonogo judges a branch with so many broken commits."""
    team = Team(tmp_path / str(count))
    branch = team.branch()
    sign = branch.commit(ALICE, decide("qa", by="alice"))
    whole = text_of(team.trees[branch.head], V1)
    for number in range(count):
        branch.commit(CAROL, write(V1, whole.replace("title: Shop v1", f"title: [Shop v{number}")))
    branch.commit(CAROL, write(V1, whole))
    made = (sign, team.merge(branch, by=ANN))
    team.make()
    profile = cProfile.Profile()
    profile.enable()
    slot = team.slot("qa")
    profile.disable()
    assert slot == valid("alice", at=made)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined] # typeshed does not have it
    return sum(calls for (file, _, _), (_, calls, *_) in stats.items() if file.endswith("line_reader.py"))


def test_broken_versions_cost_linear_time(tmp_path: Path) -> None:
    """Twice as many broken commits need at most 2.5 times as many calls."""
    once, twice = _count_calls(100, tmp_path), _count_calls(200, tmp_path)
    assert twice < 2.5 * once

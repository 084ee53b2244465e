"""A pull request has thousands of commits in which the file of a release cannot be read.

Their cost grows linearly with their number, and the decision belongs to its author.
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
    """The calls of the reader of versions while a branch is judged that is broken in so many commits."""
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


def test_broken_versions_cost_no_more_than_their_number(tmp_path: Path) -> None:
    """Twice as many broken commits take twice as many steps, not four times as many."""
    once, twice = _count_calls(100, tmp_path), _count_calls(200, tmp_path)
    assert twice < 2.5 * once

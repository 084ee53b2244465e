"""A clone has a single branch, which is not main.

Every decision is unjudged (`main-not-here`), with the command that fetches main.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits import decide, put
from shop import ALICE, ANN, CAROL
from standings import Slot
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Decisions"


def _clone(team: Team, tmp_path: Path) -> Path:
    team.make()
    clone = tmp_path / "clone"
    team.git("clone", "--quiet", "--single-branch", "--branch=topic", f"file://{team.root}", str(clone))
    return clone


def test_clone_without_main_judges_nothing(tmp_path: Path) -> None:
    """A decision is unjudged in a clone without the branch main, even if the clone has all commits of main."""
    team = Team(tmp_path / "repo")
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.branch("topic").commit(CAROL, put("lint", note="Looked at"))
    clone = _clone(team, tmp_path)
    status = team.status(folder=clone)
    assert status.slots["qa"] == Slot("unjudged", None, "main-not-here", by="alice")
    assert status.verdict == "NO-GO"
    assert status.next_steps["qa"] == "git fetch origin main:refs/remotes/origin/main"


def test_clone_that_has_fetched_main_judges(tmp_path: Path) -> None:
    """A decision is judged after the clone fetches main with the command of the message.

    In such a clone, `git fetch origin main` does not create `origin/main`.
    """
    team = Team(tmp_path / "repo")
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.branch("topic").commit(CAROL, put("lint", title="Lint is quite clean"))
    clone = _clone(team, tmp_path)
    _, *words = team.status(folder=clone).next_steps["qa"].split()
    team.git("-C", str(clone), *words)
    slot = team.status(folder=clone).slots["qa"]
    assert (slot.state, slot.at) == ("stale", made)

"""A clone is shallow or partial, or the file that marks it as shallow has been deleted.

Every command that computes a verdict refuses it with exit code 2, and names the git command that completes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide
from shop import ALICE, ANN
from standings import valid
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"


def _shallow(team: Team, clone: Path) -> None:
    team.git("clone", "--quiet", "--depth=2", f"file://{team.root}", str(clone))


def _shallow_without_its_mark(team: Team, clone: Path) -> None:
    _shallow(team, clone)
    (clone / ".git" / "shallow").unlink()


def _partial(team: Team, clone: Path) -> None:
    team.git("config", "uploadpack.allowFilter", "true")
    team.git("clone", "--quiet", "--filter=blob:none", f"file://{team.root}", str(clone))


CLONES = {
    "shallow": (_shallow, "git fetch --unshallow"),
    "shallow, without its mark": (_shallow_without_its_mark, "git fetch"),
    "partial": (_partial, "without --filter"),
}
COMMANDS = (("status",), ("status", "--exit-code"), ("check",), ("next",), ("show", "shop/v1"), ("log",))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", CLONES)
def test_clone_that_lacks_history_is_refused(kind: str, command: tuple[str, ...], tmp_path: Path) -> None:
    """Commands refuse an incomplete clone with exit code 2 and print the git command that completes it."""
    team = Team(tmp_path / "repo")
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.make()
    clone, hint = tmp_path / "clone", CLONES[kind][1]
    CLONES[kind][0](team, clone)
    ran = team.run(*command, folder=clone)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err


def test_shallow_clone_with_no_history_is_no_go(tmp_path: Path) -> None:
    """With `--no-history`, every decision in a shallow clone is unjudged, and the release is NO-GO."""
    team = Team(tmp_path / "repo")
    team.sign_all()
    team.make()
    _shallow(team, tmp_path / "clone")
    status = team.status("--no-history", folder=tmp_path / "clone")
    assert status.verdict == "NO-GO"
    assert {slot.state for slot in status.slots.values()} == {"unjudged"}
    assert ("no-history", "v1") in status.blockers


def test_completed_clone_judges(tmp_path: Path) -> None:
    """A decision is valid after `git fetch --unshallow`, the command of the message."""
    team = Team(tmp_path / "repo")
    made = team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.make()
    _shallow(team, tmp_path / "clone")
    team.git("-C", str(tmp_path / "clone"), "fetch", "--quiet", "--unshallow")
    assert team.status(folder=tmp_path / "clone").slots["qa"] == valid("alice", at=made)

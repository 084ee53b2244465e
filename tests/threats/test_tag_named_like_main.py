"""Somebody pushes a tag `main` or `origin/main`, which git takes for the branch that the deployment gate names.

A name that several references have is refused; every other name is the reference that it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import decide
from shop import ALICE, ANN
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"

REMOTE = "refs/remotes/origin/main"


def _refused(tmp_path: Path) -> tuple[Team, str]:
    """A release that was GO until Alice said no-go, as a clone has it; the id of the landing that was GO."""
    team = Team(tmp_path)
    team.sign_all()
    was_go = team.main.head
    team.pull(ALICE, decide("qa", "alice", "no-go"), by=ANN)
    ids = team.make()
    team.git("update-ref", REMOTE, ids[team.main.head])
    return team, ids[was_go]


_LOCAL = "refs/heads/main"
SHADOWS = {
    "tag of the remote branch": ("refs/tags/origin/main", "origin/main", REMOTE),
    "local branch": ("refs/heads/origin/main", "origin/main", REMOTE),
    "tag of the branch": ("refs/tags/main", "main", _LOCAL),
    "tag, asked for its parent": ("refs/tags/main", "main~0", _LOCAL),
    "tag, asked for its commit": ("refs/tags/origin/main", "origin/main^{commit}", REMOTE),
}


@pytest.mark.parametrize("shadow", SHADOWS)
def test_gate_does_not_take_a_tag_for_the_branch(shadow: str, tmp_path: Path) -> None:
    """The tag leads to a landing that was GO; a fetch brings it along. The help names the two, and nothing else."""
    team, was_go = _refused(tmp_path)
    reference, revision, meant = SHADOWS[shadow]
    team.git("update-ref", reference, was_go)
    ran = team.run("status", "shop/v1", "--at", revision, "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "is ambiguous" in ran.err
    first, second = sorted((reference, meant))
    assert ran.err.splitlines()[1] == f"help: write {first} or {second}, or the full id of the commit"


def test_gate_takes_the_whole_name_of_the_branch(tmp_path: Path) -> None:
    """With a tag of the same name it is the way out, and it is NO-GO."""
    team, was_go = _refused(tmp_path)
    team.git("update-ref", "refs/tags/origin/main", was_go)
    ran = team.run("status", "shop/v1", "--at", REMOTE, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")


def test_gate_does_not_take_a_tag_for_the_beginning_of_an_id(tmp_path: Path) -> None:
    """A tag may look like the abbreviated id that a page shows."""
    team, was_go = _refused(tmp_path)
    short = team.make()[team.main.head][:12]
    team.git("update-ref", f"refs/tags/{short}", was_go)
    ran = team.run("status", "shop/v1", "--at", short, "--exit-code")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("revision", ["origin/main", "main", "HEAD", "refs/heads/main"])
def test_gate_of_a_name_that_is_there_once_judges_it(revision: str, tmp_path: Path) -> None:
    """A branch and the remote's branch of the same name are no conflict."""
    team, _ = _refused(tmp_path)
    ran = team.run("status", "shop/v1", "--at", revision, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")

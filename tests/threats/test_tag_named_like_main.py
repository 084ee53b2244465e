"""An attacker pushes a tag `main` or `origin/main`, which git confuses with the branch of the deployment gate.

A name with several references is refused; every other name identifies its reference.
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
    """A clone of a release that was GO before Alice's no-go, and the id of the landing that was GO."""
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
def test_gate_refuses_a_tag_named_like_the_branch(shadow: str, tmp_path: Path) -> None:
    """The gate refuses a revision that names both a branch and a tag, and the hint gives the full name of both."""
    team, was_go = _refused(tmp_path)
    reference, revision, meant = SHADOWS[shadow]
    team.git("update-ref", reference, was_go)
    ran = team.run("status", "shop/v1", "--at", revision, "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "is ambiguous" in ran.err
    first, second = sorted((reference, meant))
    assert ran.err.splitlines()[1] == f"help: write {first} or {second}, or the full id of the commit"


def test_gate_accepts_the_full_name_of_the_branch(tmp_path: Path) -> None:
    """The gate judges the branch if its full name is given, even if a tag has the same short name."""
    team, was_go = _refused(tmp_path)
    team.git("update-ref", "refs/tags/origin/main", was_go)
    ran = team.run("status", "shop/v1", "--at", REMOTE, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")


def test_gate_refuses_a_tag_named_like_an_abbreviated_id(tmp_path: Path) -> None:
    """The gate refuses an abbreviated id that is also the name of a tag."""
    team, was_go = _refused(tmp_path)
    short = team.make()[team.main.head][:12]
    team.git("update-ref", f"refs/tags/{short}", was_go)
    ran = team.run("status", "shop/v1", "--at", short, "--exit-code")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("revision", ["origin/main", "main", "HEAD", "refs/heads/main"])
def test_gate_accepts_a_name_that_is_not_ambiguous(revision: str, tmp_path: Path) -> None:
    """The gate judges a local branch and the remote's branch of the same name without a conflict."""
    team, _ = _refused(tmp_path)
    ran = team.run("status", "shop/v1", "--at", revision, "--exit-code")
    assert ran.code == 1
    assert ran.out.startswith("NO-GO")

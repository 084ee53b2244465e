"""A workflow judges the branch of a pull request that has a first commit, a registry and a main branch of its own.

Nothing in it counts where the clone knows the default branch of the remote. Where it does not, as after the checkout of
a single reference, the line of the branch is judged by its own root, which is named; `--trust-root` refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import PEOPLE, POLICY, ROLES, SYSTEM, V1, decide, give, put_top, text_of, write
from repository import Made
from shop import MALLORY
from team import Team

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "Git"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A clone with main and the branch of Mallory, which is checked out; nothing says which is the default."""
    team = Team(tmp_path)
    root = team.commits()[1]
    tree = team.trees[team.main.head]
    files = [write(path, text_of(tree, path)) for path in (PEOPLE, POLICY, ROLES, SYSTEM, V1)]
    take = [put_top(POLICY, maintainers="[mallory]", main="evil")]
    take += [give(role, "mallory") for role in ("qa-lead", "cto", "deployment-lead")]
    first = team.record(Made("", {}, "Begin", (), MALLORY.ident), team.edit({}, [*files, *take]))
    evil = team.branch("evil", first)
    evil.commit(MALLORY, decide("qa", "mallory"), decide("cto", "mallory"))
    evil.commit(MALLORY, decide("final", "mallory"))
    ids = team.make()
    for name, commit in (("main", team.main.head), ("evil", evil.head)):
        team.git("update-ref", f"refs/remotes/origin/{name}", ids[commit])
    team.git("checkout", "--quiet", "--detach", ids[evil.head])
    team.git("update-ref", "refs/tags/root", ids[root])
    return team


def test_default_branch_of_the_remote_is_main(team: Team) -> None:
    """Whatever the branch calls main."""
    team.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert team.run("status", "shop/v1", "--exit-code").code == 1


def test_pinned_root_refuses_the_branch(team: Team) -> None:
    """Workflows pin it."""
    ran = team.run("status", "shop/v1", "--exit-code", "--trust-root", team.git("rev-parse", "root"))
    assert (ran.code, ran.out) == (2, "")


def test_gate_of_main_is_that_of_main(team: Team) -> None:
    """Whatever is checked out."""
    assert team.run("status", "shop/v1", "--exit-code", "--at", "origin/main").code == 1


def test_root_of_the_branch_is_named(team: Team) -> None:
    """Its author, and the branch that it calls main."""
    ran = team.run("status", "shop/v1")
    assert "verified against origin/evil" in ran.out
    assert "by Mallory Moss" in ran.out

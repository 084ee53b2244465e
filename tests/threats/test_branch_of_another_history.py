"""A workflow judges a pull request branch that has its own first commit, registry and main branch.

If the clone knows the default branch of the remote, no decision on the branch counts. Otherwise, as after the checkout
of a single reference, the branch is judged by its own trust root, whose author is printed; `--trust-root` refuses it.
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
    """A clone with main and Mallory's branch, which is checked out; the default branch of the remote is unknown."""
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


def test_known_default_branch_makes_the_branch_no_go(team: Team) -> None:
    """The release is NO-GO if `origin/HEAD` names main, even if the branch names another main branch."""
    team.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert team.run("status", "shop/v1", "--exit-code").code == 1


def test_trust_root_refuses_the_branch(team: Team) -> None:
    """`--trust-root` with the root of main refuses the branch with exit code 2."""
    ran = team.run("status", "shop/v1", "--exit-code", "--trust-root", team.git("rev-parse", "root"))
    assert (ran.code, ran.out) == (2, "")


def test_status_at_main_ignores_the_checked_out_branch(team: Team) -> None:
    """`gonogo status --at origin/main` exits with 1, even if Mallory's branch is checked out."""
    assert team.run("status", "shop/v1", "--exit-code", "--at", "origin/main").code == 1


def test_root_of_the_branch_is_named(team: Team) -> None:
    """`gonogo status` prints the author of the trust root and the main branch that the branch names."""
    ran = team.run("status", "shop/v1")
    assert "verified against origin/evil" in ran.out
    assert "by Mallory Moss" in ran.out

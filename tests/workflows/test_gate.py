"""The deployment gate, run as on a runner: it lets a release through only if it can go, here and on main."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edits import V1, decide, put_top, replace, write
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from shop import ANN, BOB, CAROL, DORA
from team import Team
from workflows.runner import JobRun, Runner, check_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GATE = dict(write_forge_files(ForgeProject()))[".github/workflows/deployment-gate.yml"]
COMMIT, HERE, NOW, DEPLOY = (
    "Refuse a commit that is not on main",
    "Refuse a release that is NO-GO at this commit",
    "Refuse a release that is NO-GO on the current main",
    "Deploy",
)


def ask(team: Team, commit: str, folder: Path, release: str = "shop/v1", root: str = "") -> JobRun:
    """The gate at a commit."""
    clone = check_out(team.root, team.make()[commit], folder / "clone")
    return Runner(clone, folder / "temporary", release=release, GONOGO_TRUST_ROOT=root).run(GATE, "deploy")


def signed(folder: Path) -> Team:
    """A release that is GO."""
    team = Team(folder / "repo")
    team.sign_all()
    return team


def test_gate_lets_a_release_through_that_can_go(tmp_path: Path) -> None:
    """All steps run, up to the deployment."""
    team = signed(tmp_path)
    ran = ask(team, team.main.head, tmp_path)
    assert (ran.code, ran.steps) == (0, (COMMIT, HERE, NOW, DEPLOY)), ran.printed
    assert f"Deploy shop/v1 at {team.make()[team.main.head]} here." in ran.printed


def _open(team: Team) -> str:
    return team.main.head


def _not_signed(team: Team) -> str:
    return next(name for name in team.commits() if name.endswith("Answer everything"))


def _refused_since(team: Team) -> str:
    before = team.main.head
    team.pull(BOB, decide("cto", "bob", "no-go", reason="The load test failed"), by=ANN)
    return before


def _closed(team: Team) -> str:
    team.pull(DORA, put_top(V1, outcome="deployed"), by=ANN)
    return team.main.head


def _code_that_is_not_merged(team: Team) -> str:
    return team.branch("code").commit(CAROL, write("code.py", "print('untested')\n"))


def _sign_off_that_is_not_merged(team: Team) -> str:
    team.pull(CAROL, replace("Tests pass", "All tests pass"), by=ANN)
    return team.branch("again").commit(BOB, decide("cto", "bob"))


@pytest.mark.parametrize(
    ("prepare", "last"),
    [
        pytest.param(_not_signed, HERE, id="no-go-then-and-go-now"),
        pytest.param(_refused_since, NOW, id="go-then-and-refused-now"),
        pytest.param(_closed, HERE, id="closed"),
        pytest.param(_code_that_is_not_merged, COMMIT, id="code-of-a-branch"),
        pytest.param(_sign_off_that_is_not_merged, COMMIT, id="sign-off-of-a-branch"),
    ],
)
def test_gate_refuses(prepare: Callable[[Team], str], last: str, tmp_path: Path) -> None:
    """The job ends at the step that says why."""
    team = signed(tmp_path)
    commit = prepare(team)
    ran = ask(team, commit, tmp_path)
    assert (ran.code, ran.steps[-1]) == (1, last), ran.printed


@pytest.mark.parametrize(
    "release",
    [
        pytest.param("--help", id="an-option-that-ends-with-0"),
        pytest.param("--version", id="another"),
        pytest.param("--no-history", id="an-option-that-judges-less"),
        pytest.param("", id="nothing"),
        pytest.param("shop/v2", id="unknown"),
        pytest.param("shop/v1 --as-of 2026-03-01", id="several-words"),
        pytest.param("$(true)", id="a-command"),
    ],
)
def test_gate_refuses_what_is_no_release(release: str, tmp_path: Path) -> None:
    """Whoever starts the workflow types the release: no text opens the gate but the name of an open release."""
    team = signed(tmp_path)
    ran = ask(team, team.main.head, tmp_path, release)
    assert (ran.code, ran.steps[-1]) == (2, HERE), ran.printed


def test_gate_trusts_the_root_that_the_forge_keeps(tmp_path: Path) -> None:
    """A variable of the repository, which no commit changes, may name the landing that is trusted."""
    team = signed(tmp_path)
    ids = team.make()
    names = list(ids)
    assert ask(team, team.main.head, tmp_path / "right", root=ids[names[1]]).code == 0
    assert ask(team, team.main.head, tmp_path / "wrong", root=ids[names[0]]).steps[-1] == HERE

"""The deployment gate runs as on a runner, and accepts only a release that is GO at its commit and on main."""

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


def run_gate(team: Team, commit: str, folder: Path, release: str = "shop/v1", root: str = "") -> JobRun:
    """The result of the gate at a commit."""
    clone = check_out(team.root, team.make()[commit], folder / "clone")
    return Runner(clone, folder / "temporary", release=release, GONOGO_TRUST_ROOT=root).run(GATE, "deploy")


def signed(folder: Path) -> Team:
    """A team with a release that is GO."""
    team = Team(folder / "repo")
    team.sign_all()
    return team


def test_gate_accepts_a_go_release(tmp_path: Path) -> None:
    """For a GO release, all steps of the gate run, including the deployment."""
    team = signed(tmp_path)
    ran = run_gate(team, team.main.head, tmp_path)
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


def _unmerged_code(team: Team) -> str:
    return team.branch("code").commit(CAROL, write("code.py", "print('untested')\n"))


def _unmerged_sign_off(team: Team) -> str:
    team.pull(CAROL, replace("Tests pass", "All tests pass"), by=ANN)
    return team.branch("again").commit(BOB, decide("cto", "bob"))


@pytest.mark.parametrize(
    ("prepare", "last"),
    [
        pytest.param(_not_signed, HERE, id="no-go-at-the-commit-and-go-on-main"),
        pytest.param(_refused_since, NOW, id="go-at-the-commit-and-refused-on-main"),
        pytest.param(_closed, HERE, id="closed"),
        pytest.param(_unmerged_code, COMMIT, id="code-on-an-unmerged-branch"),
        pytest.param(_unmerged_sign_off, COMMIT, id="sign-off-on-an-unmerged-branch"),
    ],
)
def test_gate_refuses_a_release_that_is_not_go(prepare: Callable[[Team], str], last: str, tmp_path: Path) -> None:
    """For a release that is not GO or not on main, the gate fails at the step that names the reason."""
    team = signed(tmp_path)
    commit = prepare(team)
    ran = run_gate(team, commit, tmp_path)
    assert (ran.code, ran.steps[-1]) == (1, last), ran.printed


@pytest.mark.parametrize(
    "release",
    [
        pytest.param("--help", id="help-option"),
        pytest.param("--version", id="version-option"),
        pytest.param("--no-history", id="option-without-verification"),
        pytest.param("", id="empty"),
        pytest.param("shop/v2", id="unknown"),
        pytest.param("shop/v1 --as-of 2026-03-01", id="several-words"),
        pytest.param("$(true)", id="a-command"),
    ],
)
def test_gate_refuses_an_input_that_is_not_an_open_release(release: str, tmp_path: Path) -> None:
    """Options, commands, unknown names and an empty input do not open the gate."""
    team = signed(tmp_path)
    ran = run_gate(team, team.main.head, tmp_path, release)
    assert (ran.code, ran.steps[-1]) == (2, HERE), ran.printed


def test_gate_uses_the_trust_root_from_the_forge(tmp_path: Path) -> None:
    """The gate verifies with the trust root in a repository variable, which no commit can change."""
    team = signed(tmp_path)
    ids = team.make()
    names = list(ids)
    assert run_gate(team, team.main.head, tmp_path / "right", root=ids[names[1]]).code == 0
    assert run_gate(team, team.main.head, tmp_path / "wrong", root=ids[names[0]]).steps[-1] == HERE

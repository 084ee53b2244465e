"""Rule `main-not-here`: a clone without the main branch, in which nothing is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Files, lay_out
from cli.running import run
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "main-not-here"
POLICY = Files().policy


def _lay(root: Path) -> RepoBuilder:
    lay_out(root)
    repo = RepoBuilder(root)
    repo.commit("begin")
    return repo


def _another_name(repo: RepoBuilder) -> Path:
    repo.git("branch", "--move", "main", "trunk")
    return repo.root


def _clone(repo: RepoBuilder, *words: str) -> Path:
    place = repo.root.parent / "clone"
    repo.git("branch", "topic")
    repo.git("clone", "--quiet", *words, f"file://{repo.root}", str(place))
    return place


def _single_branch(repo: RepoBuilder) -> Path:
    return _clone(repo, "--single-branch", "--branch", "topic")


def _pull_request_only(repo: RepoBuilder) -> Path:
    """As a runner checks out one reference."""
    place = _clone(repo, "--branch", "topic", "--single-branch")
    repo.git("-C", str(place), "checkout", "--quiet", "--detach")
    repo.git("-C", str(place), "branch", "--delete", "--force", "topic")
    return place


@pytest.mark.parametrize("leave", [_another_name, _single_branch, _pull_request_only])
def test_main_not_here_is_found(leave: Callable[[RepoBuilder], Path], tmp_path: Path) -> None:
    """In every form, so that a clean report is not taken for a verification."""
    place = leave(_lay(tmp_path / "repo"))
    lines = run("check", at=place).out.splitlines()
    assert (
        f"checklists/policy.yml:1:1: warning[{RULE}]: not verified: this clone does not have the branch main" in lines
    )
    command = "git fetch origin main:refs/remotes/origin/main"
    assert f"  help: {command}; if the main branch has another name, write it in policy.yml as `main`" in lines
    assert run("check", "--fail-on", "warning", at=place).code == 1
    assert f"title={RULE}::" in run("check", "--format", "github", at=place).out


def test_main_not_here_is_at_the_name_in_the_policy(tmp_path: Path) -> None:
    """The name is the line to change."""
    repo = RepoBuilder(tmp_path / "repo")
    lay_out(repo.root, Files(policy=f"{POLICY}main: trunk\n"))
    repo.commit("begin")
    line = len((repo.root / "checklists/policy.yml").read_text(encoding="utf-8").splitlines())
    assert f"checklists/policy.yml:{line}:7: warning[{RULE}]" in run("check", at=repo.root).out


def test_command_quotes_the_name_of_the_branch(tmp_path: Path) -> None:
    """A policy can name any branch, and readers paste the command into a shell."""
    repo = RepoBuilder(tmp_path / "repo")
    lay_out(repo.root, Files(policy=f"{POLICY}main: a;b\n"))
    repo.commit("begin")
    assert "  help: git fetch origin 'a;b:refs/remotes/origin/a;b'; if" in run("check", at=repo.root).out


def test_hint_leads_to_the_branch_that_the_remote_has_renamed(tmp_path: Path) -> None:
    """After a fetch with --prune, the clone still takes the old name for the default branch."""
    repo = _lay(tmp_path / "repo")
    repo.git("branch", "--move", "main", "old")
    place = _clone(repo)
    repo.git("branch", "--move", "old", "main")
    repo.git("-C", str(place), "fetch", "--quiet", "--prune")
    repo.git("-C", str(place), "checkout", "--quiet", "-B", "main", "origin/main")
    repo.git("-C", str(place), "branch", "--quiet", "--delete", "old")
    [hint] = [line for line in run("check", at=place).out.splitlines() if "git fetch origin old" in line]
    command = "git remote set-head origin --auto"
    assert f", or if origin has renamed old: {command}; if" in hint
    repo.git("-C", str(place), *command.split()[1:])
    assert RULE not in run("check", at=place).out


def _all_branches(repo: RepoBuilder) -> Path:
    return _clone(repo, "--branch", "topic")


def _named(repo: RepoBuilder) -> Path:
    place = repo.root / "checklists/policy.yml"
    place.write_text(f"{place.read_text(encoding='utf-8')}main: trunk\n", encoding="utf-8")
    repo.commit("name main")
    return _another_name(repo)


@pytest.mark.parametrize("leave", [lambda repo: repo.root, _all_branches, _named], ids=["main", "a branch", "named"])
def test_main_not_here_stays_silent(leave: Callable[[RepoBuilder], Path], tmp_path: Path) -> None:
    """Where the main branch is, under its name in the policy."""
    assert RULE not in run("check", at=leave(_lay(tmp_path / "repo"))).out


@pytest.mark.parametrize("words", [("check", "--no-history"), ("check",)], ids=["left out", "outside of git"])
def test_main_not_here_is_not_about_a_project_without_history(words: tuple[str, ...], tmp_path: Path) -> None:
    """There is no clone, or the caller has left history out."""
    if "--no-history" in words:
        _another_name(_lay(tmp_path))
    else:
        lay_out(tmp_path)
    assert RULE not in run(*words, at=tmp_path).out

"""Rule `history-begins-at-a-move`: the folder of the checklists was moved, so its earlier history is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import lay_out
from cli.running import run
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = "history-begins-at-a-move"


def _lay(root: Path) -> RepoBuilder:
    lay_out(root)
    repo = RepoBuilder(root)
    repo.commit("begin")
    return repo


def _below(repo: RepoBuilder) -> str:
    (repo.root / "operations").mkdir()
    repo.git("mv", "checklists", "operations/checklists")
    repo.commit("move")
    return "operations"


def _by_a_merge(repo: RepoBuilder) -> str:
    repo.git("checkout", "--quiet", "-b", "move")
    _below(repo)
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message=Merge pull request #7", "move")
    return "operations"


def _up(repo: RepoBuilder) -> str:
    """A project that was in a folder with another name."""
    repo.git("mv", "checklists", "readiness")
    repo.commit("another name")
    repo.git("rm", "--quiet", "-r", "readiness")
    repo.git("checkout", "--quiet", "--orphan", "new")
    repo.git("checkout", "--quiet", "main", "--", ".")
    repo.git("mv", "readiness", "lists")
    repo.commit("begin again")
    repo.git("mv", "lists", "checklists")
    repo.commit("move")
    repo.git("branch", "--force", "main", "new")
    return ""


MOVES = [
    pytest.param(_below, "checklists/", id="into a folder"),
    pytest.param(_by_a_merge, "checklists/", id="by a merge"),
    pytest.param(_up, "lists/", id="from another name"),
]


@pytest.mark.parametrize(("move", "old"), MOVES)
def test_history_begins_at_a_move_is_found(move: Callable[[RepoBuilder], str], old: str, tmp_path: Path) -> None:
    """The finding names the commit and the old folder, and `gonogo log` prints the command to read the history."""
    repo = _lay(tmp_path / "repo")
    root = repo.root / move(repo)
    head = repo.git("rev-parse", "--short=12", "HEAD")
    output = run("check", at=root).out
    line = f"note[{RULE}]: the history begins at a move: events in {old} are not read (commit {head})"
    assert line in output
    logged = run("log", at=root)
    assert f"git worktree add ../before {head}^, then gonogo -C ../before log\n" in logged.out
    assert f"The history begins at a move: commit {head} moved the files here from {old}.\n" in logged.out


def _moved_there_and_back(repo: RepoBuilder) -> None:
    _below(repo)
    repo.git("mv", "operations/checklists", "checklists")
    repo.commit("back")


def _renamed_within(repo: RepoBuilder) -> None:
    repo.git("mv", "checklists/shop", "checklists/store")
    repo.commit("rename")


@pytest.mark.parametrize("happen", [_moved_there_and_back, _renamed_within, lambda _: None])
def test_history_begins_at_a_move_stays_silent(happen: Callable[[RepoBuilder], object], tmp_path: Path) -> None:
    """The rule stays silent if the history begins with the first commit of the checklists."""
    repo = RepoBuilder(tmp_path / "repo")
    (repo.root / "README.md").write_text("# Shop\n", encoding="utf-8")
    repo.commit("before")
    _lay(repo.root)
    happen(repo)
    for words in (("check",), ("log",)):
        assert "begins at a move" not in run(*words, at=repo.root).out

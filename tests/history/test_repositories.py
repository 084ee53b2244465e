"""`find_repository`: the repository of a folder, and the folders that it refuses."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from building import lay_out
from cli.running import run, run_process
from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.repository import find_repository
from repository import SUBMODULE, Entry, Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUBMODULES = ("-c", "protocol.file.allow=always", "submodule", "--quiet")


def _lost_worktree(repo: RepoBuilder) -> Path:
    repo.git("worktree", "add", "--quiet", "../other")
    repo.root.rename(repo.root.parent / "moved")
    return repo.root.parent / "other"


def _lost_submodule(repo: RepoBuilder) -> Path:
    outer = RepoBuilder(repo.root.parent / "outer")
    outer.git(*SUBMODULES, "add", str(repo.root), "part")
    shutil.copytree(outer.root / "part", repo.root.parent / "mounted")
    return repo.root.parent / "mounted"


def _copied_into_another_repository(repo: RepoBuilder) -> Path:
    """The folder of a submodule without its repository, inside another repository."""
    other = RepoBuilder(repo.root.parent / "around")
    other.commit()
    return _lost_submodule(repo).rename(other.root / "part")


def _git_file(content: bytes) -> Callable[[RepoBuilder], Path]:
    def change(repo: RepoBuilder) -> Path:
        shutil.rmtree(repo.root / ".git")
        (repo.root / ".git").write_bytes(content)
        return repo.root

    return change


def _git_link(repo: RepoBuilder) -> Path:
    shutil.rmtree(repo.root / ".git")
    (repo.root / ".git").symlink_to("../gone")
    return repo.root


def _git_pipe(repo: RepoBuilder) -> Path:
    shutil.rmtree(repo.root / ".git")
    os.mkfifo(repo.root / ".git")
    return repo.root


def _without(name: str) -> Callable[[RepoBuilder], Path]:
    def change(repo: RepoBuilder) -> Path:
        place = repo.root / ".git" / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        return repo.root

    return change


def _head_is_a_pipe(repo: RepoBuilder) -> Path:
    (repo.root / ".git/HEAD").unlink()
    os.mkfifo(repo.root / ".git/HEAD")
    return repo.root


def _commondir(content: bytes) -> Callable[[RepoBuilder], Path]:
    def change(repo: RepoBuilder) -> Path:
        (repo.root / ".git/commondir").write_bytes(content)
        return repo.root

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_lost_worktree, id="worktree without its repository"),
        pytest.param(_lost_submodule, id="submodule without its repository"),
        pytest.param(_copied_into_another_repository, id="submodule in another repository"),
        pytest.param(_git_file(b""), id="empty file"),
        pytest.param(_git_file(b"ref: refs/heads/main\n"), id="file that names no folder"),
        pytest.param(_git_file(b"gitdir: .git\n"), id="file that names itself"),
        pytest.param(_git_file(b"gitdir: a\0b\n"), id="name with a NUL"),
        pytest.param(_git_file(b"gitdir: \xff\x1b[2J\n"), id="name with invalid bytes"),
        pytest.param(_git_link, id="broken link"),
        pytest.param(_git_pipe, id="pipe"),
        pytest.param(_without("HEAD"), id="no HEAD"),
        pytest.param(_without("objects"), id="no objects"),
        pytest.param(_head_is_a_pipe, id="HEAD is a pipe"),
        pytest.param(_commondir(b"../gone\n"), id="missing common folder"),
        pytest.param(_commondir(b"\0"), id="common folder with a NUL"),
    ],
)
def test_broken_git_folder_is_refused(change: Callable[[RepoBuilder], Path], tmp_path: Path) -> None:
    """Commands refuse a folder whose `.git` is broken, and `--no-history` still works."""
    repo = RepoBuilder(tmp_path / "repo")
    lay_out(repo.root)
    repo.commit()
    root = change(repo)
    with pytest.raises(GonogoError) as raised:
        find_repository(root)
    assert "--no-history" in raised.value.hint
    for words in (("status",), ("check",), ("next",), ("log",)):
        ran = run(*words, at=root)
        assert (ran.code, ran.err.startswith(f"gonogo: {root}/.git ")) == (2, True), ran.err
        assert [line for line in ran.err.splitlines() if not line.isprintable()] == []
    assert run("status", "--no-history", at=root).code == 0


def test_empty_git_folder_is_ignored(tmp_path: Path) -> None:
    """An empty folder `.git` is ignored, as git does, and the outer repository is used."""
    repo = RepoBuilder(tmp_path / "repo")
    (repo.root / "part/.git").mkdir(parents=True)
    found = find_repository(repo.root / "part")
    assert found is not None
    assert found.top == repo.root


def _submodule(repo: RepoBuilder, inner: Path) -> None:
    repo.git(*SUBMODULES, "add", str(inner), "checklists")
    repo.commit()


def _empty_submodule(repo: RepoBuilder, inner: Path) -> None:
    _submodule(repo, inner)
    repo.git("submodule", "--quiet", "deinit", "--force", "--all")


def _clone(repo: RepoBuilder, inner: Path) -> None:
    repo.git("clone", "--quiet", str(inner), "checklists")


def _worktree(repo: RepoBuilder, inner: Path) -> None:
    repo.git("-C", str(inner), "worktree", "add", "--quiet", str(repo.root / "checklists"))


@pytest.mark.parametrize("put", [_submodule, _empty_submodule, _clone, _worktree])
def test_checklists_in_another_repository_are_refused(put: Callable[[RepoBuilder, Path], None], tmp_path: Path) -> None:
    """Commands refuse `checklists/` if it is another repository."""
    lay_out(tmp_path / "laid")
    inner = RepoBuilder(tmp_path / "inner")
    shutil.copytree(tmp_path / "laid/checklists", inner.root, dirs_exist_ok=True)
    inner.commit()
    repo = RepoBuilder(tmp_path / "repo")
    repo.commit()
    put(repo, inner.root)
    for words in (("status",), ("check",), ("log",), ("next",), ("build",)):
        ran = run(*words, at=repo.root)
        assert (ran.code, f"{repo.root}/checklists is another repository" in ran.err) == (2, True), ran.err


def test_checklists_that_were_a_submodule_are_refused_at_that_commit(tmp_path: Path) -> None:
    """`gonogo status --at` refuses a commit in which `checklists/` is a submodule."""
    repo = RepoBuilder(tmp_path / "repo")
    made = repo.load(Made("module", {"checklists": Entry(40 * b"a", SUBMODULE)}))
    lay_out(repo.root)
    ran = run("status", "--at", made["module"], at=repo.root)
    assert (ran.code, "is another repository" in ran.err) == (2, True)


@pytest.mark.parametrize("is_checked_out", [True, False])
def test_system_that_is_another_repository_is_an_error(tmp_path: Path, *, is_checked_out: bool) -> None:
    """`gonogo check` reports a system folder that is another repository, also without its files (`git clone`)."""
    lay_out(tmp_path / "repo")
    repo = RepoBuilder(tmp_path / "repo")
    (repo.root / "checklists/shop").rename(tmp_path / "shop")
    inner = RepoBuilder(tmp_path / "shop")
    inner.commit()
    repo.git(*SUBMODULES, "add", str(inner.root), "checklists/shop")
    repo.commit()
    if not is_checked_out:
        repo.git("submodule", "--quiet", "deinit", "--force", "--all")
    for words in (("check",), ("check", "--staged")):
        ran = run(*words, at=repo.root)
        assert ran.code == 1
        assert "checklists/shop:1:1: error[unexpected-file]: this is another repository" in ran.out
    assert "NO-GO" not in run("status", at=repo.root).out
    assert "not read: checklists/shop" in run("status", at=repo.root).out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("objects/info/alternates", ("status",), id="alternates"),
        pytest.param("objects/info/alternates", ("check", "--staged"), id="alternates, staged"),
        pytest.param("objects/pack/pack-1.idx", ("log",), id="pack"),
        pytest.param("objects/00/00000000000000000000000000000000000000", ("log",), id="object"),
        pytest.param("packed-refs", ("status", "--at", "HEAD"), id="packed references"),
        pytest.param("refs/tags/v1", ("diff", "HEAD"), id="reference"),
    ],
)
def test_pipe_in_the_git_folder_is_refused(name: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """Commands refuse a named pipe in `.git`, which would block git forever."""
    lay_out(tmp_path / "repo")
    repo = RepoBuilder(tmp_path / "repo")
    repo.commit()
    pipe = repo.root / ".git" / name
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    ran = run_process("-C", repo.root, *words, at=tmp_path)
    assert (ran.code, f"{pipe} is not a file" in ran.err) == (2, True)

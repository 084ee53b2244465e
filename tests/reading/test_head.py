"""`head_commit`: the checked-out commit, in repositories that git created."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gonogo.source.git.head import head_commit
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _plain(repo: RepoBuilder) -> Path:
    repo.commit()
    return repo.root


def _below(repo: RepoBuilder) -> Path:
    (repo.root / "docs" / "checks").mkdir(parents=True)
    return _plain(repo) / "docs" / "checks"


def _packed(repo: RepoBuilder) -> Path:
    repo.commit()
    repo.git("branch", "not-main")
    repo.git("checkout", "--quiet", "-b", "feature/é")
    repo.commit("second")
    repo.git("pack-refs", "--all")
    return repo.root


def _loose_over_packed(repo: RepoBuilder) -> Path:
    _packed(repo)
    return _plain(repo)


def _detached(repo: RepoBuilder) -> Path:
    repo.commit()
    repo.git("checkout", "--quiet", "--detach")
    return _plain(repo)


def _worktree(repo: RepoBuilder) -> Path:
    repo.commit()
    repo.git("worktree", "add", "--quiet", "-b", "other", "../other")
    repo.commit("not in the other one")
    return repo.root.parent / "other"


def _worktree_packed(repo: RepoBuilder) -> Path:
    folder = _worktree(repo)
    repo.git("pack-refs", "--all")
    return folder


def _submodule(repo: RepoBuilder) -> Path:
    RepoBuilder(repo.root.parent / "lists").commit("lists")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../lists")
    repo.commit()
    return repo.root / "lists"


def _empty_git_folder(repo: RepoBuilder) -> Path:
    (repo.root / "sub" / ".git").mkdir(parents=True)
    return _plain(repo) / "sub"


def _symbolic(repo: RepoBuilder) -> Path:
    repo.commit()
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    repo.git("symbolic-ref", "HEAD", "refs/heads/alias")
    return repo.root


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_plain, id="branch"),
        pytest.param(_below, id="folder below"),
        pytest.param(_packed, id="packed references"),
        pytest.param(_loose_over_packed, id="file over packed reference"),
        pytest.param(_detached, id="no branch"),
        pytest.param(_worktree, id="worktree"),
        pytest.param(_worktree_packed, id="worktree, packed references"),
        pytest.param(_submodule, id="submodule"),
        pytest.param(_empty_git_folder, id="an empty folder .git"),
        pytest.param(_symbolic, id="branch that names another"),
    ],
)
def test_head_equals_that_of_git(tmp_path: Path, make: Callable[[RepoBuilder], Path]) -> None:
    """The head is the full id that `git rev-parse HEAD` prints."""
    repo = RepoBuilder(tmp_path / "repo")
    folder = make(repo)
    assert head_commit(folder) == repo.git("-C", str(folder), "rev-parse", "HEAD")


def test_head_of_sha256_repository_has_64_digits(tmp_path: Path) -> None:
    """The head of a repository with SHA-256 has 64 digits."""
    repo = RepoBuilder(tmp_path / "outer")
    repo.git("init", "--quiet", "--object-format=sha256", "inner")
    inner = tmp_path / "outer" / "inner"
    repo.git("-C", str(inner), "commit", "--quiet", "--allow-empty", "--message=x")
    head = head_commit(inner)
    assert head == repo.git("-C", str(inner), "rev-parse", "HEAD")
    assert len(head) == 64


def test_head_is_none_before_the_first_commit(tmp_path: Path) -> None:
    """A branch without commits has no head."""
    assert head_commit(RepoBuilder(tmp_path).root) is None


def test_head_ignores_git_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable GIT_DIR, which git hooks set, does not affect the head."""
    other, repo = RepoBuilder(tmp_path / "other"), RepoBuilder(tmp_path / "repo")
    other.commit("other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert head_commit(repo.root) is None


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"ref: ../../commit\n", id="out of the repository"),
        pytest.param(b"ref: refs/../../../commit\n", id="out of the repository, below refs"),
        pytest.param(b"ref: commit\n", id="no reference"),
        pytest.param(b"ref: refs/heads/\0\n", id="NUL"),
        pytest.param(b"ref: refs/heads/.invalid\n", id="reftable"),
        pytest.param(b"ref: refs/heads/loop\n", id="circle"),
        pytest.param(b"ref: refs/heads/text\n", id="no commit"),
        pytest.param(b"0" * 41, id="41 digits"),
        pytest.param(b"\xff\xfe", id="invalid bytes"),
    ],
)
def test_head_is_none_without_a_commit_id(tmp_path: Path, head: bytes) -> None:
    """A head that does not lead to a commit id is None."""
    for path, text in (("HEAD", head), ("refs/heads/loop", b"ref: refs/heads/loop"), ("refs/heads/text", b"hello")):
        file = tmp_path / "repo" / ".git" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    (tmp_path / "commit").write_bytes(b"0" * 40)
    (tmp_path / "repo" / "commit").write_bytes(b"0" * 40)
    (tmp_path / "repo" / ".git" / "commit").write_bytes(b"0" * 40)
    assert head_commit(tmp_path / "repo") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_head_never_waits_for_a_pipe(tmp_path: Path) -> None:
    """A head that is a named pipe is None, and the reader does not wait for it."""
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / ".git" / "HEAD")
    assert head_commit(tmp_path) is None

"""`find_branch` and `default_branch`: the commit of a branch, in repositories that git created."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gonogo.source.git.branches import BranchTip, default_branch, find_branch
from gonogo.source.git.repository import Repository, find_repository
from repository import Made, RepoBuilder, git_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REMOTE, LOCAL = "refs/remotes/origin/main", "refs/heads/main"
ONE, TWO = "1" * 40, "2" * 40


def find(root: Path) -> Repository:
    repository = find_repository(root)
    assert repository is not None
    return repository


def git(root: Path, *arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=root, env=git_environment(), capture_output=True, check=True)
    return ran.stdout.decode().strip()


def make(root: Path) -> tuple[RepoBuilder, dict[str, str]]:
    repo = RepoBuilder(root)
    return repo, repo.load(Made("one", {"a": "1"}), Made("two", {"a": "2"}))


def test_branch_is_that_of_origin_else_that_of_the_clone(tmp_path: Path) -> None:
    """A branch is that of origin, without unpushed commits; without such a branch, it is the local branch."""
    origin, ids = make(tmp_path / "origin")
    origin.git("branch", "release/1.x", ids["one"])
    git(tmp_path, "clone", "--quiet", str(origin.root), "clone")
    clone = tmp_path / "clone"
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "mine")
    git(clone, "branch", "mine")
    mine, repository = git(clone, "rev-parse", "HEAD"), find(clone)
    assert find_branch(repository, "main") == BranchTip(ids["two"], REMOTE)
    assert find_branch(repository, "release/1.x") == BranchTip(ids["one"], "refs/remotes/origin/release/1.x")
    assert find_branch(repository, "mine") == BranchTip(mine, "refs/heads/mine")
    assert find_branch(repository, "other") is None
    assert find_branch(repository, "release") is None
    assert default_branch(repository) == "main"
    git(clone, "remote", "rename", "origin", "upstream")
    assert find_branch(repository, "main") == BranchTip(mine, LOCAL)
    assert default_branch(repository) is None


def _packed(clone: Path, _: Path) -> Path:
    git(clone, "pack-refs", "--all", "--prune")
    assert not (clone / ".git" / REMOTE).exists()
    return clone


def _packed_and_moved_since(clone: Path, _: Path) -> Path:
    head = git(clone, "rev-parse", "origin/main")
    git(clone, "update-ref", REMOTE, "origin/main~1")
    git(clone, "pack-refs", "--all", "--prune")
    git(clone, "update-ref", REMOTE, head)
    return clone


def _worktree(clone: Path, folder: Path) -> Path:
    git(clone, "worktree", "add", "--quiet", "--detach", str(folder / "tree"), "main~1")
    return folder / "tree"


def _submodule(_: Path, folder: Path) -> Path:
    outer = RepoBuilder(folder / "outer")
    allow = ("-c", "protocol.file.allow=always")
    outer.git(*allow, "submodule", "--quiet", "add", (folder / "origin").as_uri(), "sub")
    return outer.root / "sub"


def _detached(clone: Path, _: Path) -> Path:
    git(clone, "checkout", "--quiet", "--detach", "HEAD~1")
    return clone


@pytest.mark.parametrize("arrange", [_packed, _packed_and_moved_since, _worktree, _submodule, _detached])
def test_branch_is_found_in_every_storage(tmp_path: Path, arrange: Callable[[Path, Path], Path]) -> None:
    """A branch is found in `packed-refs`, a worktree and a submodule, regardless of the checked-out commit."""
    origin, ids = make(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", str(origin.root), "clone")
    repository = find(arrange(tmp_path / "clone", tmp_path))
    assert find_branch(repository, "main") == BranchTip(ids["two"], REMOTE)
    assert default_branch(repository) == "main"


def test_single_branch_clone_has_only_its_branch(tmp_path: Path) -> None:
    """A single-branch clone has no other branch, even if it is the default branch of origin."""
    origin, ids = make(tmp_path / "origin")
    origin.git("branch", "other", ids["one"])
    git(tmp_path, "clone", "--quiet", "--single-branch", "--branch=other", origin.root.as_uri(), "clone")
    repository = find(tmp_path / "clone")
    assert find_branch(repository, "main") is None
    assert find_branch(repository, "other") == BranchTip(ids["one"], "refs/remotes/origin/other")


NAMES = (
    "main",
    "release/2026-01",
    "été",
    "a/b/c",
    "a.b",
    "a./b",
    "a@b",
    "@a",
    "{a}",
    "%41",
    "a'b\"c",
    "$(touch canary)",
    "a,b;c",
    "lock",
    "a.locked",
    "a-",
    "head",
    "",
    "-x",
    "--output=f",
    "HEAD",
    "@{-1}",
    "main@{1}",
    "main~1",
    "main^",
    "main^{commit}",
    "main:file",
    ":/fix",
    "..",
    "../main",
    "../../HEAD",
    "a/../main",
    "main..other",
    "a...b",
    ".main",
    "a/.b",
    "main.",
    "main.lock",
    "main.lock/a",
    "/main",
    "main/",
    "a//b",
    "ma*n",
    "ma?n",
    "[m]ain",
    "ma\\in",
    "ma in",
    " main",
    "main ",
    "main\n",
    "\nmain",
    "ma\tin",
    "ma\x7fin",
    "ma\x1b[0m",
)


@pytest.mark.parametrize("name", NAMES)
def test_name_is_accepted_if_git_accepts_it(tmp_path: Path, name: str) -> None:
    """A branch is found only under a name that git accepts, even if a file of another name exists."""
    repo, ids = make(tmp_path / "repo")
    command = ["git", "check-ref-format", "--branch", name]
    ran = subprocess.run(command, cwd=tmp_path, env=git_environment(), capture_output=True, check=False)
    is_allowed = not ran.returncode
    heads = repo.root / ".git" / "refs" / "heads"
    packed = repo.root / ".git" / "packed-refs"
    packed.write_text(f"# pack-refs with: peeled fully-peeled sorted \n{ids['one']} refs/heads/{name}\n")
    if is_allowed and name != "main":
        assert repo.git("rev-parse", f"refs/heads/{name}") == ids["one"]
        (heads / name).parent.mkdir(parents=True, exist_ok=True)
        (heads / name).write_text(f"{ids['two']}\n")
    tip = find_branch(find(repo.root), name)
    assert tip == (BranchTip(ids["two"], f"refs/heads/{name}") if is_allowed else None)


@pytest.mark.parametrize("name", ["main\0", "\ud800", "x" * 300, "x/" * 5000 + "x"], ids=ascii)
def test_name_that_no_file_can_have_is_not_found(tmp_path: Path, name: str) -> None:
    """A branch name that cannot be a file name is not found."""
    repo, _ = make(tmp_path / "repo")
    assert find_branch(find(repo.root), name) is None


CONTENTS = {
    "empty": "",
    "words": "not an id",
    "short": "1234567",
    "other-file": "ref: ../../../../etc/passwd",
    "out-of-refs": "ref: HEAD",
    "up": "ref: refs/heads/../../HEAD",
    "missing-target": "ref: refs/heads/nowhere",
    "own-target": f"ref: {REMOTE}",
    "nul": "ref: refs/heads/ma\0in",
    "upper-case": "A" * 40,
    "two": f"{ONE} {TWO}",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_broken_branch_of_origin_is_not_replaced_by_the_local_branch(tmp_path: Path, content: str) -> None:
    """If the branch of origin is broken, the local branch, which may have unpushed commits, is not used."""
    repo, _ = make(tmp_path / "repo")
    place = repo.root / ".git" / REMOTE
    place.parent.mkdir(parents=True)
    place.write_text(content)
    assert find_branch(find(repo.root), "main") is None


def test_symbolic_branch_is_followed(tmp_path: Path) -> None:
    """A branch that is a symbolic reference has the commit of its target."""
    repo, ids = make(tmp_path / "repo")
    repo.git("symbolic-ref", REMOTE, LOCAL)
    assert find_branch(find(repo.root), "main") == BranchTip(ids["two"], REMOTE)


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("ref: refs/remotes/origin/trunk", "trunk"),
        ("ref: refs/remotes/origin/release/1.x\n", "release/1.x"),
        ("ref: refs/remotes/origin/", None),
        ("ref: refs/remotes/origin/HEAD", None),
        ("ref: refs/remotes/origin/../x", None),
        ("ref: refs/remotes/origin/-x", None),
        ("ref: refs/remotes/upstream/main", None),
        ("ref: refs/heads/main", None),
        (ONE, None),
        ("", None),
    ],
)
def test_default_branch_is_that_of_origin(tmp_path: Path, target: str, name: str | None) -> None:
    """The default branch is a branch of origin with a name that git accepts, otherwise there is none."""
    repo, _ = make(tmp_path / "repo")
    place = repo.root / ".git" / "refs/remotes/origin/HEAD"
    place.parent.mkdir(parents=True)
    place.write_text(target)
    assert default_branch(find(repo.root)) == name

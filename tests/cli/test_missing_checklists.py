"""If a command finds no checklists, its error names the place of checklists in the commit or in other folders."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from building import lay_out
from cli.running import run
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("git_user")


def _sparse(repo: RepoBuilder) -> Path:
    repo.git("sparse-checkout", "set", "--cone", "docs")
    return repo.root


def _patterns(repo: RepoBuilder) -> Path:
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/checklists/")
    return repo.root


def _not_checked_out(repo: RepoBuilder) -> Path:
    place = repo.root.parent / "clone"
    repo.git("clone", "--quiet", "--no-checkout", str(repo.root), str(place))
    return place


def _worktree(repo: RepoBuilder) -> Path:
    place = repo.root.parent / "tree"
    repo.git("worktree", "add", "--quiet", "--no-checkout", str(place))
    return place


def _deleted(repo: RepoBuilder) -> Path:
    shutil.rmtree(repo.root / "checklists")
    return repo.root


def _staged_deletion(repo: RepoBuilder) -> Path:
    repo.git("rm", "-r", "--quiet", "checklists")
    return repo.root


def _renamed(repo: RepoBuilder) -> Path:
    (repo.root / "checklists").rename(repo.root / "Checklist")
    return repo.root


WAYS = [_sparse, _patterns, _not_checked_out, _worktree, _deleted, _staged_deletion, _renamed]


def _lay_out(root: Path) -> RepoBuilder:
    lay_out(root)
    (root / "docs").mkdir()
    (root / "docs/about.md").write_text("# About\n", encoding="utf-8")
    repo = RepoBuilder(root)
    repo.commit()
    return repo


@pytest.mark.parametrize("leave_out", WAYS)
@pytest.mark.parametrize("words", [("status",), ("log",), ("done", "lint"), ("init",)], ids=" ".join)
def test_command_names_committed_checklists_that_the_working_tree_lacks(
    words: tuple[str, ...], leave_out: Callable[[RepoBuilder], Path], tmp_path: Path
) -> None:
    """Init does not write a new registry either, because a commit of it would replace the existing registry."""
    place = leave_out(_lay_out(tmp_path / "repo"))
    ran = run(*words, at=place)
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "",
        [
            f"gonogo: {place}/checklists is in the commit that is checked out, but not in the working tree",
            "help: git checkout HEAD -- checklists; in a sparse checkout: git sparse-checkout add checklists",
        ],
    )
    assert not (place / "checklists").exists()


def test_file_that_is_called_checklists_is_no_project(tmp_path: Path) -> None:
    """The file is in the commit and in the working tree."""
    (tmp_path / "checklists").write_text("#!/bin/sh\n", encoding="utf-8")
    RepoBuilder(tmp_path).commit()
    assert run("status", at=tmp_path).err.startswith("gonogo: no folder checklists/ in ")


def test_hint_for_a_sparse_checkout_has_the_path_from_the_repository_root(tmp_path: Path) -> None:
    """The path starts at the root of the repository, as `git sparse-checkout` requires."""
    lay_out(tmp_path / "repo/ops")
    repo = RepoBuilder(tmp_path / "repo")
    repo.commit()
    shutil.rmtree(repo.root / "ops/checklists")
    ran = run("status", at=repo.root / "ops")
    assert (ran.code, ran.err.endswith("git sparse-checkout add ops/checklists\n")) == (2, True)


def test_init_creates_a_project_after_a_committed_removal(tmp_path: Path) -> None:
    """If a commit has removed the checklists, status finds none, and init creates a new project."""
    repo = _lay_out(tmp_path / "repo")
    repo.git("rm", "-r", "--quiet", "checklists")
    repo.commit()
    assert run("status", at=repo.root).err.startswith("gonogo: no folder checklists/ in ")
    repo.git("config", "user.name", "Ann")
    repo.git("config", "user.email", "ann@example.com")
    assert run("init", at=repo.root).code == 0


@pytest.mark.parametrize(
    ("folders", "named"),
    [
        pytest.param(["docs"], "docs/", id="in the documentation"),
        pytest.param(["one", "two"], "one/, two/", id="two projects"),
        pytest.param(["services/shop"], "services/shop/", id="two folders deep"),
        pytest.param(["a", "b", "c", "d"], "a/, b/, c/", id="only the first three of four"),
        pytest.param(["für alle"], "für alle/", id="a name with a space and an umlaut"),
    ],
)
def test_hint_names_the_subfolders_with_checklists(folders: list[str], named: str, tmp_path: Path) -> None:
    """The hint names at most three subfolders that contain checklists, and `-C` runs in each of them."""
    for folder in folders:
        lay_out(tmp_path / folder)
    ran = run("status", at=tmp_path)
    assert ran.err.splitlines()[1] == (
        f"help: checklists/ is in {named}: gonogo -C DIR … runs there; "
        "the plugin option `checklists` names it for a site"
    )
    assert run("-C", tmp_path / folders[0], "status").code == 0


@pytest.mark.parametrize("name", ["Checklists", "CHECKLISTS", "checklist", "Checklist"])
def test_error_names_a_folder_with_a_similar_name(name: str, tmp_path: Path) -> None:
    """The error names a folder such as `Checklists`, and the hint has the command to rename it."""
    lay_out(tmp_path / "laid")
    (tmp_path / "laid/checklists").rename(tmp_path / name)
    shutil.rmtree(tmp_path / "laid")
    assert run("status", at=tmp_path).err.splitlines() == [
        f"gonogo: the folder {name}/ in {tmp_path} must be called checklists/",
        f"help: git mv {name} checklists",
    ]


@pytest.mark.parametrize("folder", [".hidden", "node_modules/shop", "a/b/c"])
def test_hint_does_not_name_checklists_in_some_folders(folder: str, tmp_path: Path) -> None:
    """The search skips hidden folders, packages, folders more than two levels below, and folders without a registry."""
    lay_out(tmp_path / folder)
    (tmp_path / "Checklist").mkdir()
    assert "help: gonogo init begins a project here" in run("status", at=tmp_path).err

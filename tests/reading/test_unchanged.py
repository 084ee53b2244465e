"""`is_committed`: whether the working tree equals the commit, even if git converts files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from building import RELEASE_PATH, Files, lay_out
from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import is_committed, read_committed
from gonogo.source.git.store import GitStore, open_store
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

LINE = "# a line that the tests change: aaaa\n"
IDENT = "# $Id$\n"


def is_unchanged(root: Path) -> bool:
    """Whether the files at `root` equal those of the checked-out commit."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return is_committed(store, store.head, read_files(root), read_committed(store, store.head))


def make(root: Path, attributes: str = "", place: str = ".gitattributes") -> RepoBuilder:
    """A project in a repository, with git attributes in a file."""
    repo = RepoBuilder(root)
    release = Files().release
    lay_out(root, Files(release=f"{LINE}{IDENT}{release}"))
    (root / place).write_text(attributes, encoding="utf-8")
    repo.commit()
    return repo


def clone(repo: RepoBuilder, target: Path, *options: str) -> Path:
    """Clones a repository with these options of git."""
    repo.git("clone", "--quiet", *options, str(repo.root), str(target))
    return target


def change(root: Path) -> None:
    """Changes a letter of the release in place, so that size and inode stay the same."""
    file = root / RELEASE_PATH
    file.write_bytes(file.read_bytes().replace(b"aaaa", b"aaab"))


CONVERTED = [
    pytest.param("", ".gitattributes", ("-c", "core.autocrlf=true"), id="Git for Windows"),
    pytest.param("* text=auto eol=crlf\n", ".gitattributes", (), id="line ends by attributes"),
    pytest.param("*.yml text\n", "checklists/.gitattributes", ("-c", "core.eol=crlf"), id="line ends of the computer"),
    pytest.param("v1.yml eol=crlf\n", "checklists/shop/.gitattributes", (), id="attributes in the folder of the file"),
    pytest.param("*.yml ident\n", ".gitattributes", (), id="ident"),
    pytest.param("*.yml ident eol=crlf\n", ".gitattributes", ("-c", "core.autocrlf=input"), id="both"),
]


@pytest.mark.parametrize(("attributes", "place", "options"), CONVERTED)
def test_converted_files_are_unchanged(attributes: str, place: str, options: tuple[str, ...], tmp_path: Path) -> None:
    """Files that git converts are unchanged until they are edited."""
    root = clone(make(tmp_path / "repo", attributes, place), tmp_path / "clone", *options)
    assert (root / RELEASE_PATH).read_bytes() != (tmp_path / "repo" / RELEASE_PATH).read_bytes()
    assert is_unchanged(root)
    change(root)
    assert not is_unchanged(root)
    RepoBuilder(root).git("add", "--all")
    assert not is_unchanged(root), "what is staged is not committed"
    RepoBuilder(root).commit()
    assert is_unchanged(root)


def test_settings_of_the_user_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's settings and attributes of the user and of the clone are used."""
    repo = make(tmp_path / "repo")
    settings = tmp_path / "gitconfig"
    settings.write_text("[core]\n\tautocrlf = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    file = repo.root / RELEASE_PATH
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert is_unchanged(repo.root)
    settings.write_text("", encoding="utf-8")
    assert not is_unchanged(repo.root)
    (repo.root / ".git/info/attributes").write_text("*.yml text\n", encoding="utf-8")
    assert is_unchanged(repo.root)
    (repo.root / ".git/info/attributes").unlink()
    (tmp_path / "git").mkdir()
    (tmp_path / "git/attributes").write_text("*.yml text\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert is_unchanged(repo.root)
    settings.write_text(f"[core]\n\tattributesFile = {tmp_path}/none\n", encoding="utf-8")
    assert not is_unchanged(repo.root)


def test_filtered_file_is_unchanged_until_it_is_edited(tmp_path: Path) -> None:
    """A filtered file is unchanged until it is edited, and its filter command does not run."""
    repo = make(tmp_path / "repo", "*.yml filter=upper\n")
    command = f"sed s/Release/RELEASE/; echo run >> {tmp_path}/canary"
    options = ("-c", f"filter.upper.smudge={command}", "-c", "filter.upper.clean=sed s/RELEASE/Release/")
    file = repo.root / RELEASE_PATH
    file.write_bytes(file.read_bytes().replace(b"title: ", b"title: Release "))
    repo.commit()
    root = clone(repo, tmp_path / "clone", *options)
    assert b"RELEASE" in (root / RELEASE_PATH).read_bytes()
    (tmp_path / "canary").unlink()
    assert is_unchanged(root)
    change(root)
    assert not is_unchanged(root)
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_does_not_compare_are_changed(flag: str, tmp_path: Path) -> None:
    """An edited file is changed, even if git is configured not to compare it."""
    repo = make(tmp_path / "repo")
    repo.git("update-index", flag, RELEASE_PATH)
    change(repo.root)
    assert repo.git("status", "--short") == ""
    assert not is_unchanged(repo.root)


def test_edited_file_with_restored_times_is_changed(tmp_path: Path) -> None:
    """An edited file is changed, even if its modification time is restored."""
    repo = make(tmp_path / "repo")
    file = repo.root / RELEASE_PATH
    before = file.stat()
    change(repo.root)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_unchanged(repo.root)


@pytest.mark.parametrize(
    "path",
    ["checklists/shop/v2.yml", "checklists/store/v1.yml", "checklists/shop/v2.yaml"],
)
def test_added_file_is_a_change(path: str, tmp_path: Path) -> None:
    """An added file is a change, but a hidden file is not."""
    repo = make(tmp_path / "repo")
    (repo.root / "checklists/shop/.v9.yml").write_text("title: hidden\n", encoding="utf-8")
    assert is_unchanged(repo.root)
    (repo.root / path).parent.mkdir(exist_ok=True)
    (repo.root / path).write_text("title: new\n", encoding="utf-8")
    assert not is_unchanged(repo.root)
    (repo.root / path).unlink()
    (repo.root / "checklists/shop/system.yml").unlink()
    assert not is_unchanged(repo.root)

"""The branches of a repository as of its last fetch or clone, read without starting a process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.source.git import head
from gonogo.source.git.repository import find_repository

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.source.git.repository import Repository

_REMOTE = "refs/remotes/origin/"
_LOCAL = "refs/heads/"
# Names that git does not allow for a branch: see git-check-ref-format(1), with --branch.
_REFUSED = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(?:^|/)\.|\.lock(?:/|$)|^[-/]|[/.]$|^HEAD$|^$")


class BranchTip(Frozen):
    """The newest commit of a branch, and its full reference: a branch of `origin`, or a branch of this clone."""

    commit: str
    reference: str

    @property
    def shown_name(self) -> str:
        """The name that git shows for the reference, such as `origin/main` or `main`."""
        return self.reference.removeprefix("refs/remotes/").removeprefix(_LOCAL)


def find_branch(repository: Repository, name: str) -> BranchTip | None:
    """The tip of a branch: of `origin` or, if `origin` does not have the branch, of this clone.

    Returns None if neither has the branch, if the reference of `origin` is broken, or if git does not allow the name.
    """
    if _REFUSED.search(name):
        return None
    try:
        is_remote = head.read(_REMOTE + name, repository) is not None
        reference = (_REMOTE if is_remote else _LOCAL) + name
        commit = head.follow(reference, repository)
    except (OSError, ValueError):  # the name is too long, or contains an invalid surrogate
        return None
    return BranchTip(commit, reference) if commit else None


def list_reference_places(root: Path) -> tuple[Path, ...]:
    """The files and folders that change when the head or a branch of a repository changes. Missing places are left out.

    `root` is a folder in the repository. The result is empty outside of git. The folders contain few files, even in a
    repository with many tags.
    """
    try:
        repository = find_repository(root)
    except (OSError, GonogoError):
        return ()
    if repository is None:
        return ()
    names = ("packed-refs", "refs/heads", "refs/remotes/origin")
    places = (repository.git / "HEAD", *(repository.shared / name for name in names))
    return tuple(place for place in places if place.exists())


def default_branch(repository: Repository) -> str | None:
    """The name of the default branch of `origin`; None if it is not known, or if git does not allow the name."""
    try:
        text = head.read(f"{_REMOTE}HEAD", repository) or ""
    except OSError:
        return None
    target = text.removeprefix("ref:").strip()
    name = target.removeprefix(_REMOTE)
    return name if target.startswith(_REMOTE) and not _REFUSED.search(name) else None

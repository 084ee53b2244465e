"""The branches of a repository, as of its last fetch or clone. Does not start a process."""

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
# The rules of git-check-ref-format(1) with --branch, which has no `HEAD` and no `-` at the start.
_REFUSED = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(?:^|/)\.|\.lock(?:/|$)|^[-/]|[/.]$|^HEAD$|^$")


class BranchTip(Frozen):
    """The newest commit of a branch, and its reference: a branch of `origin` or of this clone."""

    commit: str
    reference: str

    @property
    def shown_name(self) -> str:
        """The name that git prints for it, such as `origin/main` or `main`."""
        return self.reference.removeprefix("refs/remotes/").removeprefix(_LOCAL)


def find_branch(repository: Repository, name: str) -> BranchTip | None:
    """The tip of a branch on `origin`, else in this clone.

    None if neither has it, if `origin` has a broken reference, or if git does not allow the name.
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
    """The files and folders that change when the head or a branch of a folder's repository changes; none without one.

    They hold few files even in a repository with many tags.
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
    """The name of `origin`'s default branch; None if it does not name a branch that git allows."""
    try:
        text = head.read(f"{_REMOTE}HEAD", repository) or ""
    except OSError:
        return None
    target = text.removeprefix("ref:").strip()
    name = target.removeprefix(_REMOTE)
    return name if target.startswith(_REMOTE) and not _REFUSED.search(name) else None

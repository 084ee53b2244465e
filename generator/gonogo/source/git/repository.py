"""The folders with git's files of a project (gitrepository-layout(5)). Does not start a process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible, visible_path

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_HISTORY = "build, status and check work without history: --no-history"
_MAX_BYTES = 4096
_PARTS = ("HEAD", "objects", "refs", "config")


class Repository(Frozen):
    """The repository of a folder. `top` is the folder that is checked out, `git` the folder with its `HEAD`.

    `shared` is the folder that all worktrees share; it differs from `git` only in a linked worktree.
    """

    top: Path
    git: Path
    shared: Path

    @property
    def objects(self) -> Path:
        """The folder of the object store."""
        return self.shared / "objects"


def find_repository(root: Path) -> Repository | None:
    """The repository of the nearest folder upwards; `.git` of a worktree or submodule is a file with its path.

    None outside of git. A folder `.git` without any part of a repository is skipped, as in git. Raises OSError, and
    GonogoError for a `.git` that does not lead to a repository: the project would have no history, or another one.
    """
    for folder in (root, *root.parents):
        place = folder / ".git"
        if os.path.lexists(place) and (not place.is_dir() or any((place / name).exists() for name in _PARTS)):
            return _follow(folder)
    return None


def _follow(folder: Path) -> Repository:
    """The repository to which the `.git` of a folder leads."""
    place, why = folder / ".git", "is not a repository"
    if place.is_file():
        text = read_short(place)
        name = text.removeprefix("gitdir: ")
        if name == text or "\0" in name:
            raise _leads_nowhere(folder / ".git", "names no repository")
        place, why = folder / name, f"leads to {name}, where no repository is"
    if not (place / "HEAD").is_file():
        raise _leads_nowhere(folder / ".git", why)
    common = read_short(place / "commondir") if (place / "commondir").is_file() else ""
    shared = place / common
    if "\0" in common or not (shared / "objects").is_dir():
        raise _leads_nowhere(folder / ".git", f"leads to a repository without objects, {place}")
    return Repository(folder, place, shared)


def _leads_nowhere(place: Path, why: str) -> GonogoError:
    hint = (
        "make the repository of this worktree or submodule available in the same place, or clone again; "
        f"{WITHOUT_HISTORY}"
    )
    return GonogoError(f"{visible_path(place)} {visible(why)}", hint)


def project_folder(root: Path) -> str:
    """The path of a folder in its repository: "" at the top and outside of git, else a path that ends in a slash."""
    try:
        repository = find_repository(root.resolve())
    except (OSError, GonogoError):  # a broken `.git`
        return ""
    inside = root.resolve().relative_to(repository.top.resolve()).as_posix() if repository else "."
    return "" if inside == "." else f"{inside}/"


def read_short(file: Path) -> str:
    """The first 4 KiB of a file as text, without trailing line ends; undecodable bytes become lone surrogates."""
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_MAX_BYTES)).rstrip("\r\n")

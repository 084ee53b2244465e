"""The folders in which git keeps its files of a project (gitrepository-layout(5)). No process is started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 4096


class Repository(Frozen):
    """The repository of a folder. `top` is the folder that is checked out, `git` the folder with its `HEAD`.

    `shared` is the folder that all worktrees have in common; it is another one than `git` only in a linked worktree.
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

    None outside of git. Raises OSError, and ValueError for a path with a NUL in it.
    """
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_file():
            place = folder / read_short(place).removeprefix("gitdir: ")
        if (place / "HEAD").is_file():
            common = place / "commondir"
            return Repository(folder, place, place / read_short(common) if common.is_file() else place)
    return None


def project_folder(root: Path) -> str:
    """The path of a folder in its repository: "" at the top and outside of git, else a path that ends in a slash."""
    try:
        repository = find_repository(root.resolve())
    except (OSError, ValueError):  # a broken `.git`, or a path with a NUL in it
        return ""
    inside = root.resolve().relative_to(repository.top.resolve()).as_posix() if repository else "."
    return "" if inside == "." else f"{inside}/"


def read_short(file: Path) -> str:
    """The first 4 KiB of a file as text, without line ends at the end; undecodable bytes become lone surrogates."""
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_MAX_BYTES)).rstrip("\r\n")

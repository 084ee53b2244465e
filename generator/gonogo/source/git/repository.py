"""Where git's own files of a project lie, as gitrepository-layout(5) describes them. No process is started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 4096


class Repository(Frozen):
    """The repository that holds a folder. `git` is its own folder, `shared` what all its worktrees have in common.

    They differ in a worktree only. `top` is the folder that is checked out.
    """

    top: Path
    git: Path
    shared: Path

    @property
    def objects(self) -> Path:
        """The folder of the object store."""
        return self.shared / "objects"


def find_repository(root: Path) -> Repository | None:
    """The repository of the nearest folder upwards; `.git` of a worktree or submodule is a file that names it.

    Raises OSError, and ValueError for a path with a NUL in it.
    """
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_file():
            place = folder / read_short(place).removeprefix("gitdir: ")
        if (place / "HEAD").is_file():
            common = place / "commondir"
            return Repository(folder, place, place / read_short(common) if common.is_file() else place)
    return None


def read_short(file: Path) -> str:
    """The start of a file without the end of its line, as text in which any byte has a place."""
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_MAX_BYTES)).rstrip("\r\n")

"""The folders in which git keeps the files of a repository (gitrepository-layout(5)).

They are found without starting a process.
"""

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
    """A repository. `top` is the top folder of the working tree, `git` is the folder that contains `HEAD`.

    `shared` is the folder that all worktrees of the repository share. It differs from `git` only in a linked worktree.
    """

    top: Path
    git: Path
    shared: Path

    @property
    def objects(self) -> Path:
        """The folder of the object store."""
        return self.shared / "objects"


def find_repository(root: Path) -> Repository | None:
    """The repository of the nearest folder, from `root` upwards, that has a `.git`; None outside of git.

    `.git` is a folder or, in a worktree or submodule, a file that contains the path of the folder. As in git, a folder
    `.git` without any part of a repository is skipped. Raises GonogoError for a `.git` that does not lead to a
    repository: otherwise, the project would have no history, or that of another repository. Raises OSError.
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
            raise _leads_nowhere(folder / ".git", "does not name a repository")
        place, why = folder / name, f"points to {name}, which is not a repository"
    if not (place / "HEAD").is_file():
        raise _leads_nowhere(folder / ".git", why)
    common = read_short(place / "commondir") if (place / "commondir").is_file() else ""
    shared = place / common
    if "\0" in common or not (shared / "objects").is_dir():
        raise _leads_nowhere(folder / ".git", f"points to a repository without objects, {place}")
    return Repository(folder, place, shared)


def _leads_nowhere(place: Path, why: str) -> GonogoError:
    hint = (
        "make the repository of this worktree or submodule available in the same place, or clone again; "
        f"{WITHOUT_HISTORY}"
    )
    return GonogoError(f"{visible_path(place)} {visible(why)}", hint)


def project_folder(root: Path) -> str:
    """The path of a folder in its repository, ending in a slash; "" for the top folder, and outside of a repository."""
    try:
        repository = find_repository(root.resolve())
    except (OSError, GonogoError):  # a broken `.git`
        return ""
    inside = root.resolve().relative_to(repository.top.resolve()).as_posix() if repository else "."
    return "" if inside == "." else f"{inside}/"


def may_lack_objects(repository: Repository) -> bool:
    """Whether a clone is shallow or partial. In a partial clone, git puts a file `.promisor` beside packs."""
    return is_shallow(repository) or any((repository.objects / "pack").glob("*.promisor"))


def is_shallow(repository: Repository) -> bool:
    """Whether a clone is shallow."""
    shallow = repository.shared / "shallow"
    return shallow.is_file() and bool(read_short(shallow))


def read_short(file: Path) -> str:
    """The first 4 KiB of a file as text, without line ends at the end.

    Bytes that are not text become lone surrogates.
    """
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_MAX_BYTES)).rstrip("\r\n")

"""The commit that is checked out, read from git's own files as gitrepository-layout(5) describes them.

No process is started and nothing that a clone configures is run; a machine without git, or one that distrusts the
owner of the repository, gives the same answer. References in a reftable are not read.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MAX_HOPS = 5  # what git itself follows
_MAX_BYTES = 4096


def head_commit(root: Path) -> str | None:
    """The full id of the commit that is checked out, None outside git and before the first commit."""
    try:
        folder = _find_repository(root)
        return _follow("HEAD", folder) if folder else None
    except (OSError, ValueError):  # a ValueError is a path with a NUL in it
        return None


def _find_repository(root: Path) -> Path | None:
    """The nearest folder with git's files; `.git` of a worktree or submodule is a file that names it."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_file():
            place = folder / _read(place).removeprefix("gitdir: ")
        if (place / "HEAD").is_file():
            return place
    return None


def _follow(name: str, folder: Path) -> str | None:
    """The commit that a reference leads to."""
    shared = folder / "commondir"
    folders = (folder, folder / _read(shared)) if shared.is_file() else (folder,)
    for _ in range(_MAX_HOPS):
        text = _read_reference(name, folders)
        if _COMMIT.fullmatch(text):
            return text
        name = text.removeprefix("ref:").strip()
        if not name.startswith("refs/") or ".." in name:
            return None
    return None


def _read_reference(name: str, folders: tuple[Path, ...]) -> str:
    """What a reference holds, "" where there is none; a file of its own goes before the packed ones."""
    for folder in folders:
        if (folder / name).is_file():
            return _read(folder / name)
    packed, line_end = folders[-1] / "packed-refs", b" " + os.fsencode(name)
    if packed.is_file():
        with packed.open("rb") as lines:
            return next((os.fsdecode(line.split()[0]) for line in lines if line.rstrip().endswith(line_end)), "")
    return ""


def _read(file: Path) -> str:
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_MAX_BYTES)).rstrip("\r\n")

"""A folder that belongs to this program: written as a whole, and replaced as a whole.

A manifest in it names every file that was written. Only those are ever replaced or removed, so that what others put
there, such as a built site, stays.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gonogo.diagnostics import GonogoError

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = ".gonogo-render"


def list_files(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its path in it; links are followed, as builders follow them."""
    found = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(place, name)
            found[file.relative_to(folder).as_posix()] = file
    return found


def write_folder(out: Path, files: Mapping[str, bytes | Path]) -> None:
    """Makes the folder hold these files in place of those that an earlier run wrote.

    Raises GonogoError, before anything is changed, where a file would be lost that no earlier run wrote.
    """
    earlier = _read_manifest(out)
    for path in sorted({*files, *earlier}):
        _require_ours(out, path, earlier)
    for path in sorted(earlier):
        (out / path).unlink(missing_ok=True)
    _remove_empty_folders(out, earlier)
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).write_bytes(json.dumps(sorted(files), indent=0).encode() + b"\n")
    for path, content in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, out / path)
        else:
            (out / path).write_bytes(content)


def _read_manifest(out: Path) -> frozenset[str]:
    """The files that an earlier run wrote. Raises GonogoError for a folder in which somebody else's files are."""
    manifest = out / MANIFEST
    if manifest.is_file():
        try:
            paths = json.loads(manifest.read_bytes())
        except ValueError:
            paths = None
        if not isinstance(paths, list) or not all(isinstance(path, str) and _is_inside(path) for path in paths):
            raise GonogoError(f"{manifest} is no list of files in its folder", "delete the folder, or name a new one")
        return frozenset(paths)
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise GonogoError(f"{out} is no folder", "name a new folder")
    if out.is_dir() and any(out.iterdir()):
        raise GonogoError(f"{out} holds files that no earlier render wrote", "name a new or empty folder")
    return frozenset()


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _require_ours(out: Path, path: str, earlier: frozenset[str]) -> None:
    """Raises GonogoError where somebody else's file is in the way, or a link, behind which everything is theirs."""
    for step in (path, *map(str, PurePosixPath(path).parents[:-1])):
        place = out / step
        if _is_folder(place):
            is_ours = step != path or all(f"{path}/{name}" in earlier for name in list_files(place))
        else:
            is_ours = step in earlier or not os.path.lexists(place)
        if not is_ours:
            raise GonogoError(f"{place} was not written by an earlier render", "move it away, or name a new folder")


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _remove_empty_folders(out: Path, paths: frozenset[str]) -> None:
    folders = {parent for path in paths for parent in PurePosixPath(path).parents if parent.name}
    for folder in sorted(folders, reverse=True):
        if (out / folder).is_dir() and not any((out / folder).iterdir()):
            (out / folder).rmdir()

"""Replaces files so that other programs read either the old content or the new content, never a mixture.

The new content is written to a file beside the old file, and then moved over the old file. If two commands run at the
same time, one waits: each locks the folder of the checklists. A file that has changed since the command read it is not
replaced.
"""

from __future__ import annotations

import os
import shlex
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.worktree import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_SUFFIX = ".gonogo-edit"


def replace_files(root: Path, replacements: Sequence[tuple[str, bytes | None, bytes]]) -> None:
    """Replaces files of a project: either all of them or none. Each is given as path, old content and new content.

    The old content is None for a file that must not exist yet. Raises GonogoError if a file has changed or cannot be
    written. If the process is killed between two files, only the first of them is replaced.
    """
    with _lock(root / FOLDER):
        for path, before, _ in replacements:
            _require_unchanged(root / path, path, before)
        try:
            _replace_all([(root / path, before, after) for path, before, after in replacements])
        except OSError as error:
            paths = ", ".join(path for path, _, _ in replacements)
            hint = "free disk space, or check the folder's permissions, then run the command again"
            raise GonogoError(f"{paths} cannot be written: {error.strerror}; nothing is changed", hint) from error


def _replace_all(contents: Sequence[tuple[Path, bytes | None, bytes]]) -> None:
    """Replaces files, each given as place, old content and new content. If it raises OSError, no file is changed."""
    beside = [place.with_name(f".{place.name}{_SUFFIX}") for place, _, _ in contents]
    replaced: list[tuple[Path, Path, bytes | None]] = []
    try:
        for new, (place, _, after) in zip(beside, contents, strict=True):
            _write(new, after, place)
        for new, (place, before, _) in zip(beside, contents, strict=True):
            new.replace(place)
            replaced.append((place, new, before))
    except OSError:
        for place, new, before in replaced:
            if before is None:
                place.unlink()
            else:
                _write(new, before, place)
                new.replace(place)
        raise
    finally:
        for new in beside:
            new.unlink(missing_ok=True)


def create_files(root: Path, files: Mapping[str, str]) -> None:
    """Creates files, keyed by path: either all of them or none. Raises GonogoError if one of them already exists."""
    for path in files:
        if os.path.lexists(root / path):
            raise GonogoError(f"{root / path} already exists, and nothing is written", "move it away first")
    made: list[Path] = []
    try:
        for path, text in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8", newline="") as stream:
                made.append(place)
                stream.write(text)
    except BaseException:
        for place in made:
            place.unlink()
        raise


def _require_unchanged(place: Path, path: str, before: bytes | None) -> None:
    if (place.read_bytes() if os.path.lexists(place) else None) != before:
        raise GonogoError(f"{path} has changed in the meantime, and nothing is written", "run the command again")
    if before is not None and not os.access(place, os.W_OK):
        raise GonogoError(f"{path} is read-only, and nothing is written", f"chmod u+w {shlex.quote(path)}")


def _write(new: Path, content: bytes, place: Path) -> None:
    """Writes the content for `place` to the file `new` beside it, with the same permissions.

    Replaces a file `new` that a killed command left.
    """
    new.unlink(missing_ok=True)
    with new.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if place.exists():
        new.chmod(place.stat().st_mode & 0o7777)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Locks a folder until the end of the block, or of the process.

    Does nothing on Windows, which has no such locks.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

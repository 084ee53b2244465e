"""Output folders. A run first writes all new files to another folder, and then moves them in one short step.

Each run leaves a mark in the output folder: a list of the files that it wrote, with digests of their contents
(`output_mark`). A later run replaces or removes only files that still have the listed content. It never changes any
other file: if such a file has the path of a new file, the run does not write anything.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import stat
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible_path
from gonogo.source.files.output_mark import Written, is_inside, parse_mark, write_mark

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from gonogo.source.files.output_mark import MarkKind

_MAX_MARK = 64 << 20
_SHOWN = 3


def list_files(folder: Path) -> dict[str, Path]:
    """Every file below a folder, keyed by its path relative to the folder.

    Follows links, as builders do, but never in a circle. Skips hidden links to missing files, which editors create
    while a file is open. Folders can be nested to any depth.
    """
    files: dict[str, Path] = {}
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while waiting:
        place, around = waiting.pop()
        own, names = _list_folder(place)
        if own in around:
            continue
        below = [name for name in names if (place / name).is_dir()]
        waiting += [(place / name, around | {own}) for name in reversed(below) if name not in ("__pycache__", ".git")]
        for name in sorted(set(names) - {*below, ".git"}):  # in a submodule, .git is a file
            is_left_behind = name.startswith(".") and (place / name).is_symlink() and not (place / name).is_file()
            if not is_left_behind:
                files[(place / name).relative_to(folder).as_posix()] = place / name
    return files


def _list_folder(folder: Path) -> tuple[tuple[int, int], list[str]]:
    """The device and inode of a folder, and the sorted names in it; no names if the folder is missing or unreadable."""
    try:
        status = folder.stat()
        return (status.st_dev, status.st_ino), sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return (0, 0), []


def write_folder(target: Path, files: Mapping[str, bytes | Path], kind: MarkKind) -> None:
    """Writes these files to the folder. They replace the files of an earlier run.

    Raises GonogoError, before anything is changed, if this would overwrite or delete a file that no earlier run wrote.
    """
    stage = Stage(target, kind)
    try:
        for path, content in files.items():
            place = stage.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copyfile(content, place)
            else:
                place.write_bytes(content)
        stage.publish()
    finally:
        stage.discard()


class Stage:
    """A new folder beside an output folder. `publish` moves the files in `folder` to `target`.

    Until then, `target` does not change. `discard` only removes `folder`. Raises GonogoError if `target` has files but
    no mark, or if somebody changed the files that its mark lists.
    """

    def __init__(self, target: Path, kind: MarkKind) -> None:
        self.target = target
        self._kind = kind
        _require_ours(target, kind, _read_mark(target, kind), ())
        self._made = [parent for parent in target.parents if not parent.exists()]
        self.folder = _make_beside(target)

    def publish(self) -> None:
        """Moves the files into `target`. They replace the files of an earlier run.

        Raises GonogoError, before anything is changed, if another file is in the way.
        """
        new = _digest_all(self.folder, self._kind)
        with _lock(self.target.parent):
            earlier = _read_mark(self.target, self._kind)
            _require_ours(self.target, self._kind, earlier, new)
            _require_writable(self.target, {*new, *(path for path, _ in earlier)})
            with _uninterrupted():
                self._replace(earlier, new)

    def _replace(self, earlier: Written, new: Mapping[str, str]) -> None:
        self.target.mkdir(exist_ok=True)
        self._mark(earlier.union(new.items()))  # if the run is interrupted, the mark lists both old and new files
        _remove(self.target, {path for path, _ in earlier} - new.keys())
        for path in new:
            (self.target / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).replace(self.target / path)
        self._mark(frozenset(new.items()))

    def discard(self) -> None:
        """Removes `folder`, and the folders above it that were created for it, if they are empty."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            for parent in self._made:
                parent.rmdir()

    def _mark(self, written: Written) -> None:
        place = self.folder / self._kind.name
        place.write_bytes(write_mark(self._kind, written))
        place.replace(self.target / self._kind.name)


def _make_beside(target: Path) -> Path:
    """A new folder in the parent folder of `target`, on the same file system, so that files can be moved to `target`.

    Raises GonogoError if this is not possible.
    """
    parent = target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and target.stat().st_dev != parent.stat().st_dev:
            hint = f"name a folder in it: {visible_path(target / 'site')}"
            raise GonogoError(f"{visible_path(target)} is on another file system than its parent folder", hint)
        return Path(tempfile.mkdtemp(prefix=".gonogo-", dir=parent))
    except OSError as error:
        hint = "name a folder whose parent you can write to"
        raise GonogoError(f"cannot write beside {visible_path(target)}: {error.strerror}", hint) from error


def _read_mark(target: Path, kind: MarkKind) -> Written:
    """The files that an earlier run wrote, from the mark of the folder; none if the folder is missing or empty.

    Raises GonogoError if the folder has files but no mark, or an incorrect mark.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise GonogoError(f"{visible_path(target)} is not a folder", "name a new folder")
    mark = target / kind.name
    if not os.path.lexists(mark):
        if target.is_dir() and (names := sorted(entry.name for entry in target.iterdir())):
            message = f"{visible_path(target)} contains files that no earlier {kind.run} wrote: {_name(names)}"
            raise GonogoError(message, "remove the folder yourself if it is not needed, or name a new or empty folder")
        return frozenset()
    written = None
    if _is_file(mark):
        with mark.open("rb") as stream:
            content = stream.read(_MAX_MARK + 1)
        written = parse_mark(kind, content) if len(content) <= _MAX_MARK else None
    if written is None:
        hint = "remove the folder yourself if it is not needed, or name a new one"
        shown = visible_path(mark)
        raise GonogoError(f"{shown} is not a list of the files in its folder, as gonogo {kind.run} writes it", hint)
    return written


def _require_ours(target: Path, kind: MarkKind, earlier: Written, new: Collection[str]) -> None:
    """Raises GonogoError if the run would replace or remove a file other than those of an earlier run.

    A file that was changed after the earlier run wrote it counts as another file.
    """
    known: dict[str, set[str]] = {}
    for path, digest in earlier:
        known.setdefault(path, set()).add(digest)
    hint = "move it away, or remove the folder yourself if it is not needed"
    if foreign := {step for path in {*known, *new} if (step := _find_foreign(target, path, known, new))}:
        raise GonogoError(f"no earlier {kind.run} wrote {_name(sorted(foreign))} in {visible_path(target)}", hint)
    if changed := [path for path in sorted(known) if _is_changed(target / path, known[path])]:
        raise GonogoError(f"{visible_path(target)} was changed after gonogo wrote it: {_name(changed)}", hint)


def _require_writable(target: Path, paths: Iterable[str]) -> None:
    """Raises GonogoError if the run could not replace or remove one of these files.

    This is checked before the run, because it must not stop halfway.
    """
    folders = {target / parent for path in paths for parent in PurePosixPath(path).parents}
    for folder in sorted(filter(_is_folder, folders)):
        if not os.access(folder, os.W_OK | os.X_OK) or folder.stat().st_dev != target.stat().st_dev:
            hint = "make it writable, or name a new folder"
            message = f"{visible_path(folder)} is read-only, or on another file system than {visible_path(target)}"
            raise GonogoError(message, hint)


def _find_foreign(target: Path, path: str, known: Collection[str], new: Collection[str]) -> str | None:
    """The first path, from the top, where a file or folder that no earlier run wrote is in the way.

    Returns None if there is none.
    """
    for step in map(str, (*reversed(PurePosixPath(path).parents[:-1]), path)):
        place = target / step
        if _is_folder(place):
            is_ours = step != path or path not in new or _holds_only(place, target, known)
        else:
            is_ours = step in known or not os.path.lexists(place)
        if not is_ours:
            return step
    return None


def _is_changed(place: Path, digests: Collection[str]) -> bool:
    return os.path.lexists(place) and not _is_folder(place) and _digest(place) not in digests


def _holds_only(folder: Path, target: Path, known: Iterable[str]) -> bool:
    """Whether an earlier run wrote a folder and everything below it. The folder may be empty."""
    files = {target / path for path in known}
    folders = {parent for file in files for parent in file.parents}
    for place, inner, names in os.walk(folder):
        links = [name for name in inner if Path(place, name).is_symlink()]
        if Path(place) not in folders or not files.issuperset(Path(place, name) for name in (*names, *links)):
            return False
    return True


def _remove(target: Path, paths: Iterable[str]) -> None:
    """Removes files, and the folders that are empty afterwards."""
    folders: set[PurePosixPath] = set()
    for path in paths:
        if not _is_folder(target / path):
            if os.path.lexists(target / path):  # False if, after an interrupted run, a folder of the path is a file
                (target / path).unlink()
            folders.update(PurePosixPath(path).parents[:-1])
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):  # the folder is not empty, or does not exist
            (target / folder).rmdir()


def _digest_all(folder: Path, kind: MarkKind) -> dict[str, str]:
    """The digest of every file below a folder, keyed by path.

    Raises GonogoError if a file cannot be an output file: a link, a pipe, the mark itself, or a path into `.git`.
    """
    digests = {}
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted((*names, *links)):
            file = Path(place, name)
            path = file.relative_to(folder).as_posix()
            digest = _digest(file)
            if digest is None or path == kind.name or not is_inside(path):
                hint = "see the plugins and hooks in mkdocs.yml"
                raise GonogoError(f"{_name([path])} cannot be an output file", hint)
            digests[path] = digest
    return digests


def _digest(file: Path) -> str | None:
    """The SHA-256 of a file; None if it is not a regular file."""
    if not _is_file(file):
        return None
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Waits until no other run changes an output folder in this folder, if the system supports locks.

    If two runs moved files into the same folder at the same time, some files would not be listed in the mark.
    """
    if sys.platform == "win32":
        yield
        return
    with ExitStack() as stack:
        with suppress(OSError):  # the folder cannot be read, or the file system does not support locks
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Delays Ctrl-C and termination signals, if the system supports it, while files are moved.

    This takes some milliseconds.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_file(place: Path) -> bool:
    """Whether a path is a regular file and not a link. Reading another type of file, such as a pipe, may never end."""
    try:
        return stat.S_ISREG(place.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _name(paths: Collection[str]) -> str:
    """The first paths, as text for a message, and the number of the other paths."""
    shown = ", ".join(visible_path(path) for path in list(paths)[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown

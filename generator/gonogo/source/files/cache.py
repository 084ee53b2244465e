"""The cache: results stored under the ids of the git objects from which they are derived, so they are never outdated.

The key of an entry includes a digest of gonogo's modules, Python, the YAML parser, git and ssh-keygen. So after an
update of one of them, older entries are not found. A cache file that cannot be used is ignored: for example, if it is
damaged, locked, owned by another user, or on a full disk. The user can delete the file at any time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import zlib
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import yaml

from gonogo.source.git.repository import find_repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")
VARIABLE = "GONOGO_CACHE"
MAX_BYTES = 128 << 20
_NAME = "history-1.sqlite"
_SECONDS = 0.5  # seconds to wait for another process
_MARK = 16
_SCHEMA = "CREATE TABLE IF NOT EXISTS entries (kind TEXT, id TEXT, value BLOB, PRIMARY KEY (kind, id))"


def find_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """The user's folder for the cache; None if `GONOGO_CACHE` is empty, or if the environment does not name a folder.

    A relative path is ignored, because it would depend on the working directory.
    """
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    if platform == "win32":
        usual = environment.get("LOCALAPPDATA") or ""
    elif platform == "darwin":
        usual = f"{home}/Library/Caches" if home else ""
    else:
        usual = environment.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else "")
    named = environment.get(VARIABLE)
    folder = Path(usual, "gonogo") if named is None else Path(named)
    return folder if folder.is_absolute() else None


def open_cache(environment: Mapping[str, str], root: Path) -> Cache | None:
    """The user's cache for the project at `root`; None if no cache can be used.

    A folder inside the repository is not used, because anybody could add it with a commit. Nor is a folder to which
    other users can write.
    """
    folder = find_folder(environment)
    repository = find_repository(root.resolve())
    if folder is None or repository is None:
        return None
    try:
        if folder.resolve().is_relative_to(repository.top.resolve()):
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / _NAME
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
        return Cache(file, _digest(file)) if _is_own(folder) and _is_own(file) else None
    except (OSError, RuntimeError):  # before Python 3.13, links that form a circle cause a RuntimeError
        return None


def _is_own(place: Path) -> bool:
    """Whether the current user owns a file or folder, and nobody else can write to it.

    Always True on Windows, where the folders of a user are private.
    """
    status = place.stat()
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o022)


def _digest(file: Path) -> str:
    """A digest of an entry's dependencies other than git objects: this package, Python, the parser, git, ssh-keygen."""
    programs = [_find_program(name) for name in ("git", "ssh-keygen")]
    return _hash((_digest_package(file), sys.version_info, yaml.__version__, programs))


def _digest_package(file: Path) -> str:
    """A digest of the contents of this package's modules, which is kept in the cache file itself.

    Reading the contents takes 6 ms, a tenth of the run time of `gonogo status`. They are read again if a path, a size
    or a time differs. The same version in another folder, for example in the next run in CI, has the same digest.
    """
    package = str(Path(__file__).parents[2])
    modules = sorted(_list_modules(package))
    cache, stamp = Cache(file, "package"), _hash(modules)
    if kept := cache.find("digest", stamp):
        return kept.decode("ascii")
    contents = [(path.removeprefix(package), Path(path).read_bytes()) for path, *_ in modules]
    digest = _hash(contents)
    cache.keep("digest", stamp, digest.encode("ascii"))
    return digest


def _hash(values: object) -> str:
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=_MARK).hexdigest()


def _list_modules(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Each module below a folder: path, size and times. Python, too, reads a module again if these differ."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns, status.st_ctime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _list_modules(entry.path)


def _find_program(name: str) -> tuple[str, int, int] | None:
    """Path, size and time of the first executable file with this name in PATH; None if there is none."""
    # Not `shutil.which`, because its import takes 1 ms in each command.
    for place in (Path(folder, name + end) for folder in os.get_exec_path() for end in ("", ".exe")):
        with suppress(OSError):
            status = place.stat()
            if stat.S_ISREG(status.st_mode) and os.access(place, os.X_OK):
                return str(place), status.st_size, status.st_mtime_ns
    return None


class Cache:
    """Contents stored by kind and key in one file. The contents have at most `most` bytes in total, compressed."""

    def __init__(self, file: Path, digest: str, most: int = MAX_BYTES) -> None:
        self._file = file
        self._digest = digest
        self._most = most

    def find(self, kind: str, key: str) -> bytes | None:
        """The stored content; None if there is none, or if it is damaged."""
        entry = self.find_first(kind, (key,))
        return entry[1] if entry else None

    def find_first(self, kind: str, keys: Iterable[str]) -> tuple[str, bytes] | None:
        """The first of these keys that has a stored content, with this content; None if no key has one."""

        def find(store: sqlite3.Connection) -> tuple[str, bytes] | None:
            found = ((key, self._read(store, kind, key)) for key in keys)
            return next(((key, content) for key, content in found if content is not None), None)

        return self._use(find)

    def find_all(self, kind: str, keys: Iterable[str]) -> list[bytes | None]:
        """The stored content of each key, in this order; None for a key without content."""
        keys = tuple(keys)
        return self._use(lambda store: [self._read(store, kind, key) for key in keys]) or [None for _ in keys]

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Stores a content if possible. If there is no space left, the oldest contents are deleted."""
        self.keep_all([(kind, key, content)])

    def keep_all(self, contents: Iterable[tuple[str, str, bytes]]) -> None:
        """Stores contents, each with its kind and key, in one transaction. The last content counts as the newest."""
        rows = [(self._kind(kind), key, self._pack(kind, key, content)) for kind, key, content in contents]

        def write(store: sqlite3.Connection) -> None:
            with store:
                small = (row for row in rows if len(row[2]) <= self._most // 2)
                store.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", small)
                sizes = store.execute("SELECT rowid, length(value) FROM entries ORDER BY rowid DESC").fetchall()
                total = 0
                for row, size in sizes:
                    total += size or 0  # the length of NULL is NULL
                    if total > self._most:
                        store.execute("DELETE FROM entries WHERE rowid = ?", (row,))

        self._use(write)

    def _read(self, store: sqlite3.Connection, kind: str, key: str) -> bytes | None:
        rows = store.execute("SELECT value FROM entries WHERE kind = ? AND id = ?", (self._kind(kind), key))
        for (value,) in rows:
            if isinstance(value, bytes) and value[:_MARK] == self._mark(kind, key, value[_MARK:]):
                return zlib.decompress(value[_MARK:])
        return None

    def _pack(self, kind: str, key: str, content: bytes) -> bytes:
        packed = zlib.compress(content, 1)
        return self._mark(kind, key, packed) + packed

    def _kind(self, kind: str) -> str:
        return f"{self._digest} {kind}"

    def _mark(self, kind: str, key: str, packed: bytes) -> bytes:
        """A digest of the content and its key. If it does not match, the entry is damaged."""
        return blake2b(
            f"{self._kind(kind)}\0{key}\0".encode("utf-8", "surrogateescape") + packed, digest_size=_MARK
        ).digest()

    def _use(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """The result of `work`; None if the file cannot be used. Deletes a damaged file."""
        try:
            store = sqlite3.connect(self._file, timeout=_SECONDS)
            try:
                store.execute("PRAGMA synchronous = OFF")  # fast; `_mark` finds entries damaged by a power failure
                store.execute(_SCHEMA)
                return work(store)
            finally:
                store.close()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return None
        except (OSError, sqlite3.Error):
            return None

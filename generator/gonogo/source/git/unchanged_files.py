"""The files in the working tree that git considers unchanged although their bytes differ from the stored bytes.

git converts files when it writes and reads them: line ends (`core.autocrlf`, and `text` and `eol` in .gitattributes),
encodings, `ident`, and filters such as Git LFS. Here, git itself converts the files, with their attributes and the few
user settings that matter. Filters are not run, because a clone can configure any command as a filter. A file with a
filter is considered unchanged if it still has exactly the times and the size that git recorded when it wrote the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.new_commit import run_git_here
from gonogo.source.git.process import run_git
from gonogo.source.git.staged_files import copy_index
from gonogo.source.git.store import lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.source.git.store import GitStore

_SETTINGS = ("core.autocrlf", "core.eol")
_WORD = re.compile(r"[a-z0-9]+")
# An index entry as `git ls-files --stage --debug -z` prints it. A file without a complete entry counts as changed.
_ENTRY = re.compile(
    rb"(?:100644|100755) (?P<blob>[0-9a-f]+) 0\t(?P<path>[^\0]+)\0"
    rb"\s*ctime: (?P<ctime>\d+:\d+)\s+mtime: (?P<mtime>\d+:\d+)"
    rb"\s+dev: \d+\s+ino: (?P<inode>\d+)\s+uid: \d+\s+gid: \d+\s+size: (?P<size>\d+)\s"
)
_32_BITS = 0xFFFF_FFFF


def find_unchanged(store: GitStore, blobs: Mapping[str, str]) -> frozenset[str]:
    """The paths whose files git considers equal to the given blobs. `blobs` has the id of a blob for each project path.

    Starts four or five processes, so pass only files whose bytes differ.
    """
    top, folder = store.repository.top, store.folder.parent / "with-attributes"
    prefix = store.folder_of_project
    wanted = {f"{prefix}{path}": blob for path, blob in blobs.items()}
    try:
        _lay_out(folder, store)
        if not all(_has_plain_attributes(top, path) for path in wanted):
            return frozenset()
        found = _convert(folder, top, wanted)
        if found != wanted.keys():
            found |= _compare_times(folder, store, wanted)
    except (GonogoError, OSError):  # for example, an old version of git: then all files count as changed
        return frozenset()
    return frozenset(path.removeprefix(prefix) for path in found)


def _lay_out(folder: Path, store: GitStore) -> None:
    """Makes a repository for git to run in.

    It has the attributes of the clone, but no other part of its configuration.
    """
    lay_out(folder, store.repository, is_sha256=len(store.head) == 64)
    attributes = store.repository.shared / "info" / "attributes"
    if attributes.is_file():
        (folder / "info").mkdir()
        (folder / "info" / "attributes").write_bytes(attributes.read_bytes())


def _has_plain_attributes(top: Path, path: str) -> bool:
    """Whether every `.gitattributes` that applies to a file is a regular file: git would wait forever for a pipe."""
    places = [top / folder / ".gitattributes" for folder in Path(path).parents]
    return all(place.is_file() or not place.exists() for place in places)


def _convert(folder: Path, top: Path, wanted: Mapping[str, str]) -> set[str]:
    """The paths of files that are equal to the wanted blobs after git's conversions."""
    words = [part for setting in (*_read_settings(top), "core.safecrlf=false") for part in ("-c", setting)]
    with run_git(folder, (*words, "hash-object", "--stdin-paths"), wanted, top=top) as stream:
        hashed = stream.read().decode("ascii").split()
    return {path for path, blob in zip(wanted, hashed, strict=True) if blob == wanted[path]}


def _read_settings(top: Path) -> list[str]:
    """The settings of the user and of the clone that affect conversions."""
    settings = []
    for name in _SETTINGS:
        value = run_git_here(top, "config", "--get", name)[1].strip().lower()
        if _WORD.fullmatch(value):
            settings.append(f"{name}={value}")
    file = run_git_here(top, "config", "--type=path", "--get", "core.attributesFile")[1].strip()
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ.get("HOME", ""), ".config")  # noqa: PTH118
    return [*settings, f"core.attributesFile={file or f'{home}/git/attributes'}"]


def _compare_times(folder: Path, store: GitStore, wanted: Mapping[str, str]) -> set[str]:
    """The paths of files that git wrote from the wanted blobs, and that have not changed since.

    The index records the times and sizes with which git wrote them.
    """
    index = store.repository.git / "index"
    if not index.is_file():
        return set()
    copy_index(index, store.repository, folder)
    with run_git(folder, ("ls-files", "--stage", "--debug", "-z", "--", *wanted), top=store.repository.top) as stream:
        entries = {os.fsdecode(match["path"]): match for match in _ENTRY.finditer(stream.read())}
    return {
        path
        for path, blob in wanted.items()
        if path in entries
        and entries[path]["blob"].decode("ascii") == blob
        and _is_as_noted(store.repository.top / path, entries[path])
    }


def _is_as_noted(file: Path, entry: re.Match[bytes]) -> bool:
    """Whether a file still has the times, in nanoseconds, the inode and the size of an index entry."""
    status = file.lstat()
    times = [b"%d:%d" % divmod(at, 1_000_000_000) for at in (status.st_ctime_ns, status.st_mtime_ns)]
    numbers = [int(entry["inode"]), int(entry["size"])]
    return times == [entry["ctime"], entry["mtime"]] and numbers == [
        status.st_ino & _32_BITS,
        status.st_size & _32_BITS,
    ]

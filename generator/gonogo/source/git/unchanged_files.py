"""Which files of the working tree are unchanged although their bytes differ from the bytes that git stores.

git converts files as it writes and as it reads them: line ends (`core.autocrlf`, `text` and `eol` in .gitattributes),
encodings, `ident`, and filters such as that of Git LFS. git itself converts here, with the attributes and the few
settings of the user on which that depends. No filter is run, since a clone can configure any command as one: a file
with a filter is unchanged if it still has exactly the time and the size that git noted when it wrote the file.
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
# As `git ls-files --stage --debug -z` prints an entry of the index; without all of it a file counts as changed.
_ENTRY = re.compile(
    rb"(?:100644|100755) (?P<blob>[0-9a-f]+) 0\t(?P<path>[^\0]+)\0"
    rb"\s*ctime: (?P<ctime>\d+:\d+)\s+mtime: (?P<mtime>\d+:\d+)"
    rb"\s+dev: \d+\s+ino: (?P<inode>\d+)\s+uid: \d+\s+gid: \d+\s+size: (?P<size>\d+)\s"
)
_32_BITS = 0xFFFF_FFFF


def find_unchanged(store: GitStore, blobs: Mapping[str, str]) -> frozenset[str]:
    """The files among these that git takes for the blobs beside their project-relative paths.

    Cost: four or five processes, so ask only about files whose bytes differ.
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
    except (GonogoError, OSError):  # git is old, or has other messages: the file counts as changed
        return frozenset()
    return frozenset(path.removeprefix(prefix) for path in found)


def _lay_out(folder: Path, store: GitStore) -> None:
    """A repository for the process that has the attributes of the clone, and nothing else of its configuration."""
    lay_out(folder, store.repository, is_sha256=len(store.head) == 64)
    attributes = store.repository.shared / "info" / "attributes"
    if attributes.is_file():
        (folder / "info").mkdir()
        (folder / "info" / "attributes").write_bytes(attributes.read_bytes())


def _has_plain_attributes(top: Path, path: str) -> bool:
    """Whether no `.gitattributes` that is for a file is a pipe or the like, for which git would wait."""
    places = [top / folder / ".gitattributes" for folder in Path(path).parents]
    return all(place.is_file() or not place.exists() for place in places)


def _convert(folder: Path, top: Path, wanted: Mapping[str, str]) -> set[str]:
    """The files that are the wanted blobs after the conversions of git."""
    words = [part for setting in (*_read_settings(top), "core.safecrlf=false") for part in ("-c", setting)]
    with run_git(folder, (*words, "hash-object", "--stdin-paths"), wanted, top=top) as stream:
        hashed = stream.read().decode("ascii").split()
    return {path for path, blob in zip(wanted, hashed, strict=True) if blob == wanted[path]}


def _read_settings(top: Path) -> list[str]:
    """The settings of the user and the clone on which conversions of files depend."""
    settings = []
    for name in _SETTINGS:
        value = run_git_here(top, "config", "--get", name)[1].strip().lower()
        if _WORD.fullmatch(value):
            settings.append(f"{name}={value}")
    file = run_git_here(top, "config", "--type=path", "--get", "core.attributesFile")[1].strip()
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ.get("HOME", ""), ".config")  # noqa: PTH118
    return [*settings, f"core.attributesFile={file or f'{home}/git/attributes'}"]


def _compare_times(folder: Path, store: GitStore, wanted: Mapping[str, str]) -> set[str]:
    """The files that git has written from the wanted blobs and that nobody has written since, by the index."""
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
    """Whether a file has the times to the nanosecond, the inode and the size of an entry of the index."""
    status = file.lstat()
    times = [b"%d:%d" % divmod(at, 1_000_000_000) for at in (status.st_ctime_ns, status.st_mtime_ns)]
    numbers = [int(entry["inode"]), int(entry["size"])]
    return times == [entry["ctime"], entry["mtime"]] and numbers == [
        status.st_ino & _32_BITS,
        status.st_size & _32_BITS,
    ]

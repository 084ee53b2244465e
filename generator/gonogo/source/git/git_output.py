"""Parsers for the output of `git log`, `git cat-file`, `git ls-tree` and `git diff-tree`, by position and length.

With `-z`, a NUL ends each part of the output. No part can contain a NUL, because git ends a message at its first NUL.
The parts of a commit are those in FORMAT, with two parts for each trailer. They are followed by the changes. For a
commit with one parent, these are a line end, and then a raw line and its paths for each file. For a merge, these are an
empty part and the combined lines (git-diff-tree(1), "RAW OUTPUT FORMAT" and "DIFF FORMAT FOR MERGES").
"""

from __future__ import annotations

import hashlib
import re
from itertools import islice, takewhile
from typing import IO, TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.model.commits import Commit, FileChange, FileVersion, Ident, PathDifference, version_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PEOPLE = "%an%x00%ae%x00%at%x00%ad%x00%cn%x00%ce%x00%ct%x00%cd"
_TRAILERS = "%(trailers:only=true,unfold=true,separator=%x00,key_value_separator=%x00)"
FORMAT = ("--date=raw", f"--format=%H%x00%P%x00{_PEOPLE}%x00%s%x00%b%x00{_TRAILERS}%x00")
_CHUNK = 1 << 18
_HEADER_PARTS = 12
# A name may contain any character except a line feed. The digits are limited, because a commit can contain any number.
_IDENT = re.compile(rb"([^\n]*?) ?<([^\n>]*)>[^\n]*?(?: (-?[0-9]{1,18}) ([+-][0-9]{1,6}))?")
FOLDER_MODE = "040000"
"""The mode of a folder in a tree, as `git ls-tree` prints it."""
_ROWS = {length: re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % length, re.DOTALL) for length in (20, 32)}


class _Texts(dict[bytes, str]):
    """Decoded strings, keyed by their bytes. Each is decoded once, because names and paths occur thousands of times."""

    def __init__(self, errors: str) -> None:
        super().__init__()
        self.errors = errors

    def __missing__(self, raw: bytes) -> str:
        text = self[raw] = raw.decode("utf-8", self.errors)
        return text


class _Parts:
    """The parts of a stream, in order. Methods raise EOFError if the stream ends too early."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.parts = self._split()
        self.path = _Texts("surrogateescape")
        self.name = _Texts("backslashreplace")

    def _split(self) -> Iterator[bytes]:
        rest = b""
        while chunk := self.stream.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from whole
        if rest:
            yield rest

    def take(self) -> bytes:
        for part in self.parts:
            return part
        raise EOFError

    def take_some(self, count: int) -> list[bytes]:
        taken = list(islice(self.parts, count))
        if len(taken) < count:
            raise EOFError
        return taken


def parse_log(stream: IO[bytes], prefix: int, read_idents: Callable[[str], tuple[Ident, Ident]]) -> Iterator[Commit]:
    """The commits, in the order of the stream. The first `prefix` bytes of each path are removed.

    `read_idents` returns the author and the committer of a commit with a date that git cannot read.
    """
    parts = _Parts(stream)
    oid = next(parts.parts, b"")
    while oid:
        parents, *people, subject, body = parts.take_some(_HEADER_PARTS - 1)
        trailers = tuple(_take_trailers(parts))
        changes, following = _take_changes(parts, prefix)
        commit = oid.decode("ascii")
        author, committer = _make_idents(people, parts.name) or read_idents(commit)
        yield Commit(
            oid=commit,
            parents=tuple(parents.decode("ascii").split()),
            author=author,
            committer=committer,
            subject=_text(subject),
            body=_text(body),
            trailers=trailers,
            changes=changes,
        )
        oid = following


def _take_trailers(parts: _Parts) -> Iterator[tuple[str, str]]:
    """The trailers, up to the empty part that ends them. A commit without trailers only has the empty part."""
    key = parts.take()
    if not key:
        parts.take()
    while key:
        yield parts.name[key], _text(parts.take())
        key = parts.take()


def _take_changes(parts: _Parts, prefix: int) -> tuple[tuple[FileChange, ...], bytes]:
    """The changes of a commit, and the part after them: the id of the next commit, or an empty part at the end."""
    changes = []
    for part in parts.parts:
        if part.startswith((b":", b"\n:")):
            changes.append(_take_change(part.lstrip(b"\n"), parts, prefix))
        elif part:
            return tuple(changes), part
    return tuple(changes), b""


def _take_change(part: bytes, parts: _Parts, prefix: int) -> FileChange:
    """The change in a raw line, `:modes ids status`, and in the paths that follow the line."""
    fields = part.decode("ascii").lstrip(":").split(" ")
    parents = len(fields) // 2 - 1
    status = "".join(filter(str.isalpha, fields[-1]))
    if part.startswith(b"::"):
        paths = [parts.path[path[prefix:]] for path in parts.take_some(parents + 1)]
    else:
        old = parts.path[parts.take()[prefix:]]
        paths = [old, parts.path[parts.take()[prefix:]] if status in ("R", "C") else old]
    *before, after = map(version_at, paths, fields[parents + 1 : -1], fields)
    return FileChange(paths[-1], status, tuple(before), after)


def _make_idents(people: list[bytes], names: _Texts) -> tuple[Ident, Ident] | None:
    """The author and the committer, from four parts each; None if git cannot read a date."""
    author = _make_ident(people[:4], names)
    committer = author if people[:4] == people[4:] else _make_ident(people[4:], names)
    return (author, committer) if author and committer else None


def _make_ident(parts: list[bytes], names: _Texts) -> Ident | None:
    name, email, seconds, date = parts
    read, _, zone = date.partition(b" ")
    return Ident(names[name], names[email], int(seconds), names[zone]) if seconds and read == seconds else None


def parse_idents(commit: bytes) -> tuple[Ident, Ident]:
    """The author and the committer of a stored commit. Parts that cannot be read are empty or None."""
    lines = commit.partition(b"\n\n")[0].split(b"\n")
    return _parse_ident(lines, b"author "), _parse_ident(lines, b"committer ")


def _parse_ident(lines: list[bytes], key: bytes) -> Ident:
    line = next((line for line in lines if line.startswith(key)), b"").removeprefix(key)
    match = _IDENT.fullmatch(line)
    if not match:
        return Ident(_text(line), "", None, "")
    name, email, seconds, zone = match.groups()
    return Ident(_text(name), _text(email), None if seconds is None else int(seconds), _text(zone or b""))


def parse_differences(stream: IO[bytes], count: int, folder: str) -> Iterator[dict[str, PathDifference]]:
    """For each of the `count` pairs that git compared, the differences by path. `folder` is put before each path.

    git prints a line with both ids before the raw lines of a pair, without a NUL after it.
    """
    parts = _Parts(stream)
    differences: dict[str, PathDifference] = {}
    seen = 0
    for part in parts.parts:
        *heads, raw = part.split(b"\n")
        for _ in heads:
            if seen:
                yield differences
            seen, differences = seen + 1, {}
        if raw:
            mode, new_mode, oid, new_oid, _ = raw[1:].decode("ascii").split(" ")
            differences[folder + parts.path[parts.take()]] = PathDifference(mode, oid, new_mode, new_oid)
    if seen != count:
        raise EOFError
    if seen:
        yield differences


def parse_tree(stream: IO[bytes], prefix: int) -> Iterator[FileVersion]:
    """The files that `git ls-tree -z` prints. The first `prefix` bytes of each path are removed."""
    parts = _Parts(stream)
    for part in parts.parts:
        about, _, path = part.partition(b"\t")
        mode, _, oid = about.decode("ascii").split(" ")
        yield FileVersion(parts.path[path[prefix:]], oid, mode)


def parse_objects(stream: IO[bytes], most: int, forged: set[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """The ids and contents of the objects that `git cat-file --batch` prints. A content is cut to `most` bytes.

    If `forged` is given, each object is hashed. If the hash differs from the id, the id is added to `forged`.
    """
    while head := stream.readline():
        oid, kind, size = _parse_head(head)
        content = stream.read(min(size, most))
        digest = None if forged is None else _begin_hash(oid, f"{kind} {size}\0".encode() + content)
        for skipped in _take_chunks(stream, size - len(content)):
            if digest:
                digest.update(skipped)
        if forged is not None and digest and digest.hexdigest() != oid:
            forged.add(oid)
        yield oid, content


def hash_objects(stream: IO[bytes], forged: set[str]) -> Iterator[tuple[str, str]]:
    """The ids of the objects that `git cat-file --batch` prints, each with the SHA-256 of the whole content.

    If the hash of an object differs from its id, the id is added to `forged`. Objects are read in chunks, to save
    memory.
    """
    while head := stream.readline():
        oid, kind, size = _parse_head(head)
        name, digest = _begin_hash(oid, f"{kind} {size}\0".encode()), hashlib.sha256()
        for chunk in _take_chunks(stream, size):
            name.update(chunk)
            digest.update(chunk)
        if name.hexdigest() != oid:
            forged.add(oid)
        yield oid, digest.hexdigest()


def _parse_head(line: bytes) -> tuple[str, str, int]:
    """The id, type and size of an object. Raises GonogoError if the repository does not have the object."""
    name, _, size = line.decode("utf-8", "backslashreplace").rstrip("\n").rpartition(" ")
    if size == "missing":
        raise GonogoError(f"the repository lacks an object of its history: {name}", "run git fsck to list the damage")
    oid, _, kind = name.partition(" ")
    return oid, kind, int(size)


def _take_chunks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The next `size` bytes, in chunks. Also reads the line end after them."""
    remaining = size
    while remaining and (chunk := stream.read(min(remaining, _CHUNK))):
        remaining -= len(chunk)
        yield chunk
    if remaining or not stream.read(1):
        raise EOFError


def _begin_hash(oid: str, start: bytes) -> hashlib._Hash:
    """A hash object for the id of an object, to which `start` was added.

    It is a SHA-256 if ids have 64 digits, otherwise a SHA-1.
    """
    return hashlib.sha256(start) if len(oid) == 64 else hashlib.sha1(start, usedforsecurity=False)


def parse_links(commit: bytes) -> tuple[str, tuple[str, ...]]:
    """The id of the tree and the ids of the parents of a stored commit."""
    first, *lines = commit.partition(b"\n\n")[0].split(b"\n")
    parents = takewhile(lambda line: line.startswith(b"parent "), lines)
    return _text(first.removeprefix(b"tree ")), tuple(_text(line.removeprefix(b"parent ")) for line in parents)


def parse_rows(tree: bytes, id_bytes: int) -> list[tuple[bytes, bytes, bytes]]:
    """The mode, the name and the raw id of each row of a stored tree."""
    return _ROWS[id_bytes].findall(tree)


def canonical_mode(mode: bytes) -> str:
    """The mode as git prints it. A stored tree can write the same mode with other digits, and with leading zeros."""
    bits = int(mode, 8)
    match bits & 0o170000:
        case 0o100000:
            return "100755" if bits & 0o100 else "100644"
        case 0o120000:
            return "120000"
        case 0o040000:
            return FOLDER_MODE
        case _:
            return "160000"


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")

"""The mark of an output folder: a file that lists the files that a run wrote, with their SHA-256.

Anybody can write a mark, so a mark alone never permits deleting a file: a file only counts as written by gonogo while
its content has the listed digest. The lines are in the format of sha256sum(1), with paths quoted as in a URL.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote_from_bytes, unquote_to_bytes

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

# Pairs of a path and a digest. While a run replaces files, a path can occur twice, with its old and its new digest.
Written: TypeAlias = frozenset[tuple[str, str]]
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")
_MAX_PATH = 4096  # no system has longer paths, and checking a path of a million folders would take gigabytes of memory


class MarkKind(Frozen):
    """A kind of output folder: the name of its mark, the first line of its mark, and the command that writes it."""

    name: str
    title: str
    run: str


SITE = MarkKind(".gonogo-site", "# gonogo site 1", "build")
TREE = MarkKind(".gonogo-render", "# gonogo tree 1", "render")


def write_mark(kind: MarkKind, written: Iterable[tuple[str, str]]) -> bytes:
    """The content of the mark. The same files always result in the same bytes."""
    lines = (f"{digest}  {quote_from_bytes(os.fsencode(path))}" for path, digest in sorted(written))
    return "".join(f"{line}\n" for line in (kind.title, *lines)).encode("ascii")


def parse_mark(kind: MarkKind, content: bytes) -> Written | None:
    """The files that a mark lists.

    Returns None if this is not a mark of this kind, or if it lists a file outside its folder.
    """
    try:
        title, *lines = content.decode("ascii").removesuffix("\n").split("\n")
        written = [_parse_line(line) for line in lines]
    except ValueError:
        return None
    return frozenset(written) if title == kind.title else None


def _parse_line(line: str) -> tuple[str, str]:
    """The path and the digest in a line. Raises ValueError."""
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(line)
    path = os.fsdecode(unquote_to_bytes(match[2]))
    if len(path) > _MAX_PATH or not is_inside(path):
        raise ValueError(path)
    return path, match[1]


def is_inside(path: str) -> bool:
    """Whether a path with slashes stays inside its folder and does not lead into a `.git`."""
    parts = path.split("/")
    is_plain = Path(path).parts == tuple(parts) and "\0" not in path
    return is_plain and ".." not in parts and ".git" not in (part.casefold() for part in parts)

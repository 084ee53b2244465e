"""Finds the version of a file in a commit by reading the stored trees.

git could find it too, with `commit:path`. But not every path can be written in this syntax, and the answer does not say
whether the path is a file. Here, a path is a list of names, and each name is compared byte by byte with the names in a
tree.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from gonogo.model.commits import FileVersion
from gonogo.source.git.git_output import FOLDER_MODE, canonical_mode, parse_links, parse_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    Read: TypeAlias = Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]

Place: TypeAlias = tuple[str, str]
"""The id of a commit, and a path in the project."""
Row: TypeAlias = tuple[str, str]
"""The mode and the id of a name in a tree."""
_FEW_NAMES = 8


def find_versions(places: Sequence[Place], project: bytes, read: Read) -> list[FileVersion | None]:
    """The version at each place, in this order; None if there is no file, link or submodule.

    `project` is the path of the project in the repository. `read` returns the contents of commits and trees. Each
    commit is read once, and each tree once for each depth at which it occurs.
    """
    names = {path: _split(project, path) for path in {path for _, path in places}}
    rows = dict(_start(places, names, read))
    depth = 0
    while below := [place for place in rows if len(names[place[1]]) > depth]:
        wanted: dict[str, dict[bytes, None]] = {}
        for commit, path in below:
            mode, oid = rows[commit, path]
            if mode == FOLDER_MODE:
                wanted.setdefault(oid, {})[names[path][depth]] = None
        found = {oid: _find_rows(tree, wanted[oid], len(oid) // 2) for oid, tree in read(wanted)}
        for commit, path in below:
            mode, oid = rows.pop((commit, path))
            if mode == FOLDER_MODE and (row := found[oid].get(names[path][depth])):
                rows[commit, path] = row
        depth += 1
    return [_make_version(path, rows.get((commit, path))) for commit, path in places]


def _split(project: bytes, path: str) -> tuple[bytes, ...]:
    """The names on the path from the top of the repository to a project path; () if no tree can contain such a path."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # an invalid surrogate
        return ()
    names = raw.split(b"/")
    return () if {b"", b".", b".."} & {*names} else (*project.split(b"/")[:-1], *names)


def _start(places: Iterable[Place], names: Mapping[str, tuple[bytes, ...]], read: Read) -> Iterator[tuple[Place, Row]]:
    """Each place whose path is possible, with the row of the top folder of its commit."""
    possible = [place for place in places if names[place[1]]]
    tops = {oid: parse_links(content)[0] for oid, content in read(dict.fromkeys(commit for commit, _ in possible))}
    for place in possible:
        yield place, (FOLDER_MODE, tops[place[0]])


def _find_rows(tree: bytes, names: Collection[bytes], id_bytes: int) -> dict[bytes, Row]:
    """The rows of a tree that have these names, keyed by name.

    A name that occurs twice is omitted, because some git commands use the first row and some use both. The result is
    empty for a tree that git cannot have written.
    """
    if len(names) > _FEW_NAMES:
        rows = parse_rows(tree, id_bytes)
        if sum(len(mode) + len(name) + id_bytes + 2 for mode, name, _ in rows) != len(tree):
            return {}
        counts = Counter(name for _, name, _ in rows)
        return {name: (canonical_mode(mode), oid.hex()) for mode, name, oid in rows if counts[name] == 1}
    # Five times as fast as the code above for the usual case, in which a few names of a large folder are needed.
    matches = {name: _pattern(name, id_bytes).fullmatch(tree) for name in names}
    return {name: (canonical_mode(match[1]), match[2].hex()) for name, match in matches.items() if match}


@lru_cache(maxsize=256)
def _pattern(name: bytes, id_bytes: int) -> re.Pattern[bytes]:
    """Matches a whole tree that has exactly one row of this name.

    It matches every row from the start of the tree, so that bytes of an id cannot be mistaken for a row.
    """
    name = re.escape(name)
    others = rb"(?:[0-7]++ (?!%b\0)[^\0]++\0.{%d})*+" % (name, id_bytes)
    return re.compile(others + rb"([0-7]++) %b\0(.{%d})" % (name, id_bytes) + others, re.DOTALL)


def _make_version(path: str, row: Row | None) -> FileVersion | None:
    return FileVersion(path, row[1], row[0]) if row and row[0] != FOLDER_MODE else None

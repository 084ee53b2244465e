"""The introducers of a value: the commits inside a landing that added this value to the file.

The search starts at the landing. From each commit, the search continues at the parents inside the landing that have the
same value. A commit without such a parent is an introducer. So a merge commit is not an introducer if a commit that it
merged has the same value. Merge commits made by a forge are therefore usually not introducers. If a parent outside the
landing has the same value, the introducer restored an old value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit
    from gonogo.trust.line_reader import LineReader


class Introducer(NamedTuple):
    """A commit that introduced a value. `is_restored` means that a parent outside the landing has the same value."""

    commit: Commit
    is_restored: bool


def find_introducers(reader: LineReader, index: int, value_in: Callable[[str], object]) -> tuple[Introducer, ...]:
    """The commits that introduced a landing's value, in the order of the search.

    `value_in` returns the value in a commit, None if there is none. It is called for commits inside the landing, and
    for their parents. `reader` must have read the commits inside the landing.
    """
    return trace_introducers(reader, reader.landings[index].oid, set(reader.inside(index)), value_in)


def trace_introducers(
    reader: LineReader, start: str, inside: AbstractSet[str], value_in: Callable[[str], object]
) -> tuple[Introducer, ...]:
    """The commits that introduced the value of the commit `start`, in the order of the search.

    `inside` are the ids of the commits inside its landing.
    """
    value = value_in(start)
    found = []
    waiting, seen = [start], set()
    while waiting:
        oid = waiting.pop()
        if oid in seen:
            continue
        seen.add(oid)
        same = [parent for parent in reader.parents(oid) if value_in(parent) == value]
        within = [parent for parent in same if parent in inside]
        if within:
            waiting.extend(reversed(within))
        else:
            found.append(Introducer(reader.commit(oid), is_restored=bool(same)))
    return tuple(found)

"""The introducers of a value: the commits inside a landing that first have it.

The search starts at the landing and continues to its parents inside the landing that have the same value. The commits
where it ends introduced the value. So a merge introduces a value only if none of its parents has it, and a merge commit
made by a forge does not introduce values. If a parent outside the landing has the same value, an old one was restored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from gonogo.model.commits import Commit
    from gonogo.trust.line_reader import LineReader


class Introducer(NamedTuple):
    """A commit that introduced a value; `is_restored` if a parent outside the landing has the same value."""

    commit: Commit
    is_restored: bool


def find_introducers(reader: LineReader, index: int, value_in: Callable[[str], object]) -> tuple[Introducer, ...]:
    """The commits that introduced the value in a prefetched landing, in the order of the search.

    `value_in` returns the value in a commit inside the landing, or in a parent of such a commit.
    """
    return trace_introducers(reader, reader.landings[index].oid, set(reader.inside(index)), value_in)


def trace_introducers(
    reader: LineReader, start: str, inside: AbstractSet[str], value_in: Callable[[str], object]
) -> tuple[Introducer, ...]:
    """The commits that introduced the value in the commit `start`, among the commits `inside` its landing."""
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

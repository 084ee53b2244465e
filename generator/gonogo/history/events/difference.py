"""Where two plain trees of one file differ: thing by thing, value by value. Nothing here says what it means.

A thing is whatever has an id of its own: the file itself, a phase, a section, an entry, a person, a contact. What is
left of it without the things below it are its leaves: texts, lists, empty mappings, by their path of keys. Equal trees
have no pairs; from the pairs of two trees and the older one follows the newer one, but for the order of keys, which
has no meaning.
"""

from __future__ import annotations

from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.tree import Plain, PlainTree

if TYPE_CHECKING:
    from gonogo.history.events.levels import Level, Place

Path: TypeAlias = tuple[str, ...]
"""The keys that lead to a leaf from its thing; () where the thing is no mapping."""
Leaves: TypeAlias = dict[Path, Plain]


class Pair(NamedTuple):
    """A thing in both versions; place and leaves are None where it is not there."""

    level: Level
    place_before: Place | None
    place_after: Place | None
    before: Leaves | None
    after: Leaves | None

    @property
    def place(self) -> Place:
        """Where it stands, or stood last."""
        return (self.place_before or ()) if self.place_after is None else self.place_after


def find_pairs(before: PlainTree | None, after: PlainTree | None, level: Level) -> tuple[Pair, ...]:
    """The things that differ: a thing before those below it, in the order of the newer version.

    In each mapping, things that are gone come behind those that are there, in the order of the older version. An
    entry that stands elsewhere is one pair, at its new place.
    """
    pairs: list[Pair] = []
    _compare(before, after, level, (), pairs)
    moved = _match_moved(pairs)
    gone = {id(old) for old in moved.values()}
    found = []
    for pair in pairs:
        if id(pair) in gone:
            continue
        old = moved.get(id(pair))
        found.append(pair if old is None else pair._replace(place_before=old.place_before, before=old.before))
    return tuple(pair for pair in found if (pair.place_before, pair.before) != (pair.place_after, pair.after))


def _compare(before: Plain | None, after: Plain | None, level: Level, place: Place, found: list[Pair]) -> None:
    """Adds the pairs of one thing and all below it. It goes no deeper than levels do.

    Versions that were read one after the other share most of their objects; what is the same object is not looked at.
    """
    if (level.is_entry or not level.holds) and before == after:
        return
    if not _has_same_leaves(before, after, level):
        old_place, new_place = None if before is None else place, None if after is None else place
        found.append(Pair(level, old_place, new_place, find_leaves(before, level), find_leaves(after, level)))
    for name, inner in level.holds.items():
        old, new = find_members(before, name), find_members(after, name)
        if old is new:
            continue
        others = compress(new, map(is_not, map(old.get, new), new.values()))
        gone = () if old.keys() == new.keys() else (key for key in old if key not in new)
        for key in (*others, *gone):
            _compare(old.get(key), new.get(key), inner, (*place, name, key), found)


def _has_same_leaves(before: Plain | None, after: Plain | None, level: Level) -> bool:
    """Whether it can be seen at once that two versions of a thing differ at most in the things that it holds."""
    if not isinstance(before, dict) or not isinstance(after, dict) or before.keys() != after.keys():
        return False
    for key, value in after.items():
        old = before[key]
        if value is not old and not (key in level.holds and is_held(value) and is_held(old)):
            return False
    return True


def find_members(body: Plain | None, name: str) -> PlainTree:
    """The things that a thing holds under a key."""
    held = body.get(name) if isinstance(body, dict) else None
    return held if isinstance(held, dict) else {}


def find_leaves(body: Plain | None, level: Level) -> Leaves | None:
    """The leaves of a thing in document order; what it holds in another shape than things by id is a leaf too."""
    if not isinstance(body, dict):
        return None if body is None else {(): body}
    leaves: Leaves = {}
    # Trees are at most as deep as the reader lets them be; a stack keeps document order when it is filled backwards.
    waiting: list[tuple[Path, Plain]] = [
        ((key,), value) for key, value in reversed(body.items()) if key not in level.holds or not is_held(value)
    ]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict) and value:
            waiting.extend(((*path, key), inner) for key, inner in reversed(value.items()))
        else:
            leaves[path] = value
    return leaves


def is_held(value: Plain) -> bool:
    """Whether a value holds things: a mapping that is not empty."""
    return isinstance(value, dict) and bool(value)


def _match_moved(pairs: list[Pair]) -> dict[int, Pair]:
    """For the `id()` of each pair that is new at its place: the pair of the same entry at the place that it left.

    Ids of entries are unique in a release. Where a broken version has several of one id, they are matched in order.
    """
    if len(pairs) < 2:
        return {}
    left: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.level.is_entry and pair.place_after is None:
            left.setdefault(pair.place[-1], []).append(pair)
    moved = {}
    for pair in pairs:
        if pair.level.is_entry and pair.place_before is None and left.get(pair.place[-1]):
            moved[id(pair)] = left[pair.place[-1]].pop(0)
    return moved

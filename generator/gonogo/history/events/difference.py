"""The subjects in which two versions of a file differ, value by value, without interpretation.

A subject is anything that has its own id: the file itself, a phase, a section, an entry, a person, a contact. The
*leaves* of a subject are its own values (strings, lists and empty mappings), keyed by the path of keys from the
subject. The subjects below it are not among its leaves. Equal versions have no differences. The newer version can be
computed from the older version and the differences, except for the order of keys, which has no meaning.
"""

from __future__ import annotations

from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gonogo.core.nodes import Plain, PlainTree

if TYPE_CHECKING:
    from gonogo.history.events.levels import Level, Place

KeyPath: TypeAlias = tuple[str, ...]
"""The keys from a subject to a leaf; () if the subject itself is not a mapping."""
Leaves: TypeAlias = dict[KeyPath, Plain]


class SubjectDiff(NamedTuple):
    """A subject in two versions. The place and the leaves are None for a version that does not have the subject."""

    level: Level
    place_before: Place | None
    place_after: Place | None
    before: Leaves | None
    after: Leaves | None

    @property
    def place(self) -> Place:
        """The place of the subject in the newer version; if the subject was removed, its place in the older version."""
        return (self.place_before or ()) if self.place_after is None else self.place_after


def diff_trees(before: PlainTree | None, after: PlainTree | None, level: Level) -> tuple[SubjectDiff, ...]:
    """The subjects that differ, each before the subjects below it, in the order of the newer version.

    In each mapping, removed subjects come last, in the order of the older version. An entry that moved is one
    difference, at its new place.
    """
    diffs: list[SubjectDiff] = []
    _compare(before, after, level, (), diffs)
    moved = _match_moved(diffs)
    gone = {id(old) for old in moved.values()}
    joined = []
    for diff in diffs:
        if id(diff) in gone:
            continue
        old = moved.get(id(diff))
        joined.append(diff if old is None else diff._replace(place_before=old.place_before, before=old.before))
    return tuple(diff for diff in joined if (diff.place_before, diff.before) != (diff.place_after, diff.after))


def _compare(before: Plain | None, after: Plain | None, level: Level, place: Place, diffs: list[SubjectDiff]) -> None:
    """Adds the differences of one subject and of all subjects below it to `diffs`.

    The recursion is not deeper than the levels of subjects. Successive versions share most of their objects, and a
    shared object is not compared.
    """
    if (level.is_entry or not level.holds) and before == after:
        return
    if not _has_same_leaves(before, after, level):
        old_place, new_place = None if before is None else place, None if after is None else place
        diffs.append(SubjectDiff(level, old_place, new_place, find_leaves(before, level), find_leaves(after, level)))
    for name, inner in level.holds.items():
        old, new = find_members(before, name), find_members(after, name)
        if old is new:
            continue
        others = compress(new, map(is_not, map(old.get, new), new.values()))
        gone = () if old.keys() == new.keys() else (key for key in old if key not in new)
        for key in (*others, *gone):
            _compare(old.get(key), new.get(key), inner, (*place, name, key), diffs)


def _has_same_leaves(before: Plain | None, after: Plain | None, level: Level) -> bool:
    """Whether a quick comparison shows that the leaves are the same. If not, they can still be equal."""
    if not isinstance(before, dict) or not isinstance(after, dict) or before.keys() != after.keys():
        return False
    for key, value in after.items():
        old = before[key]
        if value is not old and not (key in level.holds and is_held(value) and is_held(old)):
            return False
    return True


def find_members(body: Plain | None, name: str) -> PlainTree:
    """The subjects below a subject, under one of its keys."""
    held = body.get(name) if isinstance(body, dict) else None
    return held if isinstance(held, dict) else {}


def find_leaves(body: Plain | None, level: Level) -> Leaves | None:
    """The leaves of a subject, in document order; None if there is no subject.

    If a key should have subjects, but its value is not a mapping, the value is a leaf.
    """
    if not isinstance(body, dict):
        return None if body is None else {(): body}
    leaves: Leaves = {}
    # A stack, because trees can be deep. It is filled backwards, so that leaves are in document order.
    waiting: list[tuple[KeyPath, Plain]] = [
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
    """Whether a value is a mapping with at least one subject."""
    return isinstance(value, dict) and bool(value)


def _match_moved(diffs: list[SubjectDiff]) -> dict[int, SubjectDiff]:
    """For each moved entry, the difference that removes the entry from its old place.

    The key is the `id()` of the difference that adds the entry at its new place. Entry ids are unique in a release. If
    an incorrect version repeats an id, the first removal belongs to the first addition, and so on.
    """
    if len(diffs) < 2:
        return {}
    removed: dict[str, list[SubjectDiff]] = {}
    for diff in diffs:
        if diff.level.is_entry and diff.place_after is None:
            removed.setdefault(diff.place[-1], []).append(diff)
    moved = {}
    for diff in diffs:
        if diff.level.is_entry and diff.place_before is None and removed.get(diff.place[-1]):
            moved[id(diff)] = removed[diff.place[-1]].pop(0)
    return moved

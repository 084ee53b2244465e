"""The inverse of detection: from the older tree and what was detected, the newer tree.

It is done twice. From differences the tree itself is built again, so that nothing is lost between two trees and their
differences. From changes alone, whose values are texts, every value is written again, so that nothing is lost between
differences and changes. The order of keys has no meaning and is not replayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import replace
from gonogo.history.events.difference import Leaves, SubjectDiff, find_leaves, find_members
from gonogo.history.events.levels import Place
from gonogo.history.events.subject import ENTRY_DEPTH, write_value
from gonogo.model.event import Change, EventKind, FileRef
from gonogo.model.ids import SectionId
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.history.events.levels import ChecklistFile, Level

Things = dict[Place, Leaves]
"""Every thing of a tree by its place."""


class NamedField(NamedTuple):
    """The name of a value in changes."""

    ref: Ref | FileRef
    field: str


Values = dict[NamedField, str | None]


def take_apart(body: Plain | None, level: Level, place: Place = ()) -> Things:
    """The leaves of every thing of a tree."""
    leaves = find_leaves(body, level)
    if leaves is None:
        return {}
    things = {place: leaves}
    for name, inner in level.holds.items():
        for key, member in find_members(body, name).items():
            things |= take_apart(member, inner, (*place, name, key))
    return things


def put_together(things: Things) -> Plain | None:
    """The tree of which these are the things; the inverse of `take_apart`."""
    bodies: dict[Place, Plain] = {}
    for place in sorted(things, key=len):
        bodies[place] = body = _body(things[place])
        if place:
            parent = bodies[place[:-2]]
            assert isinstance(parent, dict)
            held = parent.setdefault(place[-2], {})
            assert isinstance(held, dict)
            held[place[-1]] = body
    return bodies.get(())


def _body(leaves: Leaves) -> Plain:
    if () in leaves:
        return leaves[()]
    body: PlainTree = {}
    for (*outer, last), value in leaves.items():
        inner = body
        for key in outer:
            below = inner.setdefault(key, {})
            assert isinstance(below, dict)
            inner = below
        inner[last] = value
    return body


def apply_diffs(tree: PlainTree | None, diffs: Iterable[SubjectDiff], level: Level) -> Plain | None:
    """The newer tree."""
    things = take_apart(tree, level)
    diffs = tuple(diffs)
    for diff in diffs:
        if diff.place_before is not None:
            assert things.pop(diff.place_before) == diff.before
    for diff in diffs:
        if diff.place_after is not None and diff.after is not None:
            things[diff.place_after] = diff.after
    return put_together(things)


def values_of(tree: PlainTree | None, file: ChecklistFile) -> Values:
    """Every value of a tree as changes name it, and the place of every item below another one."""
    values: Values = {}
    for place, leaves in take_apart(tree, file.level).items():
        ref, prefix = file.name(place)
        if isinstance(ref, Ref) and len(place) > ENTRY_DEPTH:
            values[NamedField(ref, "section")] = f"{place[1]}/{place[3]}"
        for path, value in leaves.items():
            values[NamedField(ref, ".".join((prefix, *path) if prefix else path))] = write_value(value)
    return values


def apply_changes(values: Values, changes: Iterable[Change]) -> Values:
    """The values of the newer tree, from those of the older one and nothing but changes."""
    changes = tuple(changes)
    replayed = _move(values, changes)
    # What is gone goes first: a phase may have the id that a section had.
    for change in sorted(changes, key=lambda change: change.kind is not EventKind.REMOVED):
        for field, before, after in change.also if _is_whole(change) else change.details:
            told = NamedField(change.ref, field)
            # The answers of what is added are told twice: with it, and as what they are.
            assert replayed.get(told) in (before, after)
            if after is None:
                replayed.pop(told, None)
            else:
                replayed[told] = after
    return replayed


def _move(values: Values, changes: Iterable[Change]) -> Values:
    """The values of entries that moved, under their new names."""
    names: dict[Ref | FileRef, Ref] = {}
    places: Values = {}
    for change in changes:
        if change.kind is EventKind.MOVED and change.field == "section":
            assert isinstance(change.ref, Ref)
            assert change.before is not None
            names[replace(change.ref, section=SectionId(change.before.split("/")[0]))] = change.ref
            places[NamedField(change.ref, "section")] = change.before
    return {NamedField(names.get(told.ref, told.ref), told.field): value for told, value in values.items()} | places


def _is_whole(change: Change) -> bool:
    """Whether its own field is a thing and no value; in the registry, `people.ann` is and `people.ann.name` is not."""
    if change.kind is EventKind.REGISTRY:
        return not change.field or change.field.count(".") % 2 == 1
    return change.kind in (EventKind.ADDED, EventKind.REMOVED)


def without_sections(values: Values) -> Values:
    """The values without the places of entries that are below no other item: their names say it."""
    return {told: value for told, value in values.items() if told.field != "section" or "/" in (value or "")}

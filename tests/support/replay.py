"""The inverse of detection: computes the newer tree from the older tree and the detected differences or changes.

Replaying differences results in the tree itself, which proves that differences lose nothing. Replaying changes, whose
values are texts, results in all values, which proves that changes lose nothing. The order of keys has no meaning and is
not replayed.
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
    """The name of a value in a change."""

    ref: Ref | FileRef
    field: str


Values = dict[NamedField, str | None]


def list_things(body: Plain | None, level: Level, place: Place = ()) -> Things:
    """The leaves of each thing of a tree, by place."""
    leaves = find_leaves(body, level)
    if leaves is None:
        return {}
    things = {place: leaves}
    for name, inner in level.holds.items():
        for key, member in find_members(body, name).items():
            things |= list_things(member, inner, (*place, name, key))
    return things


def build_tree(things: Things) -> Plain | None:
    """The tree with these things; the inverse of `list_things`."""
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
    things = list_things(tree, level)
    diffs = tuple(diffs)
    for diff in diffs:
        if diff.place_before is not None:
            assert things.pop(diff.place_before) == diff.before
    for diff in diffs:
        if diff.place_after is not None and diff.after is not None:
            things[diff.place_after] = diff.after
    return build_tree(things)


def values_of(tree: PlainTree | None, file: ChecklistFile) -> Values:
    """Every value of a tree under its name in changes, and the place of every nested item."""
    values: Values = {}
    for place, leaves in list_things(tree, file.level).items():
        ref, prefix = file.name(place)
        if isinstance(ref, Ref) and len(place) > ENTRY_DEPTH:
            values[NamedField(ref, "section")] = f"{place[1]}/{place[3]}"
        for path, value in leaves.items():
            values[NamedField(ref, ".".join((prefix, *path) if prefix else path))] = write_value(value)
    return values


def apply_changes(values: Values, changes: Iterable[Change]) -> Values:
    """The values of the newer tree, computed only from the older values and the changes."""
    changes = tuple(changes)
    replayed = _move(values, changes)
    # Removals first: a new phase may have the id of a removed section.
    for change in sorted(changes, key=lambda change: change.kind is not EventKind.REMOVED):
        for field, before, after in change.also if _is_whole(change) else change.details:
            name = NamedField(change.ref, field)
            # An added entry and its answers are separate events, so each answer occurs twice.
            assert replayed.get(name) in (before, after)
            if after is None:
                replayed.pop(name, None)
            else:
                replayed[name] = after
    return replayed


def _move(values: Values, changes: Iterable[Change]) -> Values:
    """The values of moved entries under their new names."""
    names: dict[Ref | FileRef, Ref] = {}
    places: Values = {}
    for change in changes:
        if change.kind is EventKind.MOVED and change.field == "section":
            assert isinstance(change.ref, Ref)
            assert change.before is not None
            names[replace(change.ref, section=SectionId(change.before.split("/")[0]))] = change.ref
            places[NamedField(change.ref, "section")] = change.before
    return {NamedField(names.get(name.ref, name.ref), name.field): value for name, value in values.items()} | places


def _is_whole(change: Change) -> bool:
    """Whether a change is about a whole thing.

    In the registry, `people.ann` is a thing, and `people.ann.name` is a value.
    """
    if change.kind is EventKind.REGISTRY:
        return not change.field or change.field.count(".") % 2 == 1
    return change.kind in (EventKind.ADDED, EventKind.REMOVED)


def without_sections(values: Values) -> Values:
    """The values without the places of entries that are not nested, because their names contain the place."""
    return {name: value for name, value in values.items() if name.field != "section" or "/" in (value or "")}

"""Laws of events: the events between two versions of a file lose nothing, repeat nothing, and invent nothing."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from functools import reduce
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.core.nodes import Plain, PlainTree, Unreadable, Version
from gonogo.format.json_schema import FILES
from gonogo.format.write import write_yaml
from gonogo.history.events.difference import diff_trees
from gonogo.history.events.levels import file_at
from gonogo.history.events.subject import ChangedSubject, write_value
from gonogo.model.event import Change, EventKind
from support.chain import detect_chain, detect_changes
from support.plain import parse_plain, real_files
from support.records import FILES as RECORDS
from support.records import releases
from support.replay import apply_changes, apply_diffs, build_tree, list_things, values_of, without_sections
from support.trees import rearranged, trees

PATHS = {
    "release": "checklists/shop/v1.yml",
    "people": "checklists/people.yml",
    "policy": "checklists/policy.yml",
    "roles": "checklists/shop/roles.yml",
    "system": "checklists/shop/system.yml",
    "other": "checklists/shop/notes/v1.yml",
}
every_path = pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
REASONS = st.sampled_from(("a", "b")).map(Unreadable)


def read(kind: str, record: Any) -> PlainTree:
    """The tree of a record's file."""
    tree = parse_plain(write_yaml(FILES[kind].encode(record)).encode())
    assert isinstance(tree, dict)
    return tree


def records(kind: str) -> st.SearchStrategy[PlainTree]:
    """Trees of valid files."""
    return (releases() if kind == "release" else RECORDS[kind]).map(lambda record: read(kind, record))


SOUND = {kind: records(kind) for kind in ("release", *RECORDS)}
REAL = {path: tree for path, data in real_files().items() if isinstance(tree := parse_plain(data), dict)}


RELEASES = [path for path in REAL if "v1" in path]


def assert_replayed(path: str, before: PlainTree | None, after: PlainTree | None) -> None:
    """Asserts that replaying the detected changes turns the older values into the newer values."""
    file = file_at(path)
    changes = detect_changes(path, before, after)
    assert apply_diffs(before, diff_trees(before, after, file.level), file.level) == after
    assert without_sections(apply_changes(values_of(before, file), changes)) == values_of(after, file)


def assert_reported(path: str, before: PlainTree | None, after: PlainTree | None) -> None:
    """Asserts that the differences result in the newer tree, and that a change contains each different value."""
    level = file_at(path).level
    diffs = diff_trees(before, after, level)
    assert build_tree(list_things(before, level)) == before
    assert apply_diffs(before, diffs, level) == after
    changes = detect_changes(path, before, after)
    reported = {(change.ref, detail) for change in changes for detail in change.details}
    for diff in diffs:
        subject = ChangedSubject(file_at(path), diff)
        assert any(change.ref == subject.ref for change in changes)
        assert all((subject.ref, detail) in reported for group in subject.claim_rest() for detail in group)


@pytest.mark.parametrize("kind", SOUND)
@given(data=st.data())
def test_changes_replay_unrelated_files(kind: str, data: st.DataObject) -> None:
    """Replaying the changes between any two valid files, or an absent file, results in the newer values."""
    before, after = data.draw(SOUND[kind] | st.none()), data.draw(SOUND[kind] | st.none())
    assert_replayed(PATHS[kind], before, after)


@pytest.mark.parametrize("path", RELEASES)
@given(data=st.data())
def test_changes_replay_edits(path: str, data: st.DataObject) -> None:
    """Replaying the changes of a real release after a few edits results in the newer values."""
    assert_replayed(path, REAL[path], data.draw(rearranged(REAL[path])))


@pytest.mark.parametrize("path", REAL)
@given(data=st.data())
def test_every_edit_is_reported(path: str, data: st.DataObject) -> None:
    """The changes of a real file contain every edit, even if things change their shape."""
    assert_reported(path, REAL[path], data.draw(rearranged(REAL[path], keeps_shape=False)))


@every_path
@given(before=trees() | st.none(), after=trees() | st.none())
@example(before={"sections": {"a": {"items": {"b": {}}}}}, after={"sections": {"a": {"items": {}}}})
@example(before={"sections": {"a": {"items": "b"}}}, after={"sections": {"a": "b"}})
@example(before={"a": {"": "b"}}, after={"a": "b"})
@example(before={}, after=None)
def test_every_difference_is_reported(path: str, before: PlainTree | None, after: PlainTree | None) -> None:
    """The changes between trees of any shape contain every different value."""
    assert_reported(path, before, after)


@every_path
@given(tree=trees())
def test_equal_versions_have_no_events(path: str, tree: PlainTree) -> None:
    """A version and the same version with its keys in reverse order have no events."""
    assert detect_changes(path, tree, reverse_keys(tree)) == ()
    assert bool(detect_changes(path, tree, {**tree, "new": "x"}))


def reverse_keys(value: Any) -> Any:
    """The same value with the keys of all mappings in reverse order."""
    if isinstance(value, dict):
        return {key: reverse_keys(inner) for key, inner in reversed(value.items())}
    return value


@every_path
@given(before=trees(), after=trees())
def test_same_versions_have_the_same_events(path: str, before: PlainTree, after: PlainTree) -> None:
    """The events depend only on the two versions."""
    assert detect_changes(path, before, after) == detect_changes(path, deepcopy(before), deepcopy(after))


@pytest.mark.parametrize("kind", SOUND)
@given(data=st.data())
def test_values_are_reported_once(kind: str, data: st.DataObject) -> None:
    """No two events report the same value of the same subject, and no event reports an unchanged value."""
    changes = detect_changes(PATHS[kind], data.draw(SOUND[kind]), data.draw(SOUND[kind] | st.none()))
    gone = [change for change in changes if change.kind is EventKind.REMOVED]
    # Current and removed subjects apart: a new phase may have the id of a removed section.
    for some in (gone, [change for change in changes if change not in gone]):
        fields = Counter((change.ref, field) for change in some for field in fields_of(change))
        assert fields.total() == len(fields)
    assert all(detail.before != detail.after for change in changes for detail in change.details)


def fields_of(change: Change) -> tuple[str, ...]:
    """The fields that a change reports.

    The answers of an added subject are separate changes.
    """
    return ("",) if change.kind is EventKind.ADDED else tuple(detail.field for detail in change.details)


@pytest.mark.parametrize("kind", SOUND)
@given(data=st.data())
def test_chain_of_versions_is_replayed(kind: str, data: st.DataObject) -> None:
    """Replaying all changes of a file results in the values of its last readable version."""
    path = PATHS[kind]
    versions: list[Version] = data.draw(st.lists(SOUND[kind] | st.none() | REASONS, min_size=1, max_size=5))
    chain = list(detect_chain(path, versions))
    assert len(chain) == len(versions)
    file = file_at(path)
    values = reduce(lambda values, changes: without_sections(apply_changes(values, within(changes))), chain, {})
    last = next((version for version in reversed(versions) if not isinstance(version, Unreadable)), None)
    assert values == values_of(last, file)
    for (before, after), changes in zip(pairwise([None, *versions]), chain, strict=True):
        assert is_reported(before, after, changes)


def within(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes of values, without changes of the file itself."""
    return tuple(change for change in changes if change.kind not in (EventKind.READABLE, EventKind.UNREADABLE))


def is_reported(before: Version, after: Version, changes: tuple[Change, ...]) -> bool:
    """Whether changes report that a file became unreadable or readable, and nothing else while it is unreadable."""
    kinds = [change.kind for change in changes]
    if isinstance(after, Unreadable):
        return kinds == ([] if before == after else [EventKind.UNREADABLE])
    return isinstance(before, Unreadable) == (kinds[:1] == [EventKind.READABLE])


@given(value=trees())
def test_value_is_written_on_one_line(value: Plain) -> None:
    """The text of any value in a list or mapping has no line ends."""
    assert "\n" not in str(write_value([value]))

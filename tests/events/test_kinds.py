"""The kinds of event are registered and documented, and every key of the format has a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.sections import KINDS
from gonogo.history.events.kinds import FILE_KINDS, SUBJECT_KINDS
from gonogo.model.event import EventKind
from support.chain import detect_changes

if TYPE_CHECKING:
    from gonogo.core.nodes import PlainTree

DOCS = {row.kind.value: row.doc for row in (*FILE_KINDS, *SUBJECT_KINDS)}
PATH = "checklists/shop/v1.yml"

# Every key of each level by the kind of its event. A new key must be added here.
KEYS = {
    "release": {
        "edited": "release note declared declared_on title about see",
        "state": "outcome",
        "planned": "deploy_at window_ends",
        "assigned": "lead",
    },
    "phase": {"edited": "note declared title about see gate"},
    "section": {
        "edited": "note declared title about see kind decides restored_by requires",
        "moved": "phase",
        "assigned": "owner",
        "planned": "at due window",
    },
    "entry": {
        "edited": "note declared title about see expect run requires waiver when channels reason conditions role "
        "meaning covers",
        "state": "status",
        "evidence": "evidence",
        "observed": "observed",
        "assigned": "owner",
        "planned": "at due minutes span target window",
        "signed": "decision by on seen signed",
        "countersigned": "countersigned",
    },
}
HOLDERS = {"release": {"phases", "sections"}, "phase": set(), "section": {"items"}, "entry": {"items"}}
TABLES = {
    "release": (RELEASE,),
    "phase": (PHASE,),
    "section": tuple(SECTIONS.values()),
    "entry": tuple(kind.table for kind in KINDS),
}
ROWS = [(level, key, kind) for level, kinds in KEYS.items() for kind, keys in kinds.items() for key in keys.split()]


def test_every_kind_has_one_row() -> None:
    """Every kind is in exactly one row of the table."""
    assert sorted(row.kind.value for row in (*FILE_KINDS, *SUBJECT_KINDS)) == sorted(kind.value for kind in EventKind)


@pytest.mark.parametrize("name", DOCS)
def test_kind_has_a_unique_summary(name: str) -> None:
    """The first line of a row's text is a sentence that no other kind has."""
    first = DOCS[name].partition("\n")[0]
    assert first.endswith(".")
    assert [other for other, doc in DOCS.items() if doc.partition("\n")[0] == first] == [name]


@pytest.mark.parametrize("level", TABLES)
def test_every_key_of_the_format_has_a_kind(level: str) -> None:
    """Every key of the tables, except keys that contain other subjects, is in `KEYS` once."""
    known = {row.name for table in TABLES[level] for row in table.rows}
    decided = [key for of_level, key, _ in ROWS if of_level == level]
    assert sorted(decided) == sorted(known - HOLDERS[level])


@pytest.mark.parametrize(("level", "key", "kind"), ROWS)
def test_key_is_reported_by_its_kind(level: str, key: str, kind: str) -> None:
    """A change of a key is exactly one event of its kind, about this key."""
    standing = {"decision": "go"} if key in ("by", "on", "seen", "signed") else {}
    by_person = key == "countersigned"
    before, after = (_tree(level, {**standing, key: {"ann": v} if by_person else v}) for v in ("x", "go"))
    (change,) = detect_changes(PATH, before, after)
    field = f"{key}.ann" if by_person else key
    assert (change.kind.value, change.field, change.before, change.after) == (kind, field, "x", "go")


@pytest.mark.parametrize(("level", "key", "kind"), ROWS)
def test_key_at_another_level_is_edited(level: str, key: str, kind: str) -> None:
    """A key at a level that does not have it is reported as `edited`."""
    for other, tables in TABLES.items():
        if any(key in table.by_name for table in tables):
            continue
        (change,) = detect_changes(PATH, _tree(other, {key: "x"}), _tree(other, {key: "y"}))
        assert change.kind is EventKind.EDITED, (level, kind)


def _tree(level: str, keys: PlainTree) -> PlainTree:
    """A release in which a subject of that level has these keys."""
    entry: PlainTree = {"title": "E"} if level != "entry" else keys
    section: PlainTree = {"title": "S", "items": {"e": entry}} if level != "section" else keys
    phase: PlainTree = {"title": "P"} if level != "phase" else keys
    release: PlainTree = {"phases": {"p": phase}, "sections": {"s": section}}
    return {**release, **keys} if level == "release" else release

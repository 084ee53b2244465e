"""The kinds of event as a whole: registered, documented, and decided for every key of the format."""

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

# Every key of each level, by the kind that reports its change; a new key needs a decision here.
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
    """A kind is a word of the contract and a row of the table."""
    assert sorted(row.kind.value for row in (*FILE_KINDS, *SUBJECT_KINDS)) == sorted(kind.value for kind in EventKind)


@pytest.mark.parametrize("name", DOCS)
def test_kind_says_what_it_covers(name: str) -> None:
    """The first line of the text of a row is a sentence of its own, and no other kind has it."""
    first = DOCS[name].partition("\n")[0]
    assert first.endswith(".")
    assert [other for other, doc in DOCS.items() if doc.partition("\n")[0] == first] == [name]


@pytest.mark.parametrize("level", TABLES)
def test_every_key_of_the_format_is_decided(level: str) -> None:
    """Each key of the tables is in `KEYS` once, but for those that hold further things."""
    known = {row.name for table in TABLES[level] for row in table.rows}
    decided = [key for of_level, key, _ in ROWS if of_level == level]
    assert sorted(decided) == sorted(known - HOLDERS[level])


@pytest.mark.parametrize(("level", "key", "kind"), ROWS)
def test_key_is_reported_by_its_kind(level: str, key: str, kind: str) -> None:
    """A change of the key, and nothing else, is one event of the kind, about that key."""
    standing = {"decision": "go"} if key in ("by", "on", "seen", "signed") else {}
    by_person = key == "countersigned"
    before, after = (_tree(level, {**standing, key: {"ann": v} if by_person else v}) for v in ("x", "go"))
    (change,) = detect_changes(PATH, before, after)
    field = f"{key}.ann" if by_person else key
    assert (change.kind.value, change.field, change.before, change.after) == (kind, field, "x", "go")


@pytest.mark.parametrize(("level", "key", "kind"), ROWS)
def test_unknown_key_is_edited_at_any_other_level(level: str, key: str, kind: str) -> None:
    """A key means something only where the format knows it: elsewhere it is wording of another version."""
    for other, tables in TABLES.items():
        if any(key in table.by_name for table in tables):
            continue
        (change,) = detect_changes(PATH, _tree(other, {key: "x"}), _tree(other, {key: "y"}))
        assert change.kind is EventKind.EDITED, (level, kind)


def _tree(level: str, keys: PlainTree) -> PlainTree:
    """A release in which a thing of that level has these keys."""
    entry: PlainTree = {"title": "E"} if level != "entry" else keys
    section: PlainTree = {"title": "S", "items": {"e": entry}} if level != "section" else keys
    phase: PlainTree = {"title": "P"} if level != "phase" else keys
    release: PlainTree = {"phases": {"p": phase}, "sections": {"s": section}}
    return {**release, **keys} if level == "release" else release

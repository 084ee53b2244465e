"""Every key in the tables of the format is covered, unless it is listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from building import SHOP
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.sections import BY_ID, KINDS
from gonogo.format.sections.kind import Entries
from gonogo.format.value_type import ListOf
from gonogo.model.ids import EntryId
from gonogo.trust.content import digest_content, find_content
from support.covered import values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.format.tables import Field, Table

PLANNING = {"owner", "at", "due", "minutes", "declared", "see"}
LIVE = {"status", "note", "evidence"}
DECISION = {"decision", "by", "on", "reason", "conditions", "evidence", "seen", "signed", "countersigned"}


def digest_of(tree: PlainTree, slot: str = "slot") -> str:
    """The digest of the content that a slot covers."""
    content = find_content(tree, SHOP, EntryId(slot), {}.get)
    assert content is not None
    return digest_content(content, "a")


def release(entry: PlainTree, kind: str, *, section: PlainTree | None = None, below: bool = False) -> PlainTree:
    """A release with an entry of a kind; its slot covers the entry."""
    items: PlainTree = {"entry": {"title": "Title", "items": {"item": entry}} if below else entry}
    slots: PlainTree = {"slot": {"title": "Title", "covers": ["phase", "section"]}}
    return {
        "phases": {"phase": {"title": "Title", "gate": "go"}},
        "sections": {
            "section": {"title": "Title", "phase": "phase", "kind": kind, **(section or {}), "items": items},
            "slots": {"title": "Title", "kind": "signoffs", "items": slots},
        },
    }


def of_entries(kind: str, *, below: bool = False, base: PlainTree | None = None) -> Callable[[PlainTree], str]:
    """The digest of a release as a function of additional keys of an entry."""
    return lambda keys: digest_of(release({"title": "Title", **(base or {}), **keys}, kind, below=below))


def of_sections(kind: str) -> Callable[[PlainTree], str]:
    """The digest of a release as a function of additional keys of a section."""
    return lambda keys: digest_of(release({"title": "Title"}, kind, section=keys))


def of_phases(keys: PlainTree) -> str:
    """The digest of a release as a function of additional keys of a phase."""
    tree = release({"title": "Title"}, "checklist")
    return digest_of({**tree, "phases": {"phase": {"title": "Title", "gate": "go", **keys}}})


def of_slots(keys: PlainTree) -> str:
    """The digest of a release as a function of additional keys of its slot."""
    tree = release({"title": "Title"}, "checklist")
    slots: PlainTree = {"slot": {"title": "Title", **keys}}
    sections = tree["sections"]
    assert isinstance(sections, dict)
    return digest_of({**tree, "sections": {**sections, "slots": {"kind": "signoffs", "items": slots}}})


def of_releases(kind: str) -> Callable[[PlainTree], str]:
    """The digest of a release as a function of additional top-level keys."""
    return lambda keys: digest_of({**release({"title": "Title"}, kind), **keys})


def rows_of(table: Table[Any], *but: str) -> Iterator[Field]:
    return (row for row in table.rows if row.name not in but and not isinstance(row.type, Entries))


def below(table: Table[Any]) -> Table[Any]:
    """The table of nested entries."""
    return next(row.type.by_id.table for row in table.rows if isinstance(row.type, Entries))


SUBJECTS: dict[str, tuple[Callable[[PlainTree], str], list[Field], set[str]]] = {
    **{
        f"entry of {kind.id}": (of_entries(kind.id), list(rows_of(kind.table)), PLANNING)
        for kind in KINDS
        if kind.id not in ("criteria", "triggers", "signoffs")
    },
    "entry of criteria": (of_entries("criteria"), list(rows_of(BY_ID["criteria"].table)), PLANNING | LIVE),
    "entry of criteria with when": (
        of_entries("criteria", base={"when": ["section"]}),
        list(rows_of(BY_ID["criteria"].table, "when")),
        PLANNING,
    ),
    "entry of triggers": (of_entries("triggers"), list(rows_of(BY_ID["triggers"].table)), PLANNING | LIVE),
    "entry of signoffs": (
        of_entries("signoffs"),
        list(rows_of(BY_ID["signoffs"].table)),
        PLANNING | {"countersigned"},
    ),
    "nested item": (
        of_entries("checklist", below=True),
        list(rows_of(below(BY_ID["checklist"].table))),
        PLANNING,
    ),
    **{
        f"section of {kind}": (of_sections(kind), list(rows_of(table, "phase", "kind")), PLANNING)
        for kind, table in SECTIONS.items()
    },
    "phase": (of_phases, list(rows_of(PHASE)), PLANNING | {"about"}),
    "slot": (of_slots, list(rows_of(BY_ID["signoffs"].table)), PLANNING | DECISION),
    "release": (
        of_releases("checklist"),
        list(rows_of(RELEASE, "phases", "sections")),
        {row.name for row in RELEASE.rows},
    ),
    "release of a final authorization": (
        of_releases("signoffs"),
        list(rows_of(RELEASE, "phases", "sections")),
        {row.name for row in RELEASE.rows} - {"deploy_at", "window_ends"},
    ),
}
ROWS = [
    pytest.param(write, row, row.name not in left_out, id=f"{row.name}-{subject.replace(' ', '-')}")
    for subject, (write, rows, left_out) in SUBJECTS.items()
    for row in rows
]


@pytest.mark.parametrize(("digest", "row", "is_covered"), ROWS)
def test_key_is_covered(digest: Callable[[PlainTree], str], row: Field, is_covered: bool) -> None:  # noqa: FBT001
    """Adding or changing the value of a key changes the digest if and only if the key is covered."""
    first, second = values_of(row.type)[:2]
    expected = 2 if is_covered else 1
    assert len({digest({row.name: first}), digest({row.name: second})}) == expected
    assert len({digest({row.name: first}), digest({})}) == (expected if first != DEFAULTS.get(row.name) else 1)


DEFAULTS: dict[str, Plain] = {"title": "Title", "meaning": "Title", "covers": ["all"], "gate": "go"}
"""Values that an entry of these tests has where the key is absent."""


@pytest.mark.parametrize(("digest", "row", "is_covered"), ROWS)
def test_empty_key_is_an_absent_key(digest: Callable[[PlainTree], str], row: Field, is_covered: bool) -> None:  # noqa: FBT001
    """A gap or an empty list has the same digest as an absent key."""
    del is_covered
    if row.name in ("title", "gate"):  # the releases of these tests always have them
        return
    assert {digest({row.name: empty}) for empty in ("", [], {}, "\n")} == {digest({})}


@pytest.mark.parametrize(("digest", "row", "is_covered"), ROWS)
def test_single_value_equals_a_list_of_it(digest: Callable[[PlainTree], str], row: Field, is_covered: bool) -> None:  # noqa: FBT001
    """A key that takes a value or a list has the same digest for a value and a list with this value."""
    if not isinstance(row.type, ListOf) or not row.type.or_one:
        return
    value = values_of(row.type.element)[0]
    assert digest({row.name: value}) == digest({row.name: [value]})
    assert (digest({row.name: value}) == digest({row.name: [value, "x"]})) is not is_covered

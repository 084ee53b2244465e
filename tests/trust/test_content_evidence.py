"""Evidence in the content of a sign-off: repository files with their hashes, and links as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import SHOP
from gonogo.format.decode.release_file import SECTIONS
from gonogo.format.named_types import EVIDENCE
from gonogo.format.sections import KINDS
from gonogo.format.sections.kind import Entries
from gonogo.format.tables import Nested, RecordsById, Table
from gonogo.format.value_type import ListOf
from gonogo.model.ids import EntryId
from gonogo.trust.content import compare_contents, evidence_paths, find_content
from gonogo.trust.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from gonogo.core.nodes import Plain, PlainTree
    from gonogo.trust.content import Content, HashOf

LINK = "https://ci.example.com/1"
PIECES: dict[str, tuple[Plain, tuple[str, ...]]] = {
    "none": ("", ()),
    "file": ("docs/a.md", ("docs/a.md",)),
    "file in a folder with a space": ("docs/b c.md", ("docs/b c.md",)),
    "link": (LINK, ()),
    "insecure link": ("http://ci.example.com/1", ()),
    "list": (["docs/a.md", LINK, "b.txt", "docs/a.md"], ("docs/a.md", "b.txt", "docs/a.md")),
    "decomposed": ("cafe\u0301.md", ("cafe\u0301.md",)),
    "block text": ("docs/a.md\n", ("docs/a.md",)),
    "outside": (["../a.md", "docs/../../a.md", "/etc/passwd", "./a.md"], ()),
    "script": ("javascript:alert(1)", ()),
    "two lines": ("docs/a.md\n--output=x", ()),
    "sentence": ("we looked", ()),
    "odd": ([["docs/a.md"], {"docs/a.md": "b"}], ()),
    "mapping": ({"docs/a.md": "docs/a.md"}, ()),
}


@pytest.mark.parametrize(("written", "expected"), PIECES.values(), ids=PIECES)
def test_only_paths_are_looked_up_as_evidence(written: Plain, expected: tuple[str, ...]) -> None:
    """Only texts that can be the path of a repository file are looked up in git."""
    assert evidence_of({"title": "A", "evidence": written}) == expected


def release(*, kind: str = "checklist", evidence: Plain, **more: Plain) -> PlainTree:
    """A release with evidence in an entry, in a covered sign-off, and in the slot that covers both."""
    entry: PlainTree = {"title": "Entry", "evidence": evidence, **more}
    slots: PlainTree = {
        "lead": {"title": "Lead", "evidence": "lead.md"},
        "slot": {"title": "Slot", "evidence": "slot.md", "covers": ["section", "slots/lead"]},
    }
    return {
        "phases": {"before": {"title": "Before", "gate": "go"}},
        "sections": {
            "section": {"phase": "before", "kind": kind, "items": {"entry": entry}},
            "slots": {"phase": "before", "kind": "signoffs", "items": slots},
        },
    }


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(release(evidence=["b.md", LINK, "a.md"]), ("b.md", "a.md", "lead.md"), id="in-document-order"),
        pytest.param(release(evidence=["a.md", "lead.md"]), ("a.md", "lead.md"), id="each-once"),
        pytest.param(
            release(evidence="a.md", items={"below": {"evidence": "b.md"}}), ("a.md", "b.md", "lead.md"), id="below"
        ),
        pytest.param(release(kind="triggers", evidence="a.md"), ("lead.md",), id="answer-of-a-trigger"),
        pytest.param(release(kind="criteria", evidence="a.md"), ("lead.md",), id="answer-of-a-criterion"),
        pytest.param(
            release(kind="criteria", evidence="a.md", when=["section"]),
            ("a.md", "lead.md"),
            id="criterion-with-when",
        ),
        pytest.param({}, (), id="no-slot"),
    ],
)
def test_evidence_paths_are_those_of_the_covered_entries(tree: PlainTree, expected: tuple[str, ...]) -> None:
    """`evidence_paths` returns the evidence files of all covered entries, without the slot's own evidence."""
    assert evidence_paths(tree, EntryId("slot")) == expected


def content(hash_of: HashOf, evidence: Plain = "a.md") -> Content:
    """The content that the slot covers."""
    found = find_content(release(evidence=evidence), SHOP, EntryId("slot"), hash_of)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        pytest.param({}, {}, [], id="always-missing"),
        pytest.param({"a.md": "1", "lead.md": "2"}, {"a.md": "1", "lead.md": "2"}, [], id="unchanged"),
        pytest.param({"a.md": "1"}, {"a.md": "2"}, ["entry"], id="other-content"),
        pytest.param({"a.md": "1"}, {}, ["entry"], id="removed"),
        pytest.param({}, {"a.md": "1"}, ["entry"], id="new"),
        pytest.param({"lead.md": "1"}, {"lead.md": "2"}, ["lead"], id="of-a-named-sign-off"),
        pytest.param({"slot.md": "1"}, {"slot.md": "2"}, [], id="of-the-slot"),
        pytest.param({LINK: "1"}, {LINK: "2"}, [], id="link"),
    ],
)
def test_changed_file_is_changed_evidence(before: dict[str, str], after: dict[str, str], changed: list[str]) -> None:
    """A changed repository file is a change of the entry that names it; the target of a link is not covered."""
    found = compare_contents(content(before.get), content(after.get))
    assert [(one.ref.entry, one.keys) for one in found] == [(entry, ("evidence",)) for entry in changed]


def test_files_are_written_with_their_hashes() -> None:
    """In the content, evidence is a list: a file has its path and hash, and a link is a text."""
    found = content({"a.md": "1"}.get, ["a.md", LINK, "gone.md"])
    expected = [{"path": "a.md", "sha256": "1"}, LINK, {"path": "gone.md"}]
    assert found.parts["sections", "section", "items", "entry"]["evidence"] == expected


def tables(table: Table[Any]) -> Iterator[Table[Any]]:
    """The table and the tables of all records in it."""
    yield table
    for row in table.rows:
        match row.type:
            case Entries():
                yield from tables(row.type.by_id.table)
            case Nested() | RecordsById():
                yield from tables(row.type.table)


def test_all_evidence_has_one_key() -> None:
    """Only the key `evidence` of entries has paths; paths of other keys would be covered without a hash."""
    found = {
        (table.name, row.name)
        for section in SECTIONS.values()
        for table in tables(section)
        for row in table.rows
        if EVIDENCE in (row.type, row.type.element if isinstance(row.type, ListOf) else None)
    }
    assert found == {(kind.table.name, "evidence") for kind in KINDS}

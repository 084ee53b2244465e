"""Evidence in the content of a sign-off: files of the repository with their hashes, links as they are written."""

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
def test_evidence_of_entry_is_files_only(written: Plain, expected: tuple[str, ...]) -> None:
    """Only texts that can be the path of a file of the repository are looked up in git."""
    assert evidence_of({"title": "A", "evidence": written}) == expected


def release(*, kind: str = "checklist", evidence: Plain, **more: Plain) -> PlainTree:
    """A release with evidence in an entry, in a sign-off beside it, and in the slot that covers both."""
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
def test_evidence_paths_are_those_that_are_covered(tree: PlainTree, expected: tuple[str, ...]) -> None:
    """The files to hash are the evidence of all that the slot covers, without its own."""
    assert evidence_paths(tree, EntryId("slot")) == expected


def content(hash_of: HashOf, evidence: Plain = "a.md") -> Content:
    """What the slot covers."""
    found = find_content(release(evidence=evidence), SHOP, EntryId("slot"), hash_of)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        pytest.param({}, {}, [], id="never-there"),
        pytest.param({"a.md": "1", "lead.md": "2"}, {"a.md": "1", "lead.md": "2"}, [], id="the-same"),
        pytest.param({"a.md": "1"}, {"a.md": "2"}, ["entry"], id="another-file"),
        pytest.param({"a.md": "1"}, {}, ["entry"], id="gone"),
        pytest.param({}, {"a.md": "1"}, ["entry"], id="new"),
        pytest.param({"lead.md": "1"}, {"lead.md": "2"}, ["lead"], id="of-a-named-sign-off"),
        pytest.param({"slot.md": "1"}, {"slot.md": "2"}, [], id="of-the-slot"),
        pytest.param({LINK: "1"}, {LINK: "2"}, [], id="link"),
    ],
)
def test_changed_file_is_changed_evidence(before: dict[str, str], after: dict[str, str], changed: list[str]) -> None:
    """A file of the repository that differs is a change of the entry that names it; what a link leads to is not."""
    found = compare_contents(content(before.get), content(after.get))
    assert [(one.ref.entry, one.keys) for one in found] == [(entry, ("evidence",)) for entry in changed]


def test_files_are_written_with_their_hashes() -> None:
    """Evidence is a list, in which a file is a mapping of its path and its hash, and a link is a text."""
    found = content({"a.md": "1"}.get, ["a.md", LINK, "gone.md"])
    expected = [{"path": "a.md", "sha256": "1"}, LINK, {"path": "gone.md"}]
    assert found.parts["sections", "section", "items", "entry"]["evidence"] == expected


def tables(table: Table[Any]) -> Iterator[Table[Any]]:
    """A table and those of the records in it."""
    yield table
    for row in table.rows:
        match row.type:
            case Entries():
                yield from tables(row.type.by_id.table)
            case Nested() | RecordsById():
                yield from tables(row.type.table)


def test_all_evidence_has_one_key() -> None:
    """Paths are only behind `evidence` of entries: a path behind another key would be covered without its file."""
    found = {
        (table.name, row.name)
        for section in SECTIONS.values()
        for table in tables(section)
        for row in table.rows
        if EVIDENCE in (row.type, row.type.element if isinstance(row.type, ListOf) else None)
    }
    assert found == {(kind.table.name, "evidence") for kind in KINDS}

"""Random releases whose sign-offs cover any combination of entries; random edits; different notations of a release.

Keys and values come from the tables of the format, which include new keys automatically. A random generator determines
everything.
"""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import yaml

from gonogo.format import named_types
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.sections import BY_ID
from gonogo.format.sections.kind import Entries
from gonogo.format.tables import Field, Nested, RecordsById, Table
from gonogo.format.value_type import Choice, FieldType, ListOf
from gonogo.source.yaml.strict_reader import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from gonogo.core.nodes import Plain, PlainTree

_TEXTS = (
    "a",
    "Ann",
    "caf\u00e9",
    "cafe\u0301",
    "\u212b",
    "✅ go",
    "\U0001f680",
    "x: y",
    "# no",
    "no",
    "012",
    '"',
    "\\",
)
VALUES: dict[FieldType[Any], tuple[str, ...]] = {
    named_types.TEXT: (*_TEXTS, "two\nlines", "ends\n", "ends\n\n", " spaces "),
    named_types.LINE: _TEXTS,
    named_types.ID: ("ann", "bob", "cto"),
    named_types.RELEASE_ID: ("v1", "v2"),
    named_types.URL: ("https://a.example/1", "https://a.example/2"),
    named_types.EVIDENCE: (
        "https://a.example/1", "http://a.example/caf\u00e9", "docs/a.md", "docs/b c.md", "caf\u00e9.txt",
    ),
    named_types.DATE: ("2026-03-01", "2026-03-02"),
    named_types.MOMENT: ("2026-03-01", "2026-03-01T09:00+01:00", "2026-03-01T08:00:00Z", "0001-01-01T00:00+05:00"),
    named_types.OFFSET: ("T-0", "T-4h"),
    named_types.DURATION: ("24h", "1d"),
    named_types.DUE: ("2026-03-01", "T+1w"),
    named_types.COUNT: ("5", "10"),
    named_types.SPAN: ("0-5", "5-9"),
    named_types.TARGET: ("< 500 ms", "words"),
    named_types.SEEN: ("0123456789abcdef", "fedcba9876543210"),
    named_types.REFERENCE: ("a", "b/c"),
    named_types.COVERAGE: ("all", "a", "b/c"),
}  # fmt: skip
_ODD: tuple[Plain, ...] = ("", "a", "a\nb", "../x", "javascript:a", [], [""], ["a", ["b"]], {}, {"a": "b"}, {"": "a"})
_SWAPS: dict[str, tuple[Plain, ...]] = {
    "gate": ("go", "close", "none"),
    "kind": tuple(BY_ID),
    "phase": ("phase-0", "phase-1"),
    "covers": ("all", ["all"], ["section-0"], ["section-0", "section-1"], ["phase-0/entry-0-0"]),
}
_KEYS = (
    "title",
    "kind",
    "phase",
    "gate",
    "status",
    "items",
    "owner",
    "see",
    "evidence",
    "covers",
    "when",
    "window",
    "x",
)


def values_of(kind: FieldType[Any]) -> tuple[Plain, ...]:
    """Several different values of a type, none of them empty."""
    if isinstance(kind, Choice):
        return kind.words
    if isinstance(kind, ListOf):
        values = values_of(kind.element)
        return ([values[0]], list(values[1:3]), *values) if kind.or_one else ([values[0]], list(values[1:3]))
    if isinstance(kind, Nested):
        return tuple({row.name: values_of(row.type)[number] for row in kind.table.rows} for number in (0, 1))
    if isinstance(kind, RecordsById):
        return tuple({name: values_of(Nested(kind.table))[0]} for name in ("ann", "bob"))
    return VALUES[kind]


def make_release(chance: Random) -> PlainTree:
    """A release with slots that cover `all`, phases, sections, entries, nested items, or other slots."""
    phases: PlainTree = {f"phase-{number}": _make(chance, PHASE) for number in range(chance.randint(1, 3))}
    sections: PlainTree = {}
    slots: list[PlainTree] = []
    for number in range(chance.randint(2, 5)):
        kind = chance.choice(tuple(BY_ID)) if number else "signoffs"
        entries = _make_entries(chance, kind, str(number))
        place: PlainTree = {"phase": chance.choice(list(phases)), "items": {**entries}}
        named: PlainTree = {"kind": kind} if kind != "checklist" or chance.random() < 0.5 else {}
        sections[f"section-{number}"] = {**_make(chance, SECTIONS[kind]), **place, **named}
        slots += entries.values() if kind == "signoffs" else ()
    names = ["all", *phases, *_list_names(sections)]
    for slot in slots:
        if chance.random() < 0.7:
            slot["covers"] = [*chance.sample(names, chance.randint(1, 3))]
    return {**_make(chance, RELEASE), "phases": phases, "sections": sections}


def _list_names(sections: PlainTree) -> Iterator[str]:
    """References to all sections and entries; entries by their section and by their phase."""
    for key, section in sections.items():
        yield key
        assert isinstance(section, dict)
        for name, entry in mapping_at(section, "items").items():
            assert isinstance(entry, dict)
            for one in (name, *mapping_at(entry, "items")):
                yield f"{key}/{one}"
                yield f"{section['phase']}/{one}"


def _make_entries(chance: Random, kind: str, prefix: str) -> dict[str, PlainTree]:
    entries: dict[str, PlainTree] = {}
    for number in range(chance.randint(1, 3)):
        entries[f"entry-{prefix}-{number}"] = entry = _make(chance, BY_ID[kind].table)
        for row in BY_ID[kind].table.rows:
            if isinstance(row.type, Entries) and chance.random() < 0.5:
                below = (f"item-{prefix}-{number}-{one}" for one in range(chance.randint(1, 2)))
                entry[row.name] = {name: _make(chance, row.type.by_id.table) for name in below}
    return entries


def _make(chance: Random, table: Table[Any]) -> PlainTree:
    """A record in which each key is absent, a gap, or has a value."""
    rows = [row for row in table.rows if _is_plain(row)]
    made: PlainTree = {}
    for row in chance.sample(rows, len(rows)):
        way = chance.random()
        if way < 0.5:
            made[row.name] = deepcopy(chance.choice(values_of(row.type)))
        elif way < 0.6:
            made[row.name] = ""
    return made


def _is_plain(row: Field) -> bool:
    """Whether the values of a row are independent of the rest of the release."""
    return row.name not in ("phases", "sections", "phase", "kind") and not isinstance(row.type, Entries)


def edit_release(chance: Random, tree: PlainTree) -> PlainTree:
    """The release after a few edits: values change, disappear or get other types; records are renamed or moved.

    Edits that exceed the maximum depth of a file are skipped.
    """
    edited = _edit(chance, deepcopy(tree))
    return edited if _depth(edited) <= MAX_DEPTH else tree


def _edit(chance: Random, tree: PlainTree) -> PlainTree:
    for number in range(chance.randint(1, 3)):
        places = [place for place in _mappings(tree) if place]
        here = chance.choice(places)
        key = chance.choice(list(here))
        match chance.choice(("change", "change", "drop", "odd", "rename", "move")):
            case "change":
                here[key] = deepcopy(chance.choice(_SWAPS.get(key, _TEXTS)))
            case "drop":
                del here[key]
            case "odd":
                here[chance.choice((key, *_KEYS))] = deepcopy(chance.choice(_ODD))
            case "rename":
                here[f"new-{number}"] = here.pop(key)
            case "move":
                moved = here.pop(key)
                chance.choice(list(_mappings(tree)))[key] = moved
    return tree


def _depth(value: Plain) -> int:
    """The number of nested mappings and lists."""
    if isinstance(value, str):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)


def _mappings(value: Plain) -> Iterator[PlainTree]:
    """Every mapping of a tree, outer mappings first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _mappings(inner)


def write_release(chance: Random, tree: PlainTree, *, may_reorder: bool = False) -> bytes:
    """The release as YAML with random quotes, Unicode normalization, line ends and, optionally, order of keys."""
    text = yaml.dump(
        _reorder(chance, tree) if may_reorder else tree,
        Dumper=_Dumper,
        default_style=chance.choice((None, None, "'", '"', "|")),
        allow_unicode=chance.random() < 0.5,
        width=chance.choice((20, 1000)),
        sort_keys=False,
    )
    data = unicodedata.normalize(chance.choice(("NFC", "NFD")), text).encode()
    return data.replace(b"\n", chance.choice((b"\n", b"\r\n")))


class _Dumper(yaml.CSafeDumper):
    """Writes YAML without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _reorder(chance: Random, value: Plain) -> Plain:
    """The same value with the keys of all mappings in another order."""
    if not isinstance(value, dict):
        return value
    return {key: _reorder(chance, value[key]) for key in chance.sample(list(value), len(value))}


def mapping_at(tree: PlainTree, key: str) -> PlainTree:
    """The mapping of a key, or an empty mapping if the key is absent."""
    value = tree.get(key)
    return value if isinstance(value, dict) else {}

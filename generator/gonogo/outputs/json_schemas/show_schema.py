"""The schema of `gonogo/show/1`: the description of a system, release, phase, section or entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gonogo.format.decode.release_file import PHASE, SECTIONS
from gonogo.format.sections import DEFAULT, KINDS
from gonogo.format.sections.kind import Entries
from gonogo.format.sections.signoffs import SignOff
from gonogo.format.tables import Empty, Nested, RecordsById, Table
from gonogo.format.value_type import Choice, ListOf, Text
from gonogo.model.release import PROSE
from gonogo.outputs.json_schemas.check_schema import LINE, PATH
from gonogo.outputs.json_schemas.log_schema import EVENT
from gonogo.outputs.json_schemas.shapes import REF, TEXT, YES_OR_NO, document, list_of, one_of, or_null, record
from gonogo.outputs.json_schemas.status_schema import OUTCOME, RELEASE, SECTION_KIND, SETTLED, STANDING, TOTAL, VERDICT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.format.sections.kind import Kind
    from gonogo.format.tables import Field
    from gonogo.format.value_type import FieldType, Schema

_PLACE = {"path": PATH, "line": LINE}


def _written(rows: Iterable[Field], own: Schema) -> Schema:
    """The schema of a record with the keys in `rows`, which come from a file, and the keys in `own`.

    The document lacks the keys that its file lacks, so the schema requires only the keys that every file must have.
    """
    rows = tuple(row for row in rows if row.name not in own["properties"])
    keys = {row.name: {**_value_of(row), "description": row.doc} for row in rows}
    required = [row.name for row in rows if row.required]
    return {**own, "required": [*own["required"], *required], "properties": {**own["properties"], **keys}}


def _value_of(row: Field) -> Schema:
    schema = _describe(row.type)
    return schema if row.empty is Empty.REFUSED else or_null(schema)


def _describe(kind: FieldType[Any]) -> Schema:
    """The schema of a value of this type.

    Unlike in YAML, every scalar is a string, and a list is never written as a scalar.
    """
    match kind:
        case Text():
            return TEXT
        case Choice(words=words):
            return one_of(*words)
        case ListOf(element=element):
            return list_of(_describe(element))
        case Nested(table=table):
            return _describe_table(table)
        case RecordsById(table=table) | Entries(by_id=RecordsById(table=table)):
            return {"type": "object", "additionalProperties": _describe_table(table)}
        case _:
            raise TypeError(kind.label)


def _describe_table(table: Table[Any]) -> Schema:
    return _written(table.rows, record())


def _describe_entry(kind: Kind) -> Schema:
    standing = {"standing": (record(**STANDING), "The state of the sign-off.")}
    own = record(
        id=(TEXT, "The id of the entry."),
        state=(one_of(*(state.word for state in kind.entry.states)), "The state of the entry."),
        settled=(YES_OR_NO, "Whether the entry is settled."),
        lacks_evidence=(YES_OR_NO, "Whether the entry has an answer but lacks the required evidence."),
        overdue=(YES_OR_NO, "Whether the entry is not settled although its date is past."),
        **_PLACE,
        **(standing if issubclass(kind.entry, SignOff) else {}),
    )
    return _written(kind.table.rows, own)


def _describe_section(rows: Iterable[Field]) -> Schema:
    own = record(
        id=(TEXT, "The id of the section."),
        items=({"type": "object", "additionalProperties": TEXT}, "The state of each entry, keyed by id."),
        settled=SETTLED,
        total=TOTAL,
        **_PLACE,
    )
    return _written(rows, own)


_PHASE = _written(PHASE.rows, record(id=(TEXT, "The id of the phase."), settled=SETTLED, total=TOTAL, **_PLACE))
_ANY_ROW = {row.name: row for table in SECTIONS.values() for row in table.rows}
_SECTION = {kind.id: _describe_section(SECTIONS[kind.id].rows) for kind in KINDS}
_PROSE = {**_describe_section(_ANY_ROW.values()), "required": _SECTION[DEFAULT.id]["required"]}
"""The schema of a section without entries; it can have the keys of every kind."""


_SYSTEM = record(
    id=(TEXT, "The id of the system."),
    name=(TEXT, "The name of the system."),
    summary=(or_null(TEXT), "A description of the system; null if the file does not have it."),
    repository=(or_null(TEXT), "The address of the system's repository; null if the file does not have it."),
    releases=(
        {
            "type": "object",
            "additionalProperties": record(
                verdict=(VERDICT, "Whether the release can be deployed."), outcome=OUTCOME, settled=SETTLED, total=TOTAL
            ),
        },
        "The releases, keyed by id.",
    ),
)
_ANY_REF: Schema = {**REF, "pattern": f"^[a-z0-9-]+$|{REF['pattern']}"}
"""The schema of the id of a system, or of a reference."""


def _cases() -> Iterator[Schema]:
    """The schemas of `entry`, each with its condition on `kind` and `ref`.

    A section and its entries have the same `kind`, so the condition on `ref` distinguishes them.
    """
    yield _case("system", _SYSTEM)
    yield _case("release", RELEASE)
    yield _case("phase", _PHASE)
    yield _case(PROSE, _PROSE)
    for kind in KINDS:
        yield _case(kind.id, _SECTION[kind.id], "^[^/]+/[^/]+$")
        yield _case(kind.id, _describe_entry(kind), "^[^/]+/[^/]+/[^/]+$")


def _case(kind: str, entry: Schema, ref: str = "") -> Schema:
    is_kind = {"kind": {"const": kind}, "ref": {"pattern": ref}}
    return {"if": {"properties": is_kind}, "then": {"properties": {"entry": entry}}}


SHOW: Schema = {
    **document(
        "show",
        "The output of `gonogo show --format json`.",
        ref=(_ANY_REF, "The system, release, phase, section or entry that is shown."),
        kind=(
            one_of("system", "release", "phase", *SECTION_KIND["enum"]),
            "The kind of subject: `system`, `release`, `phase`, `prose`, or the kind of the section.",
        ),
        entry=({"type": "object"}, "The subject as written, with its state. Its keys depend on `kind` and `ref`."),
        events=(list_of(EVENT), "The events of the subject; empty if the history is missing or incomplete."),
    ),
    "allOf": list(_cases()),
}

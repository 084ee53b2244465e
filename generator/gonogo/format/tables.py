"""Field tables, from which gonogo derives decoding, encoding, the JSON Schemas and the reference pages.

A `Table` lists the keys of one kind of record; a `Field` is the row for one key, with its type and meaning.
`RecordsById` and `Nested` are the types of keys whose values are records.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gonogo.core.diagnostics import shorten
from gonogo.core.frozen import Frozen, default_of
from gonogo.core.nodes import ListNode, MapNode, Node, Plain, Scalar, Where
from gonogo.format.value_type import Choice, FieldType, Schema, name_foreign, refuse_shape
from gonogo.model.ids import ID_PATTERN, is_id
from gonogo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gonogo.format.decode_context import DecodeContext

R = TypeVar("R", bound=Record)


class Empty(Enum):
    """The meaning of a key without a value."""

    GAP = "gap"
    """A value is missing: pages show the gap in red, and `gonogo check` reports it."""
    OPEN = "open"
    """There is no answer yet, and nothing is missing: for example, the decision of a slot before the sign-off."""
    REFUSED = "refused"
    """An error: the key must have a value."""


class Field(Frozen):
    """A row of a table: a key with its type, its meaning (`doc`), and the meaning of an empty value.

    If a key is `required`, the file must have its line, even without a value. `attribute` is the name of the attribute
    in the record, if it differs from the key. `default` is the default in words, for the reference page; the default
    value is defined in the record's class.
    """

    name: str
    type: FieldType[Any]
    doc: str
    required: bool = False
    empty: Empty = Empty.GAP
    attribute: str = ""
    default: str = ""

    @property
    def target(self) -> str:
        """The name of the attribute in the record."""
        return self.attribute or self.name


class Table(Generic[R]):
    """All keys of one kind of record, in the order in which gonogo writes them: answers, title, plan.

    `make` is the record's class. `check` reports values of a record that contradict each other.
    """

    def __init__(
        self,
        name: str,
        make: type[R],
        *rows: Field,
        check: Callable[[R, DecodeContext], None] | None = None,
    ) -> None:
        self.name = name
        self.make = make
        self.rows = rows
        self.by_name: Mapping[str, Field] = {row.name: row for row in rows}
        self.required = tuple(row for row in rows if row.required)
        self.check = check

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows)

    def decode(self, body: Node, key: Scalar, reading: DecodeContext, **fixed: object) -> R | None:
        """The record; None if it has an error, which is reported. `fixed` are values of attributes without a key."""
        if not isinstance(body, MapNode):
            refuse_shape(body, key, "a mapping", reading, _show_keys(body, key, self))
            return None
        before = len(reading.diagnostics)
        values, gaps, hints = self._decode_values(body, reading)
        missing = [row for row in self.required if row.name not in body.entries]
        # A misspelled key has already been reported with a hint; the same key is not also reported as missing.
        self._report_missing([row for row in missing if f'did you mean "{row.name}"?' not in hints], key, reading)
        if missing or len(reading.diagnostics) > before:
            return None
        record = self.make(where=Where(reading.path, key.span, body), gaps=gaps, **values, **fixed)
        if self.check is not None:
            self.check(record, reading)
        return record if len(reading.diagnostics) == before else None

    def _decode_values(
        self, body: MapNode, reading: DecodeContext
    ) -> tuple[dict[str, object], tuple[str, ...], set[str]]:
        """The values keyed by attribute, the keys that are gaps in table order, and the hints for unknown keys."""
        values: dict[str, object] = {}
        gaps = set()
        hints = set()
        for name, (name_node, node) in body.entries.items():
            row = self.by_name.get(name)
            if row is None:
                hint = self._suggest_key(name, reading)
                hints.add(hint)
                message = f'{_article(self.name)} {self.name} has no key "{shorten(name)}"'
                reading.error("unknown-key", name_node.span, message, hint)
            elif not _is_empty(node):
                values[row.target] = row.type.decode(node, name_node, reading)
            elif row.empty is Empty.REFUSED:
                reading.error("empty-value", name_node.span, f'"{name}" is empty', f"expected: {_expected(row)}")
            elif row.empty is Empty.GAP:
                gaps.add(name)
        return values, tuple(row.name for row in self.rows if row.name in gaps), hints

    def _suggest_key(self, name: str, reading: DecodeContext) -> str:
        """A hint for an unknown key: the right key according to `explain_key`, or else the most similar key."""
        from gonogo.format.other_keys import explain_key  # noqa: PLC0415 - only a wrong key needs this module

        is_case = name.casefold() in self.by_name
        return (not is_case and explain_key(name, self.by_name, self.name)) or reading.suggest(name, self.by_name)

    def _report_missing(self, rows: list[Field], key: Scalar, reading: DecodeContext) -> None:
        subject = f'{self.name} "{key.text}"' if key.text not in ("", self.name) else f"the {self.name}"
        for row in rows:
            hint = f"add the line `{row.name}:`" if row.empty is not Empty.REFUSED else f"add {_expected(row)}"
            reading.error("missing-key", key.span, f'{subject} has no line "{row.name}"', hint)

    def encode(self, record: R) -> dict[str, Plain]:
        """The keys of a record with their values: the inverse of `decode`.

        A key with its default value is left out, unless it is required. A gap becomes a key without a value.
        """
        written: dict[str, Plain] = {}
        for row in self.rows:
            value = getattr(record, row.target)
            if row.name in record.gaps:
                written[row.name] = ""
            elif value != default_of(type(record), row.target) and value is not None:
                written[row.name] = row.type.encode(value)
            elif row.required:
                written[row.name] = row.type.encode(value) if row.empty is Empty.REFUSED else ""
        return written

    def schema(self) -> Schema:
        """The JSON Schema (draft-07) of the record."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [row.name for row in self.required],
            "properties": {row.name: _property_schema(row) for row in self.rows},
        }


def _is_empty(node: Node) -> bool:
    """Whether a key has no value; an empty list or mapping is not a value either."""
    return not (node.text if isinstance(node, Scalar) else node.items if isinstance(node, ListNode) else node.entries)


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _expected(row: Field) -> str:
    one_of = "one of " if isinstance(row.type, Choice) and len(row.type.words) > 1 else ""
    return f"`{row.name}:` with {one_of}{row.type.label}"


def _property_schema(row: Field) -> Schema:
    schema = row.type.schema()
    if row.empty is not Empty.REFUSED:
        schema = _or_null(schema)
    return {**schema, "description": row.doc}


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema and "pattern" not in schema:
        types = schema["type"]
        return {**schema, "type": [*(types if isinstance(types, list) else [types]), "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_NO_BLANK = r"([\w.-]+):(?!//)(\S.*)"


def _show_keys(node: Node, key: Scalar, table: Table[Any]) -> str:
    """The hint for a node that should be a mapping.

    The hint shows where to write the keys or, for text such as `status:done`, that a space is missing.
    """
    first = (table.required or table.rows)[0].name
    if isinstance(node, Scalar) and not node.text:
        return f"the lines below `{key.text}:` need two more spaces, such as `{first}:`"
    if isinstance(node, Scalar) and (match := re.fullmatch(_NO_BLANK, node.text)):
        return f"put a space after the colon: `{match[1]}: {match[2]}`"
    return f"put its keys below it, with two more spaces, such as `{first}:`" if key.text else f"add a line `{first}:`"


def _show_ids(node: Node, table: Table[Any]) -> str:
    """The hint for a node that should be a mapping of records by id."""
    dash = "no dashes: " if isinstance(node, ListNode) else ""
    return f"{dash}begin each {table.name} with a line for its id, like `some-id:`, and put its keys below that line"


class RecordsById(FieldType[dict[str, R]]):
    """The type of a mapping of records by id. With `has_id`, the record's class has an attribute `id`."""

    def __init__(self, table: Table[R], *, may_be_empty: bool = True, has_id: bool = True) -> None:
        self.table = table
        self.may_be_empty = may_be_empty
        self.has_id = has_id
        self.label = f"mapping of {table.name}s by id"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> dict[str, R] | None:
        if not isinstance(node, MapNode):
            refuse_shape(node, key, f"a {self.label}", reading, _show_ids(node, self.table))
            return None
        records: dict[str, R] = {}
        for name, (name_node, body) in node.entries.items():
            if decode_id(name_node, reading) is None:
                continue
            decode = partial(self.table.decode, body, name_node, reading, **({"id": name} if self.has_id else {}))
            record = reading.decode_once((id(self), id(body), name), decode)
            if record is not None:
                records[name] = record
        return records

    def encode(self, value: dict[str, R]) -> Plain:
        return {key: self.table.encode(record) for key, record in value.items()}

    def schema(self) -> Schema:
        return schema_by_id(self.table.schema())


class Nested(FieldType[R]):
    """The type of a key whose value is one record."""

    def __init__(self, table: Table[R]) -> None:
        self.table = table
        self.label = f"mapping: {', '.join(f'`{row.name}`' for row in table.rows)}"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> R | None:
        return self.table.decode(node, key, reading)

    def encode(self, value: R) -> Plain:
        return dict(self.table.encode(value))

    def schema(self) -> Schema:
        return self.table.schema()


def schema_by_id(record: Schema) -> Schema:
    """The JSON Schema of a mapping by id; `record` is the schema of its values."""
    return {"type": "object", "propertyNames": {"pattern": f"^{ID_PATTERN}$"}, "additionalProperties": record}


def decode_id(key: Scalar, reading: DecodeContext) -> str | None:
    """The string of a key; None if the string is not an id, which is reported."""
    if is_id(key.text):
        return key.text
    hint = "1 to 64 of a-z, 0-9 and -, beginning with a letter or digit" + name_foreign(key.text)
    reading.error("bad-id", key.span, f'"{shorten(key.text)}" is not an id', hint)
    return None

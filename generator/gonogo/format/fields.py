"""Field tables: one row a key, from which decoding, encoding, the JSON Schema and the reference page all follow.

A `FieldType` knows one kind of value; a `Field` is a key with its type and meaning; a `Table` is all keys of one
kind of record. What does not fit is reported to the `DecodeContext` with its place, and decoding goes on.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from gonogo.core.diagnostics import READING_RULES, Diagnostic, Severity, Suggester, shorten
from gonogo.core.frozen import Frozen, default_of
from gonogo.core.nodes import ListNode, Location, MapNode, Node, Plain, Scalar, Span, Where
from gonogo.model.ids import ID_PATTERN, is_id
from gonogo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")
R = TypeVar("R", bound=Record)

Schema: TypeAlias = dict[str, Any]

MAX_TITLE = 300


class DecodeContext:
    """Collects what is wrong with one file while it is decoded."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.diagnostics: list[Diagnostic] = []
        self._suggester = Suggester()

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """A "did you mean" for a word of this file."""
        return self._suggester.help(word, known)

    def error(self, rule: str, span: Span, message: str, hint: str = "") -> None:
        """Reports an error at a place of this file; `rule` is one of `READING_RULES`."""
        assert rule in READING_RULES, rule  # noqa: S101 - a misspelled rule id is a bug, not input
        self.diagnostics.append(Diagnostic(rule, Severity.ERROR, message, Location(self.path, span), hint))


class FieldType(ABC, Generic[T]):
    """One kind of value. `label` names it on the reference page."""

    label: str

    @property
    def plural(self) -> str:
        """The label for several values."""
        first, comma, rest = self.label.partition(",")
        return f"{first}s{comma}{rest}"

    @abstractmethod
    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> T | None:
        """The value of a node that is not empty; None when it was refused and reported."""

    @abstractmethod
    def encode(self, value: T) -> Plain:
        """What to write for a value: the inverse of `decode`."""

    @abstractmethod
    def schema(self) -> Schema:
        """JSON Schema (draft-07) of the value as an editor's YAML parser sees it, so `12` is a number there."""


def _subject(key: Scalar) -> str:
    return f'"{key.text}"' if key.text else "the file"


_SHAPES = {Scalar: "a text", ListNode: "a list", MapNode: "a mapping"}


def refuse_shape(node: Node, key: Scalar, expected: str, reading: DecodeContext) -> None:
    """Reports that a node is a list, say, where `expected` should stand."""
    reading.error("wrong-shape", node.span, f"{_subject(key)} is {_SHAPES[type(node)]}; {expected} is expected")


class Text(FieldType[T]):
    """A value written as one text. `parse` raises ValueError, with a reason or without."""

    def __init__(  # noqa: PLR0913 - a row of constants
        self,
        label: str,
        parse: Callable[[str], T],
        write: Callable[[T], str] = str,
        *,
        expects: str,
        pattern: str = "",
        is_number: bool = False,
    ) -> None:
        self.label = label
        self.parse = parse
        self.write = write
        self.expects = expects
        self.pattern = pattern
        self.is_number = is_number

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> T | None:
        if not isinstance(node, Scalar):
            refuse_shape(node, key, self.expects, reading)
            return None
        try:
            return self.parse(node.text)
        except ValueError as error:
            reason = str(error)
            hint = f"expected is {self.expects}"
            if reason and reason != node.text and " " in reason:
                hint = f"{reason}; {hint}"
            hint += name_foreign(node.text) if self.pattern else ""
            reading.error("wrong-value", node.span, f'"{key.text}" is "{shorten(node.text)}"', hint)
            return None

    def encode(self, value: T) -> Plain:
        return self.write(value)

    def schema(self) -> Schema:
        if not self.pattern:
            return {"type": ["string", "number", "boolean"]}
        kinds = ["string", "number", "boolean"] if self.is_number else "string"
        return {"type": kinds, "pattern": f"^({self.pattern})$"}


class Choice(FieldType[str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.label = ", ".join(f"`{word}`" for word in words)

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> str | None:
        if not isinstance(node, Scalar):
            refuse_shape(node, key, f"one of {', '.join(self.words)}", reading)
        elif node.text in self.words:
            return node.text
        else:
            hint = reading.suggest(node.text, self.words)
            reading.error("unknown-word", node.span, f'"{key.text}" cannot be "{shorten(node.text)}"', hint)
        return None

    def encode(self, value: str) -> Plain:
        return value

    def schema(self) -> Schema:
        return {"enum": [word for text in self.words for word in ([text, int(text)] if text.isdecimal() else [text])]}


class ListOf(FieldType[tuple[T, ...]]):
    """A list of values of one type; with `or_one`, a single value may stand for a list of one."""

    def __init__(self, element: FieldType[T], *, or_one: bool = False) -> None:
        self.element = element
        self.or_one = or_one
        self.label = f"{element.label}, one or a list" if or_one else f"list of {element.plural}"

    @property
    def plural(self) -> str:
        return f"lists of {self.element.plural}"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> tuple[T, ...] | None:
        if isinstance(node, Scalar) and self.or_one:
            value = self.element.decode(node, key, reading)
            return None if value is None else (value,)
        if not isinstance(node, ListNode):
            refuse_shape(node, key, "a list like [a, b]", reading)
            return None
        return self.decode_elements(node, key, reading)

    def decode_elements(self, node: ListNode, key: Scalar, reading: DecodeContext) -> tuple[T, ...] | None:
        values = []
        seen = set()
        for item in node.items:
            if isinstance(item, Scalar) and not item.text:
                reading.error(
                    "empty-value", item.span, f'an element of "{key.text}" is empty', "fill it or take it out"
                )
            elif (value := self.element.decode(item, key, reading)) is not None:
                if value in seen:
                    reading.error("wrong-value", item.span, f'"{key.text}" names the same twice', "take one out")
                seen.add(value)
                values.append(value)
        return tuple(values) if len(values) == len(node.items) else None

    def encode(self, value: tuple[T, ...]) -> Plain:
        return [self.element.encode(item) for item in value]

    def schema(self) -> Schema:
        items: Schema = {"type": "array", "items": self.element.schema(), "uniqueItems": True}
        return {"anyOf": [self.element.schema(), items]} if self.or_one else items


class Empty(Enum):
    """What an empty value of a key means."""

    GAP = "gap"
    """Somebody asked and nobody answered: shown in red, counted by `check`."""
    OPEN = "open"
    """Not answered yet, as it should be."""
    REFUSED = "refused"
    """Without it the file makes no sense."""


class Field(Frozen):
    """A key: its type, what it means, whether its line always stands, and what it means when empty.

    `attribute` is the name in the model where it differs. `default` is for the reference page; the value itself
    is the model's.
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
        """The name of the model's attribute."""
        return self.attribute or self.name


class Table(Generic[R]):
    """All keys of one kind of record, in the order in which they are written: answers, title, plan.

    `check` looks at keys that concern each other.
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

    def decode(self, body: Node, key: Scalar, reading: DecodeContext, **fixed: object) -> R | None:
        """The record, or None when something in it was refused. `fixed` are attributes that no key holds."""
        if not isinstance(body, MapNode):
            refuse_shape(body, key, "a mapping", reading)
            return None
        before = len(reading.diagnostics)
        values: dict[str, object] = {}
        gaps = set()
        guesses = set()
        for name, (name_node, node) in body.entries.items():
            row = self.by_name.get(name)
            if row is None:
                hint = reading.suggest(name, self.by_name)
                guesses.add(hint)
                reading.error(
                    "unknown-key",
                    name_node.span,
                    f'{_article(self.name)} {self.name} has no key "{shorten(name)}"',
                    hint,
                )
            elif not _is_empty(node):
                values[row.target] = row.type.decode(node, name_node, reading)
            elif row.empty is Empty.REFUSED:
                reading.error("empty-value", name_node.span, f'"{name}" is empty', f"expected is {_expected(row)}")
            elif row.empty is Empty.GAP:
                gaps.add(name)
        missing = [row for row in self.required if row.name not in body.entries]
        # A misspelled line is reported as that, and not as missing too.
        self.report_missing([row for row in missing if f'did you mean "{row.name}"?' not in guesses], key, reading)
        if missing or len(reading.diagnostics) > before:
            return None
        in_order = tuple(row.name for row in self.rows if row.name in gaps)
        record = self.make(
            where=Where(reading.path, key.span, body),
            gaps=in_order,
            **values,
            **fixed,
        )
        if self.check is not None:
            self.check(record, reading)
        return record if len(reading.diagnostics) == before else None

    def report_missing(self, rows: list[Field], key: Scalar, reading: DecodeContext) -> None:
        """Reports required lines that do not stand."""
        for row in rows:
            hint = f"add the line `{row.name}:`" if row.empty is not Empty.REFUSED else f"add {_expected(row)}"
            what = f'{self.name} "{key.text}"' if key.text not in ("", self.name) else f"the {self.name}"
            reading.error("missing-key", key.span, f'{what} has no line "{row.name}"', hint)

    def encode(self, record: R) -> dict[str, Plain]:
        """The keys to write for a record; absent stays absent, a gap stays a gap."""
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
        """JSON Schema (draft-07) of the record."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [row.name for row in self.required],
            "properties": {row.name: _property_schema(row) for row in self.rows},
        }


def _is_empty(node: Node) -> bool:
    """Whether nothing stands behind the key; `[]` is nothing too."""
    return not (node.text if isinstance(node, Scalar) else node.items if isinstance(node, ListNode) else node.entries)


def name_foreign(text: str) -> str:
    """The first character that is not ASCII, by its code point: a look-alike is not told apart by eye."""
    foreign = next((character for character in text if not character.isascii()), "")
    return f'; "{foreign}" is U+{ord(foreign):04X}' if foreign else ""


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


class RecordsById(FieldType[dict[str, R]]):
    """A mapping of records by their ids."""

    def __init__(self, table: Table[R], *, may_be_empty: bool = True, has_id: bool = True) -> None:
        self.table = table
        self.may_be_empty = may_be_empty
        self.has_id = has_id
        self.label = f"mapping of {table.name}s by id"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> dict[str, R] | None:
        if not isinstance(node, MapNode):
            refuse_shape(node, key, self.label, reading)
            return None
        records: dict[str, R] = {}
        for name, (name_node, body) in node.entries.items():
            if decode_id(name_node, reading) is None:
                continue
            fixed = {"id": name} if self.has_id else {}
            record = self.table.decode(body, name_node, reading, **fixed)
            if record is not None:
                records[name] = record
        return records

    def encode(self, value: dict[str, R]) -> Plain:
        return {key: self.table.encode(record) for key, record in value.items()}

    def schema(self) -> Schema:
        return schema_by_id(self.table.schema())


class Nested(FieldType[R]):
    """One record below a key."""

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
    """A mapping by id of what `record` describes."""
    return {"type": "object", "propertyNames": {"pattern": f"^{ID_PATTERN}$"}, "additionalProperties": record}


def decode_id(key: Scalar, reading: DecodeContext) -> str | None:
    """The id that a key is, or None when it is none."""
    if is_id(key.text):
        return key.text
    hint = "1 to 64 of a-z, 0-9 and -, beginning with a letter or digit" + name_foreign(key.text)
    reading.error("bad-id", key.span, f'"{shorten(key.text)}" is not an id', hint)
    return None

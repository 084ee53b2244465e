"""Types of value. A type decodes and encodes values, and describes them as JSON Schema and on the reference page.

`Text`, `Choice` and `ListOf` are types of strings and lists. `tables` has the types of mappings, and `named_types` has
constants such as `DATE`. A type reports errors with their places to the `DecodeContext`, and decoding continues.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from gonogo.core.diagnostics import shorten
from gonogo.core.nodes import ListNode, MapNode, Node, Plain, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gonogo.format.decode_context import DecodeContext

T = TypeVar("T")

Schema: TypeAlias = dict[str, Any]


class FieldType(ABC, Generic[T]):
    """A type of value. `label` is the name of the type on the reference page."""

    label: str

    @property
    def plural(self) -> str:
        """The label of the type in the plural."""
        first, comma, rest = self.label.partition(",")
        return f"{first}s{comma}{rest}"

    @abstractmethod
    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> T | None:
        """The value of a node, which must not be empty; None if the node has an error, which is reported."""

    @abstractmethod
    def encode(self, value: T) -> Plain:
        """The value as a string, list or mapping for the file: the inverse of `decode`."""

    @abstractmethod
    def schema(self) -> Schema:
        """The JSON Schema (draft-07) of the value as editors parse it.

        For the YAML parsers of editors, `12` is a number and `true` a boolean; for gonogo, both are strings.
        """


_SHAPES = {Scalar: "a text", ListNode: "a list", MapNode: "a mapping"}


def refuse_shape(node: Node, key: Scalar, expected: str, reading: DecodeContext, hint: str = "") -> None:
    """Reports a node of the wrong type, for example a list in place of a string. `expected` is the right type."""
    subject = f'"{key.text}"' if key.text else "the file"
    reading.error("wrong-shape", node.span, f"{subject} is {_SHAPES[type(node)]}; {expected} is expected", hint)


def name_foreign(text: str) -> str:
    """The end of a hint that names the first non-ASCII character of `text`; "" if there is none.

    Such a character can look like an ASCII character, so that people do not see the mistake.
    """
    foreign = next((character for character in text if not character.isascii()), "")
    return f'; "{foreign}" is U+{ord(foreign):04X}' if foreign else ""


class Text(FieldType[T]):
    """The type of a value that is written as one string.

    `parse` raises ValueError for a string in a wrong form. The message of the error is either the string itself, or a
    reason, which is then reported. `expects` is the right form in words, and `pattern` is the right form as a regular
    expression. `is_number` says that some values look like numbers to editors.
    """

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
            hint = f"expected: {self.expects}"
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


def meanings(others: Mapping[str, str]) -> dict[str, str]:
    """The right word (or the hint) for each wrong word that people write, keyed by wrong word.

    `others` has the wrong words for each right word, separated by a comma and a space.
    """
    return {text: word for word, texts in others.items() for text in texts.split(", ")}


class Choice(FieldType[str]):
    """The type of a value that is one of a fixed set of words.

    `others` are wrong words that people write, in lower case, with the right word or a hint for each.
    """

    def __init__(self, *words: str, others: Mapping[str, str] | None = None) -> None:
        self.words = words
        self.others = others or {}
        self.label = ", ".join(f"`{word}`" for word in words)

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> str | None:
        if not isinstance(node, Scalar):
            refuse_shape(node, key, f"one of {', '.join(self.words)}", reading)
        elif node.text in self.words:
            return node.text
        else:
            hint = self.explain(node.text) or reading.suggest(node.text, self.words)
            reading.error("unknown-word", node.span, f'"{key.text}" cannot be "{shorten(node.text)}"', hint)
        return None

    def explain(self, text: str) -> str:
        """The hint for a wrong word in `others`; "" for any other word."""
        meant = self.others.get(text.casefold(), "")
        return f'did you mean "{meant}"?' if meant in self.words else meant

    def encode(self, value: str) -> Plain:
        return value

    def schema(self) -> Schema:
        return {"enum": [word for text in self.words for word in ([text, int(text)] if text.isdecimal() else [text])]}


class ListOf(FieldType[tuple[T, ...]]):
    """The type of a list of different values, all of the type `element`.

    With `or_one`, a single value may be written without the list. `is_inner` says that this is a list in a list.
    """

    def __init__(self, element: FieldType[T], *, or_one: bool = False, is_inner: bool = False) -> None:
        self.element = element
        self.or_one = or_one
        self.is_inner = is_inner
        self.label = f"{element.label}, one or a list" if or_one else f"list of {element.plural}"

    @property
    def plural(self) -> str:
        return f"lists of {self.element.plural}"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> tuple[T, ...] | None:
        if isinstance(node, Scalar) and self.or_one:
            value = self.element.decode(node, key, reading)
            return None if value is None else (value,)
        if not isinstance(node, ListNode):
            hint = self._show_list(node, key) if isinstance(node, Scalar) else ""
            refuse_shape(node, key, "a list like [a, b]", reading, hint)
            return None
        return self._decode_elements(node, key, reading)

    def _show_list(self, node: Scalar, key: Scalar) -> str:
        """The hint for a string that should be a list.

        If the parts of the string are valid elements, the hint shows the string as a list. Otherwise, it shows the form
        of a list and of an element.
        """
        if self.is_inner:
            return "write one list per line, like `- [a, b]`"
        expects = self.element.expects if isinstance(self.element, Text) else self.element.label
        parts = [part.strip() for part in node.text.split(",")]
        try:
            if isinstance(self.element, Text):
                for part in parts:
                    self.element.parse(part)
                return f"write `{key.text}: [{', '.join(parts)}]`"
        except ValueError:
            pass
        return f"write `{key.text}: [a, b]`, each of them {expects}"

    def _decode_elements(self, node: ListNode, key: Scalar, reading: DecodeContext) -> tuple[T, ...] | None:
        values = []
        seen = set()
        for item in node.items:
            if isinstance(item, Scalar) and not item.text:
                reading.error(
                    "empty-value", item.span, f'an element of "{key.text}" is empty', "fill it in or remove it"
                )
            elif (value := self.element.decode(item, key, reading)) is not None:
                if value in seen:
                    reading.error("wrong-value", item.span, f'"{key.text}" has the same value twice', "remove one")
                seen.add(value)
                values.append(value)
        return tuple(values) if len(values) == len(node.items) else None

    def encode(self, value: tuple[T, ...]) -> Plain:
        return [self.element.encode(item) for item in value]

    def schema(self) -> Schema:
        items: Schema = {"type": "array", "items": self.element.schema(), "uniqueItems": True}
        return {"anyOf": [self.element.schema(), items]} if self.or_one else items

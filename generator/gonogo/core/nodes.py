"""Nodes: the strings, lists and mappings of a YAML file with their places, from which records are decoded.

This module does not read YAML; `gonogo.source.yaml.strict_reader` builds these nodes from the parser's events.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from gonogo.core.frozen import Frozen, field


class Span(NamedTuple):
    """A place in a text: line and column are 1-based, columns count code points.

    `end` is the column after the last character. For a value with several lines, it is the place in the first line.
    """

    line: int
    column: int
    end: int


class Location(NamedTuple):
    """A span in a file; `path` is relative to the project, with forward slashes."""

    path: str
    span: Span


START = Span(1, 1, 1)


class Scalar(NamedTuple):
    """A string. An absent value (`phone:`) is a scalar with an empty string and a zero-width span."""

    text: str
    span: Span


class ListNode(NamedTuple):
    """A list, written in block style or on one line."""

    items: tuple[Node, ...]
    span: Span


class MapNode(NamedTuple):
    """A mapping in document order: key text -> (key, value). Keys are unique."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span


Node: TypeAlias = Scalar | ListNode | MapNode

# The values of a file without places: every scalar is a string, mappings are in document order.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
PlainTree: TypeAlias = dict[str, Plain]


def plain_of(node: Node) -> Plain:
    """The value of a node without its places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [plain_of(item) for item in node.items]
    return {key: plain_of(value) for key, (_, value) in node.entries.items()}


class PlacelessNodes:
    """Nodes of values that have no places. A list or mapping that several trees share becomes one node."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Plain, Node]] = {}  # by id; with the value, so that no other value gets its id

    def make(self, value: Plain) -> Node:
        """The node of a value, each part of which is at the start of the file."""
        if isinstance(value, str):
            return Scalar(value, START)
        if id(value) not in self._made:
            self._made[id(value)] = value, self._make(value)
        return self._made[id(value)][1]

    def _make(self, value: list[Plain] | dict[str, Plain]) -> Node:
        if isinstance(value, list):
            return ListNode(tuple(map(self.make, value)), START)
        return MapNode({key: (Scalar(key, START), self.make(below)) for key, below in value.items()}, START)


class Unreadable(NamedTuple):
    """A version of a file that cannot be read, and the reason in one line."""

    reason: str


Version: TypeAlias = PlainTree | Unreadable | None
"""The content of a file in one version; None if the version does not have the file."""


class Document(Frozen):
    """A file as read by the strict reader.

    `lost` are the places of comments after a value: the comment may have been meant as a part of it.
    """

    path: str
    text: str
    root: Node
    lost: tuple[Span, ...] = ()


class Where(Frozen):
    """The place of a record in its file, and the places of its keys."""

    path: str = ""
    key: Span = START
    body: MapNode | None = field(default=None)

    @property
    def location(self) -> Location:
        """The place of the record's id; the start of the file for the record that is the whole file."""
        return Location(self.path, self.key)

    def key_of(self, name: str) -> Location | None:
        """The place of a key, None if it is not written."""
        entry = self.body.entries.get(name) if self.body else None
        return Location(self.path, entry[0].span) if entry else None

    def at(self, name: str, index: int | None = None) -> Location:
        """The place of the value of a key, or of the element `index` (0-based) in its list.

        If the value is empty or a mapping, the place of the key; if the key is not written, the place of the record.
        """
        if self.body is None or name not in self.body.entries:
            return self.location
        key, value = self.body.entries[name]
        if isinstance(value, ListNode) and index is not None:
            value = value.items[index]
        empty = isinstance(value, Scalar) and not value.text
        return Location(self.path, key.span if empty or isinstance(value, MapNode) else value.span)


NOWHERE = Where()

"""Nodes: the strings, lists and mappings of a YAML file, each with its place in the file.

`gonogo.source.yaml.strict_reader` builds nodes from the events of the YAML parser, and `gonogo.format` decodes them.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from gonogo.core.frozen import Frozen, field


class Span(NamedTuple):
    """A place in one line of a text. Lines and columns are 1-based; a column counts code points.

    `end` is the column after the last character. The span of a value with several lines is the part in its first line.
    """

    line: int
    column: int
    end: int


class Location(NamedTuple):
    """A span in a file; `path` is relative to the project folder and has forward slashes."""

    path: str
    span: Span


START = Span(1, 1, 1)


class Scalar(NamedTuple):
    """A string. A missing value, as in `phone:`, is an empty string with a span of width zero."""

    text: str
    span: Span


class ListNode(NamedTuple):
    """A list, written with one element per line or as `[a, b]`."""

    items: tuple[Node, ...]
    span: Span


class MapNode(NamedTuple):
    """A mapping: `entries` has the nodes of each key and its value, keyed by the text of the key, in document order."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span


Node: TypeAlias = Scalar | ListNode | MapNode

# The values of a file without their places: every scalar is a string, and mappings are in document order.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
PlainTree: TypeAlias = dict[str, Plain]


def plain_of(node: Node) -> Plain:
    """The value of a node, and of everything in it, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [plain_of(item) for item in node.items]
    return {key: plain_of(value) for key, (_, value) in node.entries.items()}


class PlacelessNodes:
    """Makes nodes from values without places. A list or mapping that several trees share becomes a single node."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Plain, Node]] = {}  # by id(); stores the value, to keep its id() unique

    def make(self, value: Plain) -> Node:
        """The node of a value. The span of this node, and of every node in it, is the start of the file."""
        if isinstance(value, str):
            return Scalar(value, START)
        if id(value) not in self._made:
            self._made[id(value)] = value, self._make(value)
        return self._made[id(value)][1]

    def _make(self, value: list[Plain] | dict[str, Plain]) -> Node:
        if isinstance(value, list):
            return ListNode(tuple(map(self.make, value)), START)
        return MapNode({key: (Scalar(key, START), self.make(below)) for key, below in value.items()}, START)


class Unreadable(Frozen):
    """The result of reading a file version that cannot be read. `reason` is one line of text."""

    reason: str


Version: TypeAlias = PlainTree | Unreadable | None
"""The content of a file at a commit; None if the commit does not have the file."""


class Document(Frozen):
    """A file as parsed by the strict reader.

    `lost` has the places of comments that follow a value on the same line. The author may have intended such a comment
    as a part of the value.
    """

    path: str
    text: str
    root: Node
    lost: tuple[Span, ...] = ()


class Where(Frozen):
    """The place of a record in its file. `key` is the place of its id, `body` is the mapping with its keys."""

    path: str = ""
    key: Span = START
    body: MapNode | None = field(default=None)

    @property
    def location(self) -> Location:
        """The place of the record's id, or the start of the file if the record is the whole file."""
        return Location(self.path, self.key)

    def key_of(self, name: str) -> Location | None:
        """The place of a key, or None if the record does not have the key."""
        entry = self.body.entries.get(name) if self.body else None
        return Location(self.path, entry[0].span) if entry else None

    def at(self, name: str, index: int | None = None) -> Location:
        """The place of a key's value or, with `index`, of that element (0-based) of its list.

        If the value is empty or a mapping, this is the place of the key. If the record does not have the key, this is
        the place of the record.
        """
        if self.body is None or name not in self.body.entries:
            return self.location
        key, value = self.body.entries[name]
        if isinstance(value, ListNode) and index is not None:
            value = value.items[index]
        empty = isinstance(value, Scalar) and not value.text
        return Location(self.path, key.span if empty or isinstance(value, MapNode) else value.span)


NOWHERE = Where()

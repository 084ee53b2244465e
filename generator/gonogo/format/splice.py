"""Changing a few values in the text of a YAML file, without changing any other byte.

The node of a value has its place in the text. If the value is on one line, only the value is replaced, and its quotes
are kept. A new key is written below the nearest key that comes before it in the order of the format. Comments, blank
lines, the order of keys, line ends and the end of the file do not change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.nodes import ListNode, MapNode, Scalar, plain_of
from gonogo.format.write import quote, write_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gonogo.core.nodes import Node, Plain, PlainTree

Place = tuple[str, ...]
"""The keys that lead from the top of a file to a mapping. () leads to the file itself."""

_BLOCK = re.compile(r"[|>](?P<signs>[-+1-9]*)\s*$")


class _LineEdit(NamedTuple):
    """The lines that replace the lines from `start` up to but not including `end`. Line numbers are 0-based."""

    start: int
    end: int
    lines: list[str]


class Change(NamedTuple):
    """New values for keys of the mapping at a place; None removes a key.

    `order` are all keys that the mapping can have, in the order in which the format writes them.
    """

    place: Place
    values: Mapping[str, Plain | None]
    order: Sequence[str]


def splice(text: str, root: MapNode, changes: Iterable[Change]) -> str:
    """The text of a file after these changes. `text` is the present text with its line ends, `root` its root node."""
    lines = text.split("\n")
    end_of_line = "\r" if lines[0].endswith("\r") else ""
    bare = [line.removesuffix("\r") for line in lines]
    edits: list[_LineEdit] = []
    for place, values, order in changes:
        key, body = _find(root, place)
        edits += _Writer(bare, body, key, order).edit_all(values)
    edits.sort(key=lambda edit: edit[:2])
    for edit in reversed(edits):  # from the end of the file, so that the line numbers of the other edits stay right
        _apply(lines, edit, end_of_line)
    return "\n".join(lines)


def spliced_tree(tree: PlainTree, changes: Iterable[Change]) -> PlainTree:
    """The values of a file after `splice`. The order of the keys can differ from their order in the file."""
    for change in changes:
        tree = _change_tree(tree, change.place, change.values)
    return tree


def _change_tree(tree: PlainTree, place: Place, values: Mapping[str, Plain | None]) -> PlainTree:
    copy = dict(tree)
    if place:
        below = copy[place[0]]
        assert isinstance(below, dict)  # noqa: S101 - a place leads through mappings
        copy[place[0]] = _change_tree(below, place[1:], values)
        return copy
    copy.update({key: value for key, value in values.items() if value is not None})
    return {key: value for key, value in copy.items() if values.get(key, value) is not None}


def _find(root: MapNode, place: Place) -> tuple[Scalar | None, MapNode]:
    """The key and the mapping at a place. The key is None for the file itself."""
    key, body = None, root
    for name in place:
        key, node = body.entries[name]
        assert isinstance(node, MapNode)  # noqa: S101 - a place leads through mappings
        body = node
    return key, body


def _apply(lines: list[str], edit: _LineEdit, end_of_line: str) -> None:
    """Replaces lines. New lines get the line ends of the file. The file ends with a line end only if it did before."""
    is_last = edit.end == len(lines)
    if edit.end - edit.start == len(edit.lines) == 1:
        added = [edit.lines[0] + ("\r" if lines[edit.start].endswith("\r") else "")]
    else:
        added = [line + end_of_line for line in edit.lines]
        if is_last and added:
            added[-1] = added[-1].removesuffix("\r")
    if is_last and edit.start:  # the line before the edit was the last line, or becomes the last line
        before = lines[edit.start - 1].removesuffix("\r")
        lines[edit.start - 1] = before + (end_of_line if added else "")
    lines[edit.start : edit.end] = added


class _Writer:
    """Finds and writes the lines of keys in one mapping. `lines` are the lines of the file, without line ends."""

    def __init__(self, lines: list[str], body: MapNode, key: Scalar | None, order: Sequence[str]) -> None:
        self.lines = lines
        self.body = body
        self.order = order
        self.start = key.span.line if key else 0
        self.indent = " " * (body.span.column - 1)

    def edit_all(self, values: Mapping[str, Plain | None]) -> Iterator[_LineEdit]:
        """The edits that set these values. There is no edit for a key that already has the value."""
        for name in self.order:
            value = values.get(name)
            if name in self.body.entries:
                if name in values:
                    yield from self._edit(name, value)
            elif value is not None:
                position = self._position_of(name)
                yield _LineEdit(position, position, self._write(name, value))

    def _edit(self, name: str, value: Plain | None) -> Iterator[_LineEdit]:
        """The edits that change the value of an existing key."""
        key, node = self.body.entries[name]
        start, end = key.span.line - 1, self._end_of(key, node)
        if value is None:
            yield _LineEdit(start, end, [])
        elif plain_of(node) == value:
            return
        elif isinstance(node, MapNode) and node.entries and isinstance(value, dict) and value:
            names = (*value, *(name for name in node.entries if name not in value))
            yield from _Writer(self.lines, node, key, names).edit_all(dict.fromkeys(names) | value)
        elif isinstance(node, Scalar) and isinstance(value, str) and end == start + 1 and "\n" not in value:
            yield _LineEdit(start, end, [self._replace_on_line(key, node, value)])
        else:
            after = self._after_comments(end)
            yield _LineEdit(start, after, self.lines[end:after] + self._write(name, value))

    def _write(self, name: str, value: Plain) -> list[str]:
        return list(write_keys({name: value}, self.indent))

    def _replace_on_line(self, key: Scalar, node: Scalar, value: str) -> str:
        line = self.lines[key.span.line - 1]
        after_colon = line.index(":", key.span.end - 1) + 1
        if not node.text:  # the key has no value, empty quotes, or an empty block such as `|`
            # Spaces at the end of the line are kept; empty quotes and the sign of a block are removed.
            rest = line[after_colon:]
            return f"{line[:after_colon]} {quote(value)}{rest if not rest.strip() else ''}"
        if not value:
            return line[:after_colon] + line[node.span.end - 1 :]
        written = line[node.span.column - 1 : node.span.end - 1]
        return line[: node.span.column - 1] + _quote_like(written, value) + line[node.span.end - 1 :]

    def _position_of(self, name: str) -> int:
        """The line (0-based) for a new key: below the nearest key that comes before it, else at the mapping's start."""
        before = self.order[: self.order.index(name)]
        for earlier in reversed(before):
            if earlier in self.body.entries:
                return self._after_comments(self._end_of(*self.body.entries[earlier]))
        return self._after_comments(self.start)

    def _after_comments(self, position: int) -> int:
        """The line (0-based) after the comments at `position` that are indented deeper than the keys.

        A new block scalar before these comments would contain them.
        """
        after = position
        for number in range(position, len(self.lines)):
            words = self.lines[number].lstrip(" ")
            if words and not (words.startswith("#") and len(self.lines[number]) - len(words) > len(self.indent)):
                break
            after = number + 1 if words else after
        return after

    def _end_of(self, key: Scalar, node: Node) -> int:
        """The line (0-based) after the last line of a value. Comments and blank lines after it do not count."""
        if isinstance(node, MapNode) and node.entries:
            return self._end_of(*max(node.entries.values(), key=lambda entry: entry[0].span.line))
        if isinstance(node, ListNode) and node.items:
            return self._end_of(key, node.items[-1])
        block = _BLOCK.match(self.lines[node.span.line - 1], node.span.column - 1)
        if block:
            return self._end_of_block(node.span.line, key.span.column - 1, block["signs"].strip("+-"))
        return max(key.span.line, node.span.line)

    def _end_of_block(self, first: int, column: int, digits: str) -> int:
        """The line (0-based) after a block scalar whose text begins on line `first`, without blank lines at its end.

        `column` is the indentation of the key, `digits` the indentation indicator of the block, or "".
        """
        indents = (len(line) - len(line.lstrip(" ")) for line in self.lines[first:] if line.strip(" "))
        indent = column + int(digits) if digits else next(indents, 0)
        end = first
        for number in range(first, len(self.lines) if indent > column else first):
            line = self.lines[number]
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) < indent:
                break
            if line[indent:]:  # a line with more spaces than the indentation belongs to the value
                end = number + 1
        return end


def _quote_like(written: str, value: str) -> str:
    """The value, with the same kind of quotes as the text `written`, which the value replaces."""
    if written.startswith("'"):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if written.startswith('"'):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return quote(value)

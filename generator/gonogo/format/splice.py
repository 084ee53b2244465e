"""Changes of a few values in the text of a file; everything else stays byte for byte.

A value is found by its node's place. On one line only the value itself is replaced, in its own quotes. A new key goes
below the nearest key that the format writes before it. Comments, blank lines, the order of keys, line ends and the end
of the file stay as they are.
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
"""The keys from the top of a file to a mapping; () is the file itself."""

_BLOCK = re.compile(r"[|>](?P<signs>[-+1-9]*)\s*$")


class _LineEdit(NamedTuple):
    """Lines that replace those from `start` up to `end`, counted from 0."""

    start: int
    end: int
    lines: list[str]


class Change(NamedTuple):
    """New values for keys of the mapping at a place; None removes a key.

    `order` are the keys of such a mapping in the order in which the format writes them.
    """

    place: Place
    values: Mapping[str, Plain | None]
    order: Sequence[str]


def splice(text: str, root: MapNode, changes: Iterable[Change]) -> str:
    """The text of a file with these changes. `text` is the file with its own line ends, `root` its tree."""
    lines = text.split("\n")
    end_of_line = "\r" if lines[0].endswith("\r") else ""
    bare = [line.removesuffix("\r") for line in lines]
    edits: list[_LineEdit] = []
    for place, values, order in changes:
        key, body = _find(root, place)
        edits += _Writer(bare, body, key, order).edit_all(values)
    edits.sort(key=lambda edit: edit[:2])
    for edit in reversed(edits):  # from the end, so that lines keep their numbers
        _apply(lines, edit, end_of_line)
    return "\n".join(lines)


def spliced_tree(tree: PlainTree, changes: Iterable[Change]) -> PlainTree:
    """The values of a file after `splice`. The order of keys may differ from the file's."""
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
    """The key and the mapping at a place; the file itself has no key."""
    key, body = None, root
    for name in place:
        key, node = body.entries[name]
        assert isinstance(node, MapNode)  # noqa: S101 - a place leads through mappings
        body = node
    return key, body


def _apply(lines: list[str], edit: _LineEdit, end_of_line: str) -> None:
    """Replaces lines. Added lines get the file's line ending; a last line without a line end stays without one."""
    is_last = edit.end == len(lines)
    if edit.end - edit.start == len(edit.lines) == 1:
        added = [edit.lines[0] + ("\r" if lines[edit.start].endswith("\r") else "")]
    else:
        added = [line + end_of_line for line in edit.lines]
        if is_last and added:
            added[-1] = added[-1].removesuffix("\r")
    if is_last and edit.start:  # the previous line was the last, or becomes the last
        before = lines[edit.start - 1].removesuffix("\r")
        lines[edit.start - 1] = before + (end_of_line if added else "")
    lines[edit.start : edit.end] = added


class _Writer:
    """Finds the lines of the keys in one mapping, and writes new lines. `lines` have no line ends."""

    def __init__(self, lines: list[str], body: MapNode, key: Scalar | None, order: Sequence[str]) -> None:
        self.lines = lines
        self.body = body
        self.order = order
        self.start = key.span.line if key else 0
        self.indent = " " * (body.span.column - 1)

    def edit_all(self, values: Mapping[str, Plain | None]) -> Iterator[_LineEdit]:
        """The edits that set the keys' values, none for a key that already has its value."""
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
        if not node.text:  # nothing, empty quotes, or the sign of a block without lines
            # Empty quotes are removed; spaces at the end of the line stay.
            rest = line[after_colon:]
            return f"{line[:after_colon]} {quote(value)}{rest if not rest.strip() else ''}"
        if not value:
            return line[:after_colon] + line[node.span.end - 1 :]
        written = line[node.span.column - 1 : node.span.end - 1]
        return line[: node.span.column - 1] + _quote_like(written, value) + line[node.span.end - 1 :]

    def _position_of(self, name: str) -> int:
        """The line for a new key: below the nearest key that comes before it, else the first line of the mapping."""
        before = self.order[: self.order.index(name)]
        for earlier in reversed(before):
            if earlier in self.body.entries:
                return self._after_comments(self._end_of(*self.body.entries[earlier]))
        return self._after_comments(self.start)

    def _after_comments(self, position: int) -> int:
        """The line after the comments here that are indented deeper than the keys and would continue a block scalar."""
        after = position
        for number in range(position, len(self.lines)):
            words = self.lines[number].lstrip(" ")
            if words and not (words.startswith("#") and len(self.lines[number]) - len(words) > len(self.indent)):
                break
            after = number + 1 if words else after
        return after

    def _end_of(self, key: Scalar, node: Node) -> int:
        """The line after the last line of a value, from 0. Comments and blank lines after it are not part of it."""
        if isinstance(node, MapNode) and node.entries:
            return self._end_of(*max(node.entries.values(), key=lambda entry: entry[0].span.line))
        if isinstance(node, ListNode) and node.items:
            return self._end_of(key, node.items[-1])
        block = _BLOCK.match(self.lines[node.span.line - 1], node.span.column - 1)
        if block:
            return self._end_of_block(node.span.line, key.span.column - 1, block["signs"].strip("+-"))
        return max(key.span.line, node.span.line)

    def _end_of_block(self, first: int, column: int, digits: str) -> int:
        """The line after a block scalar that begins on line `first`, without the blank lines after it."""
        indents = (len(line) - len(line.lstrip(" ")) for line in self.lines[first:] if line.strip(" "))
        indent = column + int(digits) if digits else next(indents, 0)
        end = first
        for number in range(first, len(self.lines) if indent > column else first):
            line = self.lines[number]
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) < indent:
                break
            if line[indent:]:  # spaces beyond the indentation are part of the value
                end = number + 1
        return end


def _quote_like(written: str, value: str) -> str:
    """The value in the quotes of the text that it replaces."""
    if written.startswith("'"):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if written.startswith('"'):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return quote(value)

"""The lenient reader: bytes of any past version of a file to a plain tree, or the reason why there is none.

What stands at HEAD has to be sound and is told where it is not (`yamltree`); the past is as it is. Unknown keys,
other shapes, comments, quotes and line ends are nothing to complain of here. What cannot be told without guessing is
refused: aliases, anchors, tags, duplicate keys, keys that are no text, further documents. Where the strict reader
accepts a file, both read the same values.

Many versions differ from the one before in a few values, each on its line. `PlainReader` then takes the tree that it
has, where that is exact; `tests/properties/test_versions_are_read_in_turn.py` holds it against the whole parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import yaml

from gonogo.source.yamltree import MAX_BYTES, MAX_DEPTH, MAX_NODES
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.tree import Plain, PlainTree


class _Refused(Exception):  # noqa: N818 - not an error: it carries the reason to the end of the reading
    """The version cannot be read."""


# Where a mapping is: the one above it and its key there; None for the root. `_NOWHERE` is below a list or inside { }.
_Trail: TypeAlias = "tuple[_Trail, str] | None"
_NOWHERE: _Trail = (None, "")
# Where a value is: its mapping, its key, and its first column, 0-based.
_Place: TypeAlias = tuple[_Trail, str, int]
_SIMPLE_LINE = re.compile(
    r"( *([A-Za-z0-9_-]+)):(?: ([A-Za-z0-9](?:(?:[A-Za-z0-9 ,./_+@%()-]|:(?=[A-Za-z0-9/]))*[A-Za-z0-9./%)])?))?"
).fullmatch
_OTHER_BREAKS = ("\t", "\r", "\x85", "\u2028", "\u2029")


def parse_plain(data: bytes) -> PlainTree | Unreadable:
    """The mapping that a file holds. Linear in time; never raises on any input.

    At most 1 MiB, 50 000 values and 12 levels, as for files that are read strictly. The parser's events are
    streamed: composing nodes overflows the C stack on deep nesting. A reason names the line, 1-based.
    """
    return PlainReader().read(data)


class PlainReader:
    """Reads versions of a file one after another, each as `parse_plain` would.

    A version in which a few lines `key: value` differ from the version before costs a twentieth: all other lines were
    parsed then. Trees share what they have in common, so nobody may change them.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._tree: PlainTree | None = None
        self._values: dict[int, _Place] = {}

    def read(self, data: bytes) -> PlainTree | Unreadable:
        """The mapping that the file holds now, or why there is none."""
        if len(data) > MAX_BYTES:
            return Unreadable(f"the file has more than {MAX_BYTES} bytes")
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            return Unreadable(f"byte 0x{data[error.start]:02x} is not UTF-8")
        lines = text.split("\n")
        changed = None if self._tree is None else self._change_lines(self._tree, lines)
        if changed is not None:
            self._lines, self._tree = lines, changed
            return changed
        return self._parse(text, lines)

    def _parse(self, text: str, lines: list[str]) -> PlainTree | Unreadable:
        try:
            builder = _Builder(text)
            root = builder.build()
        except yaml.YAMLError as error:
            return Unreadable(_describe(error))
        except _Refused as refused:
            return Unreadable(str(refused))
        if not isinstance(root, dict):
            return Unreadable("the file is no mapping" if root else "the file is empty")
        is_cut_alike = not any(mark in text for mark in _OTHER_BREAKS)
        self._lines, self._tree, self._values = lines, root, builder.values if is_cut_alike else {}
        return root

    def fork(self) -> PlainReader:
        """Another reader that has read the same: versions on two branches each differ little from their common one."""
        other = PlainReader()
        other._lines, other._tree, other._values = self._lines, self._tree, self._values
        return other

    def _change_lines(self, tree: PlainTree, lines: list[str]) -> PlainTree | None:
        """The tree with the values that differ, line by line; None where it takes a parser to tell."""
        old = self._lines
        if len(old) != len(lines):
            return None
        changed = [number for number, pair in enumerate(zip(old, lines, strict=True)) if pair[0] != pair[1]]
        if not self._values.keys() >= set(changed):
            return None
        for number in changed:
            found = self._change_line(tree, number, old[number], lines[number])
            if found is None:
                return None
            tree = found
        return tree

    def _change_line(self, tree: PlainTree, number: int, old: str, new: str) -> PlainTree | None:
        """The tree with the one value that differs; None where it takes a parser to tell.

        It is enough to look at that line. It held a plain value of a block mapping that ended on the line, so what
        follows is not indented deeper, or it would have gone on there; a plain value of harmless characters, or none,
        can then stand in its place and changes nothing around it. Tabs could (libyaml refuses them behind a plain
        value where it takes them behind none), and other line breaks would count lines otherwise.
        """
        before, after = _SIMPLE_LINE(old), _SIMPLE_LINE(new)
        trail, key, column = self._values[number]
        if before is None or after is None or before[1] != after[1] or after[2] != key:
            return None
        # The mark of a value that is not there at all (`? key`) is the beginning of the line behind it.
        return None if column <= len(after[1]) else _replace(tree, trail, key, after[3] or "")


def _replace(tree: PlainTree, trail: _Trail, key: str, value: str) -> PlainTree:
    """A copy of the tree with another value; only the mappings on the way to it are copied."""
    path: list[str] = []
    while trail is not None:
        trail, name = trail
        path.append(name)
    root = here = dict(tree)
    for name in reversed(path):
        below = here[name]
        assert isinstance(below, dict)  # noqa: S101 - trails are made of mappings only
        here[name] = here = dict(below)
    here[key] = value
    return root


def _describe(error: yaml.YAMLError) -> str:
    """The parser's own words and the line; they are fixed texts and never hold what the file says."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return f"line {mark.line + 1}: {words}" if mark else str(words)


class _Builder:
    """Builds the tree from the parser's events with an explicit stack, so that depth costs no recursion."""

    def __init__(self, text: str) -> None:
        self.loader = yaml.CBaseLoader(text)
        self.nodes = 0
        # the collections that are open, each with the key of its mapping that waits for a value
        self.stack: list[tuple[Plain, str | None]] = []
        self.top: Plain = ""
        self.key: str | None = None
        self.trail: _Trail = None
        self.trails: list[_Trail] = []
        # by line, 0-based: the plain values that stand behind their key in a block mapping
        self.values: dict[int, _Place] = {}

    def build(self) -> Plain:
        """The root; "" for a file without any. Raises YAMLError or _Refused."""
        try:
            return self._build()
        finally:
            self.loader.dispose()

    def _build(self) -> Plain:
        next_event: Callable[[], Any] = self.loader.get_event
        documents = 0
        while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:
                self._check(event)
                if self.key is not None and self.trail is not _NOWHERE and not event.style:
                    self._note_line(event)
                self._take(event.value.rstrip("\n"), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                self._open({} if kind is yaml.MappingStartEvent else [], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                if len(self.stack) > 1:
                    self.top, self.key = self.stack.pop()
                    self.trail = self.trails.pop()
            elif kind is yaml.AliasEvent:
                _refuse(event, "an alias")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document")
        return self.top

    def _note_line(self, event: Any) -> None:  # noqa: ANN401
        """Keeps where a value is that begins and ends on one line."""
        line = event.start_mark.line
        if self.key is not None and event.end_mark.line == line:
            self.values[line] = (self.trail, self.key, event.start_mark.column)

    def _check(self, event: Any) -> None:  # noqa: ANN401 - the C parser's events have no types
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Refused(f"more than {MAX_NODES} values")
        if event.anchor is not None:
            _refuse(event, "an anchor")
        if event.tag is not None:
            _refuse(event, "a tag")

    def _take(self, value: Plain, event: Any) -> None:  # noqa: ANN401
        """Puts a value where it belongs: as the root, into the list that is open, or into the mapping."""
        top = self.top
        if not self.stack:
            self.top = value
        elif isinstance(top, list):
            top.append(value)
        elif isinstance(top, dict):
            if self.key is not None:
                top[self.key] = value
                self.key = None
            elif not isinstance(value, str):
                _refuse(event, "a key that is no text")
            elif value in top:
                _refuse(event, "a key that stands twice")
            else:
                self.key = value

    def _open(self, value: Plain, event: Any) -> None:  # noqa: ANN401
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(f"nested deeper than {MAX_DEPTH} levels")
        key = self.key
        self._take(value, event)
        self.stack.append((self.top, self.key))
        self.trails.append(self.trail)
        if self.trail is _NOWHERE or event.flow_style or isinstance(value, list) or (key is None and self.nodes > 1):
            self.trail = _NOWHERE
        elif key is not None:
            self.trail = (self.trail, key)
        self.top, self.key = value, None


def _refuse(event: Any, what: str) -> NoReturn:  # noqa: ANN401
    raise _Refused(f"line {event.start_mark.line + 1}: {what}")

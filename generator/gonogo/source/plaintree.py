"""The lenient reader: bytes of any past version of a file to a plain tree, or the reason why there is none.

What stands at HEAD has to be sound and is told where it is not (`yamltree`); the past is as it is. Unknown keys,
other shapes, comments, quotes and line ends are nothing to complain of here. What cannot be told without guessing is
refused: aliases, anchors, tags, duplicate keys, keys that are no text, further documents. Where the strict reader
accepts a file, both read the same values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from gonogo.source.yamltree import MAX_BYTES, MAX_DEPTH, MAX_NODES
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.tree import Plain, PlainTree


class _Refused(Exception):  # noqa: N818 - not an error: it carries the reason to the end of the reading
    """The version cannot be read."""


def parse_plain(data: bytes) -> PlainTree | Unreadable:
    """The mapping that a file holds. Linear in time; never raises on any input.

    At most 1 MiB, 50 000 values and 12 levels, as for files that are read strictly. The parser's events are
    streamed: composing nodes overflows the C stack on deep nesting. A reason names the line, 1-based.
    """
    if len(data) > MAX_BYTES:
        return Unreadable(f"the file has more than {MAX_BYTES} bytes")
    try:
        text = data.decode("utf-8-sig")
        root = _Builder(text.replace("\r\n", "\n")).build()
    except UnicodeDecodeError as error:
        return Unreadable(f"byte 0x{data[error.start]:02x} is not UTF-8")
    except yaml.YAMLError as error:
        return Unreadable(_describe(error))
    except _Refused as refused:
        return Unreadable(str(refused))
    if isinstance(root, dict):
        return root
    return Unreadable("the file is no mapping" if root else "the file is empty")


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
                self._take(event.value.rstrip("\n"), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                self._open({} if kind is yaml.MappingStartEvent else [], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                if len(self.stack) > 1:
                    self.top, self.key = self.stack.pop()
            elif kind is yaml.AliasEvent:
                _refuse(event, "an alias")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document")
        return self.top

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
        self._take(value, event)
        self.stack.append((self.top, self.key))
        self.top, self.key = value, None


def _refuse(event: Any, what: str) -> NoReturn:  # noqa: ANN401
    raise _Refused(f"line {event.start_mark.line + 1}: {what}")

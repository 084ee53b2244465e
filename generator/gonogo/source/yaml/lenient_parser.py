"""Builds a plain tree from the events of the YAML parser, and finds the keys at the beginning of lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from gonogo.source.yaml.lenient_lines import KEY_LINE, KeyLine
from gonogo.source.yaml.parser_problem import describe_problem, first_error, text_before
from gonogo.source.yaml.strict_reader import MAX_DEPTH, MAX_NODES, find_directives

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.core.nodes import Plain
    from gonogo.source.yaml.lenient_lines import KeyChain

# Characters that YAML does not allow (https://yaml.org/spec/1.1/#c-printable). They are searched for before parsing,
# because the parser reads in blocks: it rejects such a character before it has delivered all events from before the
# character, and the number of these events depends on the version of the parser.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# The place of mappings below a list or inside { }, whose keys are not recorded.
_NOWHERE: KeyChain = (None, "")


class Refused(Exception):  # noqa: N818 - it carries the reason to the reader
    """The reason why a text cannot be read."""


class Parsed(NamedTuple):
    """A parsed text: its root, "" if the text is empty; the key of each line, None if a line does not have one.

    `nodes` is the number of values, including keys. `is_marked` means that `---` begins the document, or `...` ends it.
    """

    root: Plain
    places: list[KeyLine | None]
    nodes: int
    is_marked: bool


def parse_text(text: str, chain: KeyChain = None) -> Parsed:
    """The tree of a text that is the content of the mapping at `chain`. Raises Refused.

    The keys of lines are only correct if all line breaks in the text are line feeds.
    """
    if match := _CONTROL.search(text):
        raise Refused(f"line {_line_of(text, match.start())}: a control character")
    if (index := find_directives(text)) is not None:
        raise Refused(f"line {_line_of(text, index)}: too many directives")
    builder = _TreeBuilder(text, chain)
    try:
        builder.build()
    except yaml.YAMLError as error:
        problem = describe_problem(_first_error(error, text), text)
        raise Refused(f"line {problem.line + 1}: {problem.words}") from error
    finally:
        builder.loader.dispose()
    return Parsed(builder.top, builder.places, builder.nodes, builder.is_marked)


def _line_of(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _first_error(error: yaml.YAMLError, text: str) -> yaml.YAMLError:
    """The error to report: the first one in the text. Raises Refused if something before it must be refused."""
    before = text_before(error, text)
    builder = _TreeBuilder(before, None)
    try:
        builder.build()
    except yaml.YAMLError as error_before:
        return first_error(error, before, error_before)
    finally:
        builder.loader.dispose()
    return error


class _TreeBuilder:
    """Builds the tree from the parser's events. Uses a stack instead of recursion, whose depth Python limits."""

    def __init__(self, text: str, chain: KeyChain) -> None:
        self.loader = yaml.CBaseLoader(text)
        self.lines = text.split("\n")
        self.nodes = 0
        self.is_marked = False
        # The collections around `top`, from the outside in. Each has the key that waits for its value, if any.
        self.stack: list[tuple[Plain, str | None]] = []
        self.top: Plain = ""
        self.key: str | None = None
        self.chain = chain
        self.chains: list[KeyChain] = []
        self.places: list[KeyLine | None] = [None] * len(self.lines)

    def build(self) -> None:
        """Reads all events. Raises YAMLError or Refused."""
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
                    self.chain = self.chains.pop()
            elif kind is yaml.AliasEvent:
                _refuse(event, "an alias")
            elif kind is yaml.DocumentStartEvent:
                self.is_marked |= event.explicit
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document")
            elif kind is yaml.DocumentEndEvent:
                self.is_marked |= event.explicit

    def _check(self, event: Any) -> None:  # noqa: ANN401 - the C parser's events have no types
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Refused(f"more than {MAX_NODES} values")
        if event.anchor is not None:
            _refuse(event, "an anchor")
        if event.tag is not None:
            _refuse(event, "a tag")

    def _take(self, value: Plain, event: Any) -> None:  # noqa: ANN401
        """Adds a value to the open list or mapping, or makes it the root."""
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
                _refuse(event, "a key that is not text")
            elif value in top:
                _refuse(event, "a duplicate key")
            else:
                self.key = value
                if self.chain is not _NOWHERE:
                    self._record_key(value, event.start_mark)

    def _record_key(self, key: str, mark: Any) -> None:  # noqa: ANN401
        """Records a key at the beginning of its line, if the text of the line contains exactly this key."""
        if mark.line >= len(self.lines):
            return
        match = KEY_LINE(self.lines[mark.line])
        if match is not None and match[2] == key and match.end(1) == mark.column:
            self.places[mark.line] = KeyLine(self.chain, key, mark.column)

    def _open(self, value: Plain, event: Any) -> None:  # noqa: ANN401
        if len(self.stack) >= MAX_DEPTH:
            raise Refused(f"nested deeper than {MAX_DEPTH} levels")
        key = self.key
        self._take(value, event)
        self.stack.append((self.top, self.key))
        self.chains.append(self.chain)
        if self.chain is _NOWHERE or event.flow_style or isinstance(value, list) or (key is None and self.nodes > 1):
            self.chain = _NOWHERE
        elif key is not None:
            self.chain = (self.chain, key)
        self.top, self.key = value, None


def _refuse(event: Any, construct: str) -> NoReturn:  # noqa: ANN401
    raise Refused(f"line {event.start_mark.line + 1}: {construct}")

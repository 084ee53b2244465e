"""The strict reader: the YAML subset of the format as nodes, each with its position.

`lenient_reader` explains why there are two readers. This reader uses the events of the parser, because `yaml.compose`
of the C loader overflows the stack if the YAML is deeply nested, and expands aliases, which can result in a huge tree.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from gonogo.core.diagnostics import Diagnostic, Severity, shorten
from gonogo.core.nodes import START, Document, ListNode, Location, MapNode, Node, Scalar, Span
from gonogo.core.safe_text import INVISIBLE_IN_LINES, has_invisible

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 1024 * 1024
MAX_NODES = 50_000
MAX_DEPTH = 12
MAX_REPORTED_CHARACTERS = 20
_MAX_DIRECTIVES = 100

_NAMES = {
    "\t": "a tab",
    "\x00": "a NUL character",
    "\r": "a lone carriage return",
    "\ufeff": "a byte order mark",
}

# Only a file with an error needs these two patterns, so they are not compiled here.
_UNQUOTED = r"\s*(?:- +)?(?:[\w.+-]+: +|- +)([>|@`%&*!{\[#])(?![0-9 +-]*$)"
_DIRECTIVE = "(?:^|[\n\r\x85\u2028\u2029])\ufeff?(%TAG)"
_HASH = re.compile(r"(?<![^ ])#")
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


_BLOCK = ("|", ">")
_NULLS = ("~", "null")


class _Stop(Exception):  # noqa: N818 - not an error: ends reading; the diagnostics have the reason
    """Reading cannot continue."""


def parse_document(data: bytes, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document in `data`, which is UTF-8; or None, with diagnostics.

    Takes linear time, and never raises an exception.
    """
    diagnostics: list[Diagnostic] = []
    text = _decode_text(data, path, diagnostics)
    if text is None:
        return None, tuple(diagnostics)
    builder = _NodeBuilder(path, text, diagnostics)
    root = builder.build()
    if diagnostics or root is None:
        return None, tuple(diagnostics)
    return Document(path, text, root, _lost_comments(builder.lines, builder.scalars)), ()


def _decode_text(data: bytes, path: str, diagnostics: list[Diagnostic]) -> str | None:
    def refuse(rule: str, message: str, hint: str, span: Span = START) -> None:
        diagnostics.append(Diagnostic(rule, Severity.ERROR, message, Location(path, span), hint))

    if len(data) > MAX_BYTES:
        refuse(
            "over-limit",
            f"the file has more than {MAX_BYTES} bytes",
            "split the checklist",
        )
        return None
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        byte = data[error.start]
        refuse(
            "not-utf-8",
            f"byte 0x{byte:02x} is not UTF-8",
            "save the file as UTF-8",
            _place(before, len(before)),
        )
        return None
    for number, match in enumerate(re.finditer(INVISIBLE_IN_LINES, text) if has_invisible(text) else ()):
        if number == MAX_REPORTED_CHARACTERS:
            break
        character = match.group()
        name = _NAMES.get(character, f"the invisible character U+{ord(character):04X}")
        place = _place(text, match.start())
        hint = "remove it"
        if character == "\t":
            is_indent = not text[match.start() - place.column + 1 : match.start()].strip()
            hint = "indent with spaces, two per level" if is_indent else "use spaces"
        refuse("forbidden-character", f"{name} is not allowed", hint, place)
    return None if diagnostics else text


def _place(text: str, index: int) -> Span:
    line_start = text.rfind("\n", 0, index) + 1
    column = index - line_start + 1
    return Span(text.count("\n", 0, index) + 1, column, column + 1)


def find_directives(text: str) -> int | None:
    """The index of the first %TAG if a text has more than 100 of them; otherwise None.

    The parser compares each %TAG with all earlier ones. For a file of 1 MiB, this would take a minute.
    """
    if text.count("%TAG") <= _MAX_DIRECTIVES:
        return None
    indexes = [match.start(1) for match in re.finditer(_DIRECTIVE, text)]
    return indexes[0] if len(indexes) > _MAX_DIRECTIVES else None


class _Frame:
    """A list or mapping while it is read. `key` is the key whose value is not read yet."""

    __slots__ = ("entries", "is_flow", "is_map", "items", "key", "span")

    def __init__(self, span: Span, *, is_map: bool, is_flow: bool) -> None:
        self.span = span
        self.is_map = is_map
        self.is_flow = is_flow
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.items: list[Node] = []
        self.key: Scalar | None = None


class _NodeBuilder:
    """Builds the tree from the leaves up. Uses a stack instead of recursion, whose depth Python limits."""

    def __init__(self, path: str, text: str, diagnostics: list[Diagnostic], lines: list[str] | None = None) -> None:
        """`lines` are the lines of the whole file, if `text` is only the beginning of it."""
        self.path = path
        self.lines = lines or [*text.split("\n"), ""]  # the parser can report a place on the line after the last line
        self.is_misplaced = False  # a value continues on the next line because of a wrong indentation or colon
        self.text = text
        self.diagnostics = diagnostics
        self.file = _Frame(START, is_map=False, is_flow=False)  # its item is the document
        self.stack = [self.file]
        self.documents = 0
        self.nodes = 0
        # (start, end, is_block) for each scalar that contains a #: indexes into the text, in document order
        self.scalars: list[tuple[int, int, bool]] = []
        self.takers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.take_scalar,
            yaml.MappingStartEvent: self.open,
            yaml.SequenceStartEvent: self.open,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.take_alias,
            yaml.DocumentStartEvent: self.start_document,
        }

    def build(self) -> Node | None:
        if conflict := _CONFLICT.search(self.text):
            span = _place(self.text, conflict.start())
            both = "both sides if they add different entries (the lines below the conflict can belong to both)"
            hint = f"keep one side, or {both}, and remove the marks"
            self.refuse("yaml-syntax", span._replace(end=span.column + 7), "a merge conflict is not resolved", hint)
            return None
        if (directives := find_directives(self.text)) is not None:
            self.refuse_directive(_place(self.text, directives))
            return None
        try:
            self.take_events()
        except yaml.YAMLError as error:
            self.explain(error)
        except _Stop:
            pass
        root = self.file.items[0] if self.file.items else None
        is_empty = root is None or (isinstance(root, Scalar) and not root.text)
        if is_empty and not self.diagnostics:
            self.refuse("empty-value", START, "the file is empty", "every file starts with its first key")
        return root

    def refuse(self, rule: str, span: Span, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(rule, Severity.ERROR, message, Location(self.path, span), hint))

    def take_events(self) -> None:
        """Processes all events. Raises YAMLError or _Stop."""
        loader = yaml.CBaseLoader(self.text)
        try:
            for event in iter(loader.get_event, None):
                if take := self.takers.get(type(event)):
                    take(event)
        finally:
            loader.dispose()

    def explain(self, error: yaml.YAMLError) -> None:
        """Reports the first problem in the text: the parser's error, or an earlier problem that stops this reader."""
        from gonogo.source.yaml.layout_hints import explain_line  # noqa: PLC0415 - only for a file with an error
        from gonogo.source.yaml.parser_problem import describe_problem, first_error, text_before  # noqa: PLC0415

        before = _NodeBuilder(self.path, text_before(error, self.text), [], self.lines)
        try:
            before.take_events()
        except _Stop:
            self.diagnostics[:] = before.diagnostics
            return
        except yaml.YAMLError as error_before:
            if (first := first_error(error, before.text, error_before)) is error_before:
                self.diagnostics[:] = before.diagnostics
            error = first
        if self.is_misplaced or before.is_misplaced:  # the error of the parser is only a consequence of this
            self.diagnostics[:] = self.diagnostics if self.is_misplaced else before.diagnostics
            return
        problem = describe_problem(error, self.text)
        line = min(problem.line + 1, len(self.lines) - 1)
        span = Span(line, problem.column + 1, problem.column + 2)
        hint = self.find_unquoted(problem.lines) or explain_line(self.lines, problem.line) or problem.hint
        self.refuse("yaml-syntax", span, f"not YAML: {problem.words}", hint)

    def find_unquoted(self, numbers: tuple[int, ...]) -> str:
        """A hint to quote a value on one of these lines. Missing quotes are the cause of most errors of the parser."""
        for number in numbers:
            if match := re.match(_UNQUOTED, self.lines[min(number, len(self.lines) - 1)]):
                return f"a value that starts with {match[1]} needs quotes around it"
        return ""

    def span(self, event: Any) -> Span:  # noqa: ANN401 - the C parser's events have no types
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        last = end.column if end.line == line else max(len(self.lines[line].rstrip()), column)
        return Span(line + 1, column + 1, last + 1)

    def take_alias(self, event: Any) -> None:  # noqa: ANN401
        span = self.count(event)
        self.refuse("yaml-not-allowed", span, "an alias is not allowed", "write the value out, or quote the *")
        frame = self.stack[-1]
        if frame.is_map and frame.key is None:
            frame.key = Scalar("*", span)
        else:
            self.add(Scalar("", span))

    def start_document(self, event: Any) -> None:  # noqa: ANN401
        self.documents += 1
        if self.documents > 1:
            self.refuse(
                "yaml-not-allowed",
                self.span(event),
                "a second document starts here",
                "one file, one document",
            )
            raise _Stop
        if event.version or event.tags:
            self.refuse_directive(self.span(event))

    def refuse_directive(self, span: Span) -> None:
        self.refuse("yaml-not-allowed", span, "a % directive is not allowed", "remove the line")

    def count(self, event: Any) -> Span:  # noqa: ANN401
        span = self.span(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse("over-limit", span, f"more than {MAX_NODES} values", "split the checklist")
            raise _Stop
        return span

    def refuse_properties(self, event: Any, span: Span) -> None:  # noqa: ANN401
        if event.anchor is not None:
            anchor = shorten(event.anchor)
            self.refuse("yaml-not-allowed", span, f"the anchor &{anchor} is not allowed", "write values out")
        if event.tag is not None:
            hint = "every value is text; quote a value that starts with !"
            self.refuse("yaml-not-allowed", span, f"the tag {shorten(event.tag)} is not allowed", hint)

    def take_scalar(self, event: Any) -> None:  # noqa: ANN401
        span = self.count(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, span)
        value, style = event.value, event.style
        if "#" in value:
            self.scalars.append((event.start_mark.index, event.end_mark.index, style in _BLOCK))
        text = value.rstrip("\n")
        if style or not text.strip() or text in _NULLS or event.end_mark.line != event.start_mark.line:
            self.check_scalar(event, text, span)
        frame = self.stack[-1]
        if frame.is_map and frame.key is None:
            self.take_key(frame, Scalar(text, span), is_quoted=bool(style))
        else:
            self.add(Scalar(text, span))

    def check_scalar(self, event: Any, text: str, span: Span) -> None:  # noqa: ANN401
        """Refuses a scalar whose value people would misread."""
        if event.style not in _BLOCK and event.end_mark.line > event.start_mark.line:
            self.refuse_continuation(event, span)
        elif not event.style and text in _NULLS:
            self.refuse("yaml-not-allowed", span, f"{text} is not allowed", "leave the place after the colon empty")
        elif event.style == '"' and (hidden := re.search(INVISIBLE_IN_LINES, text)):
            name = f"the invisible character U+{ord(hidden.group()):04X}"
            self.refuse("forbidden-character", span, f"{name} is not allowed", "remove the escape")
        elif text and not text.strip():
            self.refuse("yaml-not-allowed", span, "a value that contains only spaces", "leave it empty")

    def refuse_continuation(self, event: Any, span: Span) -> None:  # noqa: ANN401
        from gonogo.source.yaml.layout_hints import explain_continuation  # noqa: PLC0415 - only for a file with an error

        message, hint = ("", "") if event.style else explain_continuation(self.lines, event.start_mark.line)
        self.is_misplaced = self.is_misplaced or bool(message)
        message = message or "this value continues on the next line"
        hint = hint or "start it with |, or >- to join lines; or check the indentation below"
        self.refuse("yaml-not-allowed", span, message, hint)

    def take_key(self, frame: _Frame, key: Scalar, *, is_quoted: bool) -> None:
        line = self.lines[key.span.line - 1]
        if frame.is_flow:
            pass
        elif key.text == "<<":
            self.refuse("yaml-not-allowed", key.span, "a merge key is not allowed", "write the values out")
        elif is_quoted:
            self.refuse("yaml-not-allowed", key.span, "a key must not have quotes", f"write {key.text}:")
        elif not line.startswith(":", key.span.end - 1) or "?" in line[: key.span.column - 1]:
            self.refuse("yaml-not-allowed", key.span, "put a key and its colon on one line, without ?", "key: value")
        elif key.text in frame.entries:
            first = frame.entries[key.text][0].span.line
            self.refuse("duplicate-key", key.span, f'"{key.text}" appears twice', f"the first is on line {first}")
        frame.key = key

    def open(self, event: Any) -> None:  # noqa: ANN401
        span = self.count(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, span)
        is_map = type(event) is yaml.MappingStartEvent
        parent = self.stack[-1]
        if is_map and event.flow_style:
            self.refuse(
                "yaml-not-allowed", span, "{…} is not allowed", "write one `key: value` per line, or quote the text"
            )
        elif parent.is_flow:
            self.refuse("yaml-not-allowed", span, "a list inside [ ] is not allowed", "write one element per line")
        if parent.is_map and parent.key is None:
            self.refuse("yaml-not-allowed", span, "a key is one word, not a list or mapping", "key: value")
            raise _Stop
        if len(self.stack) > MAX_DEPTH:
            self.refuse("over-limit", span, f"nested deeper than {MAX_DEPTH} levels", "no checklist needs that")
            raise _Stop
        self.stack.append(_Frame(span, is_map=is_map, is_flow=bool(event.flow_style)))

    def close(self, event: Any) -> None:  # noqa: ANN401
        frame = self.stack.pop()
        span = frame.span
        if frame.is_flow:
            same_line = event.end_mark.line + 1 == span.line
            span = span._replace(end=event.end_mark.column + 1 if same_line else span.end)
            if not same_line and not frame.is_map:
                self.refuse("yaml-not-allowed", span, "[ ] is written on one line", "or write one `- element` per line")
        self.add(MapNode(frame.entries, span) if frame.is_map else ListNode(tuple(frame.items), span))

    def add(self, node: Node) -> None:
        frame = self.stack[-1]
        if not frame.is_map:
            frame.items.append(node)
        elif frame.key is not None:
            frame.entries.setdefault(frame.key.text, (frame.key, node))
            frame.key = None


def _lost_comments(lines: list[str], scalars: list[tuple[int, int, bool]]) -> tuple[Span, ...]:
    """The places of comments that are not on a line of their own, at most one for each line."""
    lost = []
    start = 0
    waiting = iter(scalars)
    scalar = next(waiting, None)
    for number, line in enumerate(lines, start=1):
        for match in _HASH.finditer(line) if "#" in line else ():
            index = start + match.start()
            while scalar is not None and scalar[1] <= index:
                scalar = next(waiting, None)
            if scalar is not None and scalar[0] <= index and not (scalar[2] and scalar[0] >= start):
                continue
            if line[: match.start()].strip():
                lost.append(Span(number, match.start() + 1, len(line) + 1))
            break
        start += len(line) + 1
    return tuple(lost)

"""What a YAML file says, as text with places: the nodes that everything above is decoded from.

Nothing here reads YAML; `gonogo.source.yaml.strict_reader` builds these nodes from the parser's events.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from gonogo.core.frozen import Frozen, field

# Characters that nobody sees, as a character class: controls (a line end and a tab too), bidirectional marks,
# zero-width and filler characters, tags, noncharacters, lone surrogates. They can make a line read otherwise than it is
# (CVE-2021-42574); U+2028, U+2029 and U+0085 break lines for YAML 1.1 but not for an editor.
INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_INVISIBLE_IN_LINES = re.compile(f"(?!\n)[{INVISIBLE}]")
_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
# GitHub looks for `##[` and Azure Pipelines for `##vso[` anywhere in a line (actions/runner, ActionCommand.cs).
COMMAND_IN_LINE = re.compile(r"##(?=\w*\[)")


def visible(text: str) -> str:
    """The text with everything invisible written out, so that nothing in it steers a terminal or hides in a log."""
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def without_commands(text: str) -> str:
    """The text with a backslash in every workflow command of the CI that shows it: before `::`, and between `##`."""
    return COMMAND_IN_LINE.sub(r"#\\#", _COMMAND.sub(r"\1\\::", text))


def terminal_safe(text: str) -> str:
    """Lines that may go to a terminal or the log of a workflow: nothing invisible, and no workflow command."""
    return without_commands(_INVISIBLE_IN_LINES.sub(lambda match: visible(match.group()), text))


def visible_json(text: str) -> str:
    """The same JSON document with everything invisible, and every workflow command, as an escape, for a terminal."""
    text = COMMAND_IN_LINE.sub(r"#\\u0023", text)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")  # JSON itself escapes the other controls
    return _INVISIBLE_IN_LINES.sub(lambda match: _escape_json(match.group()), text)


def _escape_json(character: str) -> str:
    """A character beyond U+FFFF is two escapes in JSON (RFC 8259, section 7)."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


class Span(NamedTuple):
    """A place in a text: line and column are 1-based, columns count code points.

    `end` is the column after the last character on that line; a value of several lines is spanned on its first.
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
    """A text. An absent value (`phone:`) is a scalar with empty text and a zero-width span."""

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

# What a file says without its places: every scalar is text, mappings are in document order.
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
PlainTree: TypeAlias = dict[str, Plain]


class Unreadable(NamedTuple):
    """Why nothing can be read from a version of a file: one line of text."""

    reason: str


Version: TypeAlias = PlainTree | Unreadable | None
"""What a file said at one time; None where there was no file."""


class Document(Frozen):
    """One file as it was read: its text, its root, and what YAML itself throws away.

    `lost` are the places of comments that stand behind a value, where they cut it short.
    """

    path: str
    text: str
    root: Node
    lost: tuple[Span, ...] = ()


class Where(Frozen):
    """Where a record stands in its file, key by key."""

    path: str = ""
    key: Span = START
    body: MapNode | None = field(default=None)

    @property
    def location(self) -> Location:
        """The place of the record's id, or of the file's start for a file's own record."""
        return Location(self.path, self.key)

    def key_of(self, name: str) -> Location | None:
        """The place of the key itself, None where it is not written."""
        found = self.body.entries.get(name) if self.body else None
        return Location(self.path, found[0].span) if found else None

    def at(self, name: str, index: int | None = None) -> Location:
        """The place of the value of `name` (of its `index`-th element), of its key when the value is empty.

        Falls back to the record's own place for a key that is not written.
        """
        if self.body is None or name not in self.body.entries:
            return self.location
        key, value = self.body.entries[name]
        if isinstance(value, ListNode) and index is not None:
            value = value.items[index]
        empty = isinstance(value, Scalar) and not value.text
        return Location(self.path, key.span if empty or isinstance(value, MapNode) else value.span)


NOWHERE = Where()

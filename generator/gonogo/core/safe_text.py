"""Functions that make strings safe to print: they escape invisible characters and commands for terminals and CI.

An attacker can write any string into a file or a commit. So all output to a terminal, a log or a report passes through
this module.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The invisible characters, as a regular expression's character class: controls including line end and tab,
# bidirectional marks, zero-width and filler characters, tags, noncharacters and lone surrogates. They can make a line
# look different from its content (CVE-2021-42574). YAML 1.1 treats U+2028, U+2029 and U+0085 as line ends, but editors
# do not.
INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff"
)
# These two patterns are compiled at their first use, which takes a millisecond each: `gonogo check` rarely uses them.
_INVISIBLE = f"[{INVISIBLE}]"
INVISIBLE_IN_LINES = f"(?!\n)[{INVISIBLE}]"
_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
# GitHub looks for `##[` and Azure Pipelines for `##vso[` anywhere in a line (actions/runner, ActionCommand.cs).
COMMAND_IN_LINE = re.compile(r"##(?=\w*\[)")


def visible(text: str) -> str:
    r"""The string with an escape such as `\u200b` for each invisible character, including line ends and tabs."""
    return re.sub(_INVISIBLE, lambda match: f"\\u{ord(match.group()):04x}", text)


def without_commands(text: str) -> str:
    """The string with a backslash in each workflow command, so that CI does not run the command.

    The backslash is before `::` at the start of a line, and between the two `#` of `##[` or `##vso[`.
    """
    return COMMAND_IN_LINE.sub(r"#\\#", _COMMAND.sub(r"\1\\::", text))


def visible_path(place: str | os.PathLike[str]) -> str:
    """The path for a message, with escapes for invisible characters and for bytes that are not UTF-8."""
    return visible(os.fsencode(place).decode("utf-8", "backslashreplace"))


def visible_lines(text: str) -> str:
    """The string with an escape for each invisible character except line ends."""
    if text.isascii() and text.isprintable():  # true for almost all strings, and ten times faster than the search
        return text
    return re.sub(INVISIBLE_IN_LINES, lambda match: visible(match.group()), text)


def terminal_safe(text: str) -> str:
    """The string, of one or more lines, with invisible characters and workflow commands escaped."""
    return without_commands(visible_lines(text))


def write_json(document: Mapping[str, object]) -> str:
    """The document as JSON that is safe to print, without a line end after it."""
    import json  # noqa: PLC0415 - the import takes 1 ms, and most commands do not print JSON

    return visible_json(json.dumps(document, indent=2, ensure_ascii=False))


def visible_json(text: str) -> str:
    """The JSON document with its invisible characters and workflow commands written as JSON escapes.

    The values of the document do not change.
    """
    text = COMMAND_IN_LINE.sub(r"#\\u0023", text)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")  # the JSON encoder has escaped all other controls
    return re.sub(INVISIBLE_IN_LINES, lambda match: _escape_json(match.group()), text)


def _escape_json(character: str) -> str:
    """The JSON escape of a character; a character above U+FFFF has two escapes (RFC 8259, section 7)."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))

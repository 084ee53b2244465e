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
_BEYOND_CONTROLS = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff"
)
INVISIBLE = f"\x00-\x1f{_BEYOND_CONTROLS}"
# This pattern is compiled at its first use: `gonogo check` does not need it if all files are ASCII.
INVISIBLE_IN_LINES = f"[\x00-\x09\x0b-\x1f{_BEYOND_CONTROLS}]"
_COMMAND = re.compile(r"^(\s*)::", re.MULTILINE)
# GitHub looks for `##[` and Azure Pipelines for `##vso[` anywhere in a line (actions/runner, ActionCommand.cs).
COMMAND_IN_LINE = re.compile(r"##(?=\w*\[)")


def has_invisible(text: str) -> bool:
    """Whether the string has invisible characters other than line ends."""
    # Fast for almost every string. Python treats some invisible characters beyond ASCII as printable, such as U+3164.
    is_plain = text.isascii() and text.replace("\n", "").isprintable()
    return not is_plain and bool(re.search(INVISIBLE_IN_LINES, text))


def visible(text: str) -> str:
    r"""The string with an escape such as `\u200b` for each invisible character, including line ends and tabs."""
    return visible_lines(text).replace("\n", _escape("\n"))


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


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
    return re.sub(INVISIBLE_IN_LINES, lambda match: _escape(match.group()), text)


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

"""Strings that are safe to print: invisible characters as escapes, and no commands for the terminal or the CI.

Strings from users and commits are hostile. All output to a terminal, a log or a report passes through this module.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Invisible characters, as a character class: controls (a line end and a tab too), bidirectional marks, zero-width and
# filler characters, tags, noncharacters, lone surrogates. They can make a line look different from its content
# (CVE-2021-42574); U+2028, U+2029 and U+0085 break lines for YAML 1.1 but not for an editor.
_BEYOND_CONTROLS = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e007f\ud800-\udfff"
)
INVISIBLE = f"\x00-\x1f{_BEYOND_CONTROLS}"
# Not compiled here: if all files are ASCII, `gonogo check` does not need it.
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
    """The string with each invisible character as an escape, so that it cannot control a terminal or hide in a log."""
    return visible_lines(text).replace("\n", _escape("\n"))


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def without_commands(text: str) -> str:
    """The string with a backslash in each workflow command, so that CI does not run it: before `::`, between `##`."""
    return COMMAND_IN_LINE.sub(r"#\\#", _COMMAND.sub(r"\1\\::", text))


def visible_path(place: str | os.PathLike[str]) -> str:
    """A path for a message: bytes that are not UTF-8, and invisible characters, as escapes."""
    return visible(os.fsencode(place).decode("utf-8", "backslashreplace"))


def visible_lines(text: str) -> str:
    """The string as in `visible`, but with line ends kept."""
    if text.isascii() and text.isprintable():  # true for almost all strings; a search would take ten times longer
        return text
    return re.sub(INVISIBLE_IN_LINES, lambda match: _escape(match.group()), text)


def terminal_safe(text: str) -> str:
    """Lines that may be printed to a terminal or a workflow log: no invisible characters, no workflow commands."""
    return without_commands(visible_lines(text))


def write_json(document: Mapping[str, object]) -> str:
    """The document as JSON that is safe to print, without a trailing line end."""
    import json  # noqa: PLC0415 - 1 ms that no text needs

    return visible_json(json.dumps(document, indent=2, ensure_ascii=False))


def visible_json(text: str) -> str:
    """The same JSON document, safe to print: invisible characters and workflow commands are escapes."""
    text = COMMAND_IN_LINE.sub(r"#\\u0023", text)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")  # JSON itself escapes the other controls
    return re.sub(INVISIBLE_IN_LINES, lambda match: _escape_json(match.group()), text)


def _escape_json(character: str) -> str:
    """A character beyond U+FFFF is two escapes in JSON (RFC 8259, section 7)."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))

"""Hints for lines with a wrong indentation, colon or dash.

The parser only reports a consequence of such a mistake, often on a later line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = re.compile(r" *([A-Za-z_][\w.-]*):(?: |$)")
_NO_BLANK = re.compile(r" *([A-Za-z_][\w.-]*):(?!//)([^\s:].*)")
_DASH = re.compile(r" *- ")


def explain_colon(line: str) -> str:
    """A hint if a line's key has no space after its colon, else ""."""
    match = _NO_BLANK.fullmatch(line.rstrip())
    return f"put a space after the colon: `{match[1]}: {match[2][:60]}`" if match else ""


def explain_continuation(lines: Sequence[str], number: int) -> tuple[str, str]:
    """The reason why a value unintentionally continues on the next line, and a hint.

    ("", "") if there is no such reason.

    `number` is the index of the value's line, from 0.
    """
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    for line in (lines[number], below):
        if hint := explain_colon(line):
            return "a colon without a space after it", hint
    key = _KEY.match(lines[number])
    if key is None or not _KEY.match(below) or _indent(below) <= _indent(lines[number]):
        return "", ""
    return "this line is not indented like the next line", _compare(key[1], lines[number], below, "below")


def explain_place(lines: Sequence[str], number: int) -> str:
    """A hint if a line begins with a dash, or in a column in which no mapping around it begins; otherwise ""."""
    line = lines[number]
    if _DASH.match(line):
        return "no dash here: each entry begins with a line with its id, such as `some-id:`, followed by its keys"
    key = _KEY.match(line)
    above = [other for other in lines[:number] if other.strip() and not other.lstrip().startswith("#")]
    if key is None or not above or _indent(line) >= _indent(above[-1]) or _indent(line) in _open_columns(above):
        return ""
    return _compare(key[1], line, above[-1], "above")


def _open_columns(above: Sequence[str]) -> set[int]:
    """The columns in which the last of these lines and all mappings that contain it begin."""
    columns = [_indent(above[-1])]
    for line in reversed(above):
        if _indent(line) < columns[-1]:
            columns.append(_indent(line))
    return set(columns)


def _compare(key: str, line: str, other: str, where: str) -> str:
    return (
        f"`{key}` is indented by {_indent(line)} spaces, the line {where} by {_indent(other)}: "
        "the keys of one entry begin in one column"
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

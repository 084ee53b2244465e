"""Hints for lines with a wrong indentation, colon or dash.

The parser only reports a consequence of such a mistake, often on a later line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Only a file with an error needs these patterns, so they are not compiled here.
_KEY = r" *([A-Za-z_][\w.-]*):(?: |$)"
_NO_BLANK = r" *([A-Za-z_][\w.-]*):(?!//)([^\s:].*)"
_DASH = r" *- "


def explain_line(lines: Sequence[str], number: int) -> str:
    """A hint about the indentation or the colon of the line where the parser stops; "" if they are correct.

    `number` is the 0-based index of this line.
    """
    number = min(number, len(lines) - 1)
    return explain_colon(lines[number]) or explain_place(lines, number)


def explain_colon(line: str) -> str:
    """A hint if a line's key has no space after its colon, else ""."""
    match = re.fullmatch(_NO_BLANK, line.rstrip())
    return f"put a space after the colon: `{match[1]}: {match[2][:60]}`" if match else ""


def explain_continuation(lines: Sequence[str], number: int) -> tuple[str, str]:
    """The reason why a value unintentionally continues on the next line, and a hint.

    Returns ("", "") if this reader finds no reason. `number` is the 0-based index of the value's line.
    """
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    for line in (lines[number], below):
        if hint := explain_colon(line):
            return "a colon without a space after it", hint
    key = re.match(_KEY, lines[number])
    if key is None or not re.match(_KEY, below) or _indent(below) <= _indent(lines[number]):
        return "", ""
    return "this line is not indented like the next line", _compare(key[1], lines[number], below, "below")


def explain_place(lines: Sequence[str], number: int) -> str:
    """A hint if a line begins with a dash, or in a column where no mapping that contains it begins; otherwise ""."""
    line = lines[number]
    if re.match(_DASH, line):
        return "no dash here: each entry begins with a line with its id, such as `some-id:`, followed by its keys"
    key = re.match(_KEY, line)
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

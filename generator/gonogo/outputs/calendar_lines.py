"""The lines of a calendar file (RFC 5545): properties with escaped values, and folding of long lines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from gonogo.model.schedule import Moment

_LONGEST = 75  # octets of a line, without the line end (RFC 5545, 3.1)


def text_line(name: str, text: str) -> str:
    """A property with a text value, which can have several lines (RFC 5545, 3.3.11).

    Invisible characters are spelled out.
    """
    escaped = re.sub(r"([\\;,])", r"\\\1", visible_lines(text))
    return f"{name}:" + escaped.replace("\n", r"\n")


def moment_line(name: str, moment: Moment, zone: tzinfo | None) -> str:
    """A property whose value is a day, or a local time in `zone`; without a zone, a time in UTC."""
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment.isoformat().replace('-', '')}"
    # When clocks are set back, a clock time occurs twice. It means the first of the two moments in RFC 5545 (3.3.5),
    # but the second in some programs; so such a time is written in UTC.
    if zone is None or moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        return f"{name}:{write_clock(moment.astimezone(UTC))}Z"
    return f"{name};TZID={zone}:{write_clock(moment)}"


def write_clock(moment: datetime) -> str:
    """The date and the clock time without the zone, such as `20260301T090000`."""
    return re.sub("[-:]", "", moment.replace(tzinfo=None).isoformat(timespec="seconds"))


def fold_lines(lines: Iterable[str]) -> str:
    """The text of a file with these lines. A long line continues on the next line after a space (RFC 5545, 3.1)."""
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _fold(line: str) -> str:
    """The line, folded into pieces of at most 75 octets in UTF-8, which do not divide a character."""
    if len(line) * 4 <= _LONGEST:
        return line
    folded, octets = [], 0
    for character in line:
        size = len(character.encode("utf-8", "backslashreplace"))
        if octets + size > _LONGEST:
            folded.append("\r\n ")
            octets = 1
        folded.append(character)
        octets += size
    return "".join(folded)

"""Tables as CSV for spreadsheets. A string from a user cannot become a formula or control a terminal."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from gonogo.core.safe_text import INVISIBLE, terminal_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

# At least one spreadsheet program treats a cell as a formula if the cell begins with one of these signs (OWASP, CSV
# Injection). Some programs skip blanks and apostrophes before the sign, and treat a full-width, small or raised sign
# like the ASCII sign.
_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b\u2212-"
_FORMULA = re.compile(f"[\t\r\n]|[\\s'{INVISIBLE}]*[{_SIGNS}]")


def write_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The table as CSV with a header. None becomes an empty cell; True and False become `yes` and `no`.

    An apostrophe comes before every cell that could be a formula. Invisible characters are spelled out, except line
    ends.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(map(_disarm, row) for row in rows)
    return stream.getvalue()


def _disarm(cell: object) -> str:
    text = "" if cell is None else "yes" if cell is True else "no" if cell is False else str(cell)
    if text.isascii() and text.isprintable() and text[:1].isalnum() and "##" not in text:
        return text  # most cells end here; the search below takes fifty times as long
    shown = terminal_safe(text)
    return f"'{shown}" if _FORMULA.match(text) else shown

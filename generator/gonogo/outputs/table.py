"""Events as a table for spreadsheets: the rows of the log document, one a line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gonogo.outputs.documents import describe_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.event import Event

_COLUMNS = ("ref", "kind", "field", "before", "after", "commit", "landing", "pull_request")
_WHO = ("author", "committer")
_WHEN = ("authored_at", "committed_at", "merge")
# A cell that begins so is a formula, or hides one, to some spreadsheet (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_table(events: Iterable[Event]) -> str:
    """CSV with a header, in landing order, oldest first. A cell that could be a formula begins with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*_COLUMNS, *(f"{who}_{what}" for who in _WHO for what in ("name", "email")), *_WHEN))
    writer.writerows(map(_disarm, row) for row in _rows(events))
    return stream.getvalue()


def _rows(events: Iterable[Event]) -> Iterator[list[object]]:
    for event in events:
        said = describe_event(event)
        people = [event.commit.author, event.commit.committer]
        yield [
            *(said[column] for column in _COLUMNS),
            *(text for ident in people for text in (ident.name, ident.email)),
            *(said[column] for column in _WHEN),
        ]


def _disarm(cell: object) -> str:
    text = "" if cell is None else "yes" if cell is True else "no" if cell is False else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Events as rows: in CSV for spreadsheets, and in the JSON document `gonogo/log/1`, with a line for each event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible_json
from gonogo.outputs.csv_table import write_csv
from gonogo.outputs.json_documents import Json, describe_events, log_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gonogo.history.event_index import EventIndex, IndexedEvent
    from gonogo.model.commits import Commit
    from gonogo.model.event import Detail

_COLUMNS = ("ref", "kind", "field", "before", "after", "commit", "landing", "pull_request")
_WHO = ("author", "committer")
_WHEN = ("authored_at", "committed_at", "merge")
_LAST = ("number", "landed_at", "reversal")
_ADDED = ("decider", "commit_subject", "title")  # new columns come last, so that the other columns keep their places


def write_table(event_index: EventIndex, events: Iterable[IndexedEvent]) -> str:
    """A CSV with a header and a row for each event, in the given order. The CSV is safe to print to a terminal."""
    people = (f"{who}_{what}" for who in _WHO for what in ("name", "email"))
    header = (*_COLUMNS, *people, *_WHEN, *_LAST, "also", *_ADDED)
    events = tuple(events)
    pairs = zip(events, describe_events(events, event_index.trail.landings), strict=True)
    return write_csv(header, (_row(description, indexed.event.change.also) for indexed, description in pairs))


def _row(description: Json, also: Iterable[Detail]) -> Iterator[object]:
    yield from (description[column] for column in _COLUMNS)
    for who in _WHO:
        ident = description[who]
        yield from ident.values() if isinstance(ident, dict) else ()
    yield from (description[column] for column in (*_WHEN, *_LAST))
    yield "\n".join(map(_say_detail, also))
    yield from (description[column] for column in _ADDED)


def _say_detail(detail: Detail) -> str:
    """A changed value, such as `by: ann` or `waiver.until: 2026-03-01 → 2026-04-01`.

    `gone` means that the key was removed.
    """
    after = "gone" if detail.after is None else detail.after or "empty"
    return (
        f"{detail.field}: {after}" if detail.before is None else f"{detail.field}: {detail.before or 'empty'} → {after}"
    )


def write_rows(events: Iterable[IndexedEvent], landings: Mapping[str, Commit]) -> str:
    """The rows of the log document for these events, one line each, separated by a comma and a line end."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # Python's fast encoder in C cannot indent
    return ",\n".join(f"    {visible_json(encode(row))}" for row in describe_events(events, landings))


def write_document(head: str, commits: int, rows: str, *, as_of: datetime) -> str:
    """The document `gonogo/log/1` of a trail up to the commit `head`, as JSON, with `rows` from `write_rows`."""
    empty = visible_json(json.dumps(log_document(head, commits, as_of), indent=2, ensure_ascii=False))
    before, mark, after = empty.partition('"events": [')
    return f"{before}{mark}\n{rows}\n  {after}\n" if rows else f"{before}{mark}{after}\n"

"""Events as rows: as CSV for spreadsheets, and as the log document in JSON with one line for each event."""

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
_ADDED = ("decider", "commit_subject", "title")  # after all others, so that earlier columns keep their places


def write_table(event_index: EventIndex, events: Iterable[IndexedEvent]) -> str:
    """CSV with a header, in merge order, oldest first; it is safe to print to a terminal."""
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
    """`by: ann`, `waiver.until: 2026-03-01 → 2026-04-01`, `waiver.reason: no time → gone`."""
    after = "gone" if detail.after is None else detail.after or "empty"
    return (
        f"{detail.field}: {after}" if detail.before is None else f"{detail.field}: {detail.before or 'empty'} → {after}"
    )


def write_rows(events: Iterable[IndexedEvent], landings: Mapping[str, Commit]) -> str:
    """The rows of the log document for these events, one line each, separated by a comma and a line end."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # the C encoder does not indent
    return ",\n".join(f"    {visible_json(encode(row))}" for row in describe_events(events, landings))


def write_document(head: str, commits: int, rows: str, *, as_of: datetime) -> str:
    """The log document of a trail up to the commit `head`, with the rows of `write_rows`."""
    empty = visible_json(json.dumps(log_document(head, commits, as_of), indent=2, ensure_ascii=False))
    before, mark, after = empty.partition('"events": [')
    return f"{before}{mark}\n{rows}\n  {after}\n" if rows else f"{before}{mark}{after}\n"

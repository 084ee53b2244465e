"""The division of an audit trail into pages: a page for each month of landings, and several pages for a long month.

This module is below `site.pages` and `site.parts`, because every link to an event needs the page with its row.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import INVISIBLE
from gonogo.history.event_folds import find_leads, fold_additions
from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.event import Change, Detail, Event

# Bytes of rows on a page. The complete page, with the theme and the longest names and titles, stays below 500 kB.
_PAGE_BYTES = 240_000
_ROW_BYTES = 1200
_FOLDED_BYTES = 250
_MOST_NEWEST = 60
LONGEST = 300
_MOST_DETAILS = 6
_FEW = 2
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)
_ANSWERS = ("status", "observed", "decision", "by")
_ESCAPED = re.compile(rf"[&<>\"'{{}}\[\]`{INVISIBLE}]")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


class TrailMonth(Frozen):
    """The events on one page, in landing order, oldest first. `name` is the last folder in the page's address."""

    name: str
    title: str
    events: tuple[IndexedEvent, ...]


def divide(events: tuple[IndexedEvent, ...], landed_at: Callable[[Event], datetime | None]) -> tuple[TrailMonth, ...]:
    """The parts of a trail, which contain every event once; empty if one page is enough.

    The newest month is first, and the events without a date are last. A long month is divided from its oldest event on,
    so that an event stays in its part when new events are added. The date of the landing only determines the month;
    inside a month, events are in landing order.
    """
    if sum(_estimate_page(events)) <= _PAGE_BYTES:
        return ()
    months: dict[str, list[IndexedEvent]] = {}
    for indexed in events:
        months.setdefault(_month_of(landed_at(indexed.event)), []).append(indexed)
    parts: list[TrailMonth] = []
    for month in sorted(months, reverse=True):
        filled = [tuple(page) for page in _fill(months[month])]
        for number in range(len(filled), 0, -1):
            name = f"{month or 'undated'}{f'-{number}' if number > 1 else ''}"
            title = f"{_say_month(month)}{f', part {number}' if len(filled) > 1 else ''}"
            parts.append(TrailMonth(name, title, filled[number - 1]))
    return tuple(parts)


def take_newest(events: tuple[IndexedEvent, ...]) -> tuple[IndexedEvent, ...]:
    """The events on the first page of a trail that has parts: as many of the newest events as fit, at least one row."""
    folds = fold_additions(events)[-_MOST_NEWEST:]
    sizes = accumulate(sum(_estimate_page((fold.lead, *fold.folded))) for fold in reversed(folds))
    count = sum(size <= _PAGE_BYTES for size in sizes)
    first = folds[-max(count, 1)].lead.number
    return tuple(indexed for indexed in events if indexed.number >= first)


def anchor_of(indexed: IndexedEvent) -> str:
    """The id of an event's row in HTML. It never changes, because new events are only added at the end of a trail."""
    return f"event{indexed.number}_"


def choose_details(change: Change) -> tuple[tuple[Detail, ...], int]:
    """The values that the row of a change shows besides its main value, and the number of values that it leaves out.

    Empty values are not counted. The row of an added subject shows no further values, and the row of a removed subject
    shows only its answers. The row of a registry change shows no further values if there are more than two.
    """
    own = (change.before, change.after)
    filled = tuple(
        detail for detail in change.also if (detail.before or detail.after) and (detail.before, detail.after) != own
    )
    is_whole = change.kind in _WHOLE or (change.kind is EventKind.REGISTRY and len(filled) > _FEW)
    answers = _ANSWERS if change.kind is EventKind.REMOVED else ()
    chosen = tuple(detail for detail in filled if not is_whole or detail.field in answers)[:_MOST_DETAILS]
    return chosen, len(filled) - len(chosen)


def _estimate_page(events: Iterable[IndexedEvent]) -> Iterator[int]:
    """The approximate size in bytes of each event, if all these events are on the same page."""
    for fold in fold_additions(events):
        yield _estimate_row(fold.lead)
        yield from map(_estimate_folded, fold.folded)


def _estimate_row(indexed: IndexedEvent) -> int:
    """The approximate maximum size of an event's row, in bytes. Values count twice, because the row repeats them."""
    change, commit = indexed.event.change, indexed.event.commit
    details, _ = choose_details(change)
    once = (commit.author.name, commit.author.email, commit.subject)
    path = str(change.ref).partition("#")[0]
    twice = (change.field, change.before, change.after, str(change.ref), *sum(details, ()))
    own, also, paths = (
        sum(_estimate_text(text[:LONGEST]) for text in texts if text) for texts in (once, twice, (path,))
    )
    return _ROW_BYTES + own + 2 * also + (3 if indexed.event.is_merge else 1) * paths + 140 * len(details)


def _estimate_folded(indexed: IndexedEvent) -> int:
    """The approximate size in bytes of an event below the row of another event."""
    change = indexed.event.change
    return _FOLDED_BYTES + _estimate_text(str(change.ref)[:LONGEST]) + _estimate_text((change.after or "")[:LONGEST])


def _estimate_text(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace")) + 5 * len(_ESCAPED.findall(text))


def _fill(events: Sequence[IndexedEvent]) -> Iterator[list[IndexedEvent]]:
    """The events of each page. An event below another event takes less space if both are on the same page."""
    leads = find_leads(events)
    page: list[IndexedEvent] = []
    size = 0
    for indexed in events:
        is_below = bool(page) and leads.get(indexed.number, 0) >= page[0].number
        size += _estimate_folded(indexed) if is_below else _estimate_row(indexed)
        if page and size > _PAGE_BYTES:
            yield page
            page, size = [], _estimate_row(indexed)
        page.append(indexed)
    yield page


def _month_of(moment: datetime | None) -> str:
    """`2026-05`; "" without a date. The moment must be in UTC."""
    return f"{moment.year:04}-{moment.month:02}" if moment else ""


def _say_month(month: str) -> str:
    if not month:
        return "Undated"
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {int(year)}"

"""How a trail is divided into pages: by the months in which events became official, and long months into parts."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import INVISIBLE
from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from gonogo.history.index import IndexedEvent
    from gonogo.model.event import Change, Detail, Event

# How many bytes of rows a page takes. With names and titles as long as they may be, and with a theme around it, a page
# stays below 500 kB.
_PAGE = 240_000
_ROW = 900
_MOST_NEWEST = 100
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
    """The events of a month, or of a part of it, in landing order, oldest first; `name` is that of its page."""

    name: str
    title: str
    events: tuple[IndexedEvent, ...]


def divide(events: tuple[IndexedEvent, ...], landed_at: Callable[[Event], datetime | None]) -> tuple[TrailMonth, ...]:
    """Parts that have every event once, the newest month first, what has no date last; none where one page takes all.

    A long month is filled from its oldest event on, so that what is in a part stays in it. Dates only say in which
    month an event stands; inside, the order is that of landings.
    """
    if sum(map(weigh, events)) <= _PAGE:
        return ()
    months: dict[str, list[IndexedEvent]] = {}
    for one in events:
        months.setdefault(_month_of(landed_at(one.event)), []).append(one)
    parts: list[TrailMonth] = []
    for month in sorted(months, reverse=True):
        filled = [tuple(page) for page in _fill(months[month])]
        for number in range(len(filled), 0, -1):
            name = f"{month or 'undated'}{f'-{number}' if number > 1 else ''}"
            title = f"{_say_month(month)}{f', part {number}' if len(filled) > 1 else ''}"
            parts.append(TrailMonth(name, title, filled[number - 1]))
    return tuple(parts)


def take_newest(events: tuple[IndexedEvent, ...]) -> tuple[IndexedEvent, ...]:
    """What the first page shows of a trail that it cannot show as a whole."""
    newest = events[-_MOST_NEWEST:]
    count = sum(size <= _PAGE for size in accumulate(map(weigh, reversed(newest))))
    return newest[-max(count, 1) :]


def anchor_of(told: IndexedEvent) -> str:
    """The id of an event in the audit trail. The trail only grows at its end, so that it stays the same."""
    return f"event{told.number}_"


def choose_details(change: Change) -> tuple[tuple[Detail, ...], int]:
    """What a row tells beside the event, and how many values more there are that are not empty.

    All that belongs to it; of what came or went with many values only the answers that went with it.
    """
    own = (change.before, change.after)
    filled = tuple(one for one in change.also if (one.before or one.after) and (one.before, one.after) != own)
    is_whole = change.kind in _WHOLE or (change.kind is EventKind.REGISTRY and len(filled) > _FEW)
    answers = _ANSWERS if change.kind is EventKind.REMOVED else ()
    chosen = tuple(one for one in filled if not is_whole or one.field in answers)[:_MOST_DETAILS]
    return chosen, len(filled) - len(chosen)


def weigh(told: IndexedEvent) -> int:
    """About how many bytes a row has at most, going by what the event itself says."""
    change, author = told.event.change, told.event.commit.author
    details, _ = choose_details(change)
    texts = (str(change.ref), change.field, change.before, change.after, author.name, author.email)
    own, also = (sum(_weigh(text[:LONGEST]) for text in all_ if text) for all_ in (texts, sum(details, ())))
    return _ROW + own + also + 140 * len(details)


def _weigh(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace")) + 5 * len(_ESCAPED.findall(text))


def _fill(events: Iterable[IndexedEvent]) -> Iterator[list[IndexedEvent]]:
    page: list[IndexedEvent] = []
    size = 0
    for one in events:
        size += (weight := weigh(one))
        if page and size > _PAGE:
            yield page
            page, size = [], weight
        page.append(one)
    yield page


def _month_of(moment: datetime | None) -> str:
    """`2026-05`, "" without a date. The moment is in UTC."""
    return f"{moment.year:04}-{moment.month:02}" if moment else ""


def _say_month(month: str) -> str:
    if not month:
        return "Undated"
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {int(year)}"

"""Events marked below the burn-up curve: the declared status, decisions on sign-offs, and reversals."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.history.event_index import is_reversal
from gonogo.model.clock import Clock, show_day
from gonogo.model.event import EventKind
from gonogo.model.references import Ref
from gonogo.site.parts.event_view import show_event, show_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from gonogo.history.event_index import IndexedEvent
    from gonogo.site.release_context import ReleaseContext

_MOST_DAYS = 30  # marks per lane; more could not be distinguished in the chart
_NAMED = 2
_DECIDED = (EventKind.SIGNED, EventKind.REFUSED)


class MarkedDay(NamedTuple):
    """The mark of one day in a lane: `x` is in per cent from the left.

    `text` names the events, `href` links to the first.
    """

    x: float
    day: Clock
    text: str
    href: str


class Lane(Frozen):
    """The marks for one kind of event, oldest first; `left_out` is the number of earlier days that have no mark."""

    name: str
    shape: str
    marks: tuple[MarkedDay, ...]
    left_out: int


def list_lanes(context: ReleaseContext, place: Callable[[datetime], float], end: datetime) -> tuple[Lane, ...]:
    """The lanes that have a mark. `place` converts a time to per cent; events after `end` are left out."""
    index = context.site.event_index
    if index is None:
        return ()
    landed = [
        (moment, indexed)
        for indexed in index.of(context.release.ref)
        if (moment := index.landed_at(indexed.event)) and moment <= end
    ]
    chosen = (
        ("declared status", "dot", lambda indexed: _declared(indexed) is not None),
        ("sign-off", "signed", lambda indexed: _is_decision(indexed) and not _is_refusal(indexed)),
        ("no-go", "refused", _is_refusal),
        ("reversal", "back", lambda indexed: is_reversal(indexed.event.change)),
    )
    lanes = (
        _fill_lane(name, shape, [pair for pair in landed if is_marked(pair[1])], context, place)
        for name, shape, is_marked in chosen
    )
    return tuple(lane for lane in lanes if lane.marks)


def _declared(indexed: IndexedEvent) -> str | None:
    """The declared status that an event wrote into the release; None for any other event."""
    change = indexed.event.change
    if not isinstance(change.ref, Ref) or change.ref != change.ref.whole:
        return None
    return next((detail.after for detail in change.details if detail.field == "declared" and detail.after), None)


def _is_decision(indexed: IndexedEvent) -> bool:
    change = indexed.event.change
    return change.kind in _DECIDED and change.field == "decision" and not is_reversal(change)


def _is_refusal(indexed: IndexedEvent) -> bool:
    change = indexed.event.change
    return change.kind is EventKind.REFUSED and change.field == "decision" and not is_reversal(change)


def _fill_lane(
    name: str,
    shape: str,
    landed: Sequence[tuple[datetime, IndexedEvent]],
    context: ReleaseContext,
    place: Callable[[datetime], float],
) -> Lane:
    days: dict[date, list[tuple[datetime, IndexedEvent]]] = {}
    for moment, indexed in landed:
        days.setdefault(moment.astimezone(UTC).date(), []).append((moment, indexed))
    shown = list(days.items())[-_MOST_DAYS:]
    marks = tuple(
        MarkedDay(
            place(pairs[0][0]),
            show_day(day),
            _say_events([indexed for _, indexed in pairs], context),
            context.site.link_event(context.path, pairs[0][1]),
        )
        for day, pairs in shown
    )
    return Lane(name, shape, marks, len(days) - len(marks))


def _say_events(events: Sequence[IndexedEvent], context: ReleaseContext) -> str:
    """The first two events in words, and the number of the other events."""
    texts = list(dict.fromkeys(_say_event(indexed, context) for indexed in events))
    more = len(texts) - _NAMED
    return "; ".join(texts[:_NAMED]) + (f"; {more} more" if more > 0 else "")


def _say_event(indexed: IndexedEvent, context: ReleaseContext) -> str:
    if (declared := _declared(indexed)) is not None:
        return f'declared "{show_text(declared)}"'
    view = show_event(indexed, context.path, context.site)
    if is_reversal(indexed.event.change):
        return f"{view.title}: {view.before or 'none'} → {view.after or 'none'}"
    by_another = f", in the name of {view.by_another}" if view.by_another else ""
    return f"{view.title}: {view.after}, by {view.writer.name}{by_another}"

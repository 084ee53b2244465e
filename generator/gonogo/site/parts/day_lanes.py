"""The steps and notices of the deployment day, drawn to scale: a lane for each owner, and a lane for slack."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import start_of
from gonogo.site.parts.prose import join_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.site.parts.run_table import RunRow, RunTable
    from gonogo.site.release_context import ReleaseContext

_NOBODY = "No owner"
_SLACK = "Slack"
_FEWEST = 2
_LONGEST = 1440  # minutes; in a longer period, a step of an hour would be too narrow to see
_EVERY = (5, 10, 15, 30, 60, 120, 240)
_MOST_TICKS = 5
_NARROWEST = 0.6  # per cent


class DayTick(NamedTuple):
    """A line of the scale with its time; `x` is in per cent from the left, `is_zero` marks T-0."""

    x: float
    text: str
    anchor: str
    is_zero: bool = False


class DayBar(NamedTuple):
    """A step, a notice or slack. `x` is its start and `width` its duration, both in per cent; a notice has the width 0.

    `look` is `done`, `planned`, `notice` or `slack`. `is_double` marks a step that begins before an earlier step in the
    same lane ends.
    """

    x: float
    width: float
    text: str
    look: str
    is_double: bool = False


class DayLane(Frozen):
    """The bars of an owner, earliest first.

    `at_once` has the titles of the steps that begin before an earlier step of the owner ends.
    """

    owner: str
    bars: tuple[DayBar, ...]
    at_once: tuple[str, ...] = ()


class DayView(Frozen):
    """The lanes from the start of the first step to the end of the last step, or of the window if that ends later.

    `begins` is the start of the first step and `ends` the end of the lanes, in ISO 8601, for the script that marks the
    current time. Both are "" if T-0 has no time of day. `begins` is also "" for a closed release.
    """

    ticks: tuple[DayTick, ...]
    lanes: tuple[DayLane, ...]
    begins: str
    ends: str


class _Timed(NamedTuple):
    since: float
    until: float
    row: RunRow


def draw_day(table: RunTable, context: ReleaseContext) -> DayView | None:
    """The lanes of a run sheet; None if fewer than two steps have a start, or if the steps span more than a day."""
    timed = [
        _Timed(row.since, row.since + (row.lasts or 0), row)
        for block in table.blocks
        for row in block.rows
        if row.since is not None
    ]
    steps = [step for step in timed if not step.row.is_notice]
    if len(steps) < _FEWEST:
        return None
    scale = _Scale(min(step.since for step in steps), max(step.until for step in steps))
    if not 0 < scale.length <= _LONGEST:
        return None
    scale = _extend(scale, context)
    inside = [step for step in timed if scale.start <= step.since <= scale.end]
    owners = dict.fromkeys(owner for step in inside for owner in _owners_of(step.row))
    lanes = [_draw_lane(owner, inside, scale) for owner in owners]
    if slack := tuple(_list_slack(steps, scale)):
        lanes.append(DayLane(_SLACK, slack))
    t_zero = context.release.t_zero
    zero = start_of(t_zero).timestamp() / 60 if t_zero else 0.0
    is_clock = isinstance(t_zero, datetime)
    return DayView(
        ticks=tuple(_list_ticks(scale, zero, context)),
        lanes=tuple(lanes),
        begins=_write(scale.start) if is_clock and not context.release.outcome else "",
        ends=_write(scale.end) if is_clock else "",
    )


def _extend(scale: _Scale, context: ReleaseContext) -> _Scale:
    """The scale, extended to the end of the window if the window ends later and the scale stays within a day."""
    window = context.release.window_ends
    if not isinstance(window, datetime) or not isinstance(context.release.t_zero, datetime):
        return scale
    longer = _Scale(scale.start, max(scale.end, window.timestamp() / 60))
    return longer if longer.length <= _LONGEST else scale


class _Scale(NamedTuple):
    """Converts minutes to per cent of the scale."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start

    def place(self, minute: float) -> float:
        return round((minute - self.start) / self.length * 100, 2)


def _owners_of(row: RunRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in row.entry.owners)) or (_NOBODY,)


def _draw_lane(owner: str, timed: Iterable[_Timed], scale: _Scale) -> DayLane:
    own = sorted((step for step in timed if owner in _owners_of(step.row)), key=lambda step: step.since)
    busy_until = scale.start
    bars, at_once = [], []
    for step in own:
        is_double = not step.row.is_notice and step.until > step.since and step.since < busy_until
        bars.append(_draw_bar(step, scale, is_double=is_double))
        if is_double:
            at_once.append(join_prose(step.row.entry.title))
        if not step.row.is_notice:
            busy_until = max(busy_until, step.until)
    return DayLane(owner, tuple(bars), tuple(at_once))


def _draw_bar(step: _Timed, scale: _Scale, *, is_double: bool) -> DayBar:
    row = step.row
    title = join_prose(row.entry.title)
    look = "notice" if row.is_notice else "done" if row.entry.is_settled else "planned"
    width = 0.0 if row.is_notice else max(round((step.until - step.since) / scale.length * 100, 2), _NARROWEST)
    return DayBar(scale.place(step.since), width, f"{row.start} {title}".strip(), look, is_double)


def _list_slack(steps: list[_Timed], scale: _Scale) -> Iterator[DayBar]:
    """The bars for the times during which no step runs, up to the first step without a duration."""
    ordered = sorted(steps, key=lambda step: step.since)
    until = scale.start
    for step, following in pairwise(ordered):
        if step.row.lasts is None:
            return
        until = max(until, step.until)
        if following.since > until:
            minutes = round(following.since - until)
            text = f"{minutes} min slack"
            yield DayBar(scale.place(until), round(minutes / scale.length * 100, 2), text, "slack")


def _list_ticks(scale: _Scale, zero: float, context: ReleaseContext) -> Iterator[DayTick]:
    """The line of T-0, and lines at even distances from T-0, labeled with clock times or with minutes from T-0."""
    every = next((size for size in _EVERY if scale.length / size <= _MOST_TICKS), _EVERY[-1])
    first = -((zero - scale.start) // every)
    number = int(first)
    while (minute := zero + number * every) <= scale.end:
        if minute >= scale.start:
            x = scale.place(minute)
            anchor = "start" if x < 3 else "end" if x > 95 else "middle"
            yield DayTick(x, _say_tick(minute, zero, context), anchor, is_zero=not number)
        number += 1


def _say_tick(minute: float, zero: float, context: ReleaseContext) -> str:
    if minute == zero:
        return "T-0"
    if isinstance(context.release.t_zero, datetime):
        moment = datetime.fromtimestamp(minute * 60, context.release.zone)
        return f"{moment:%H:%M}"
    return f"{round(minute - zero):+d} min"


def _write(minute: float) -> str:
    return datetime.fromtimestamp(minute * 60, UTC).isoformat()

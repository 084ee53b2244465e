"""How a release was settled over time: what was settled of how much, T-0, and what is needed against the rate of late.

Nothing is forecast: what is left and the time to T-0 say what is needed, the last two weeks say what was done.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_day, say_length, say_short
from gonogo.model.event import EventKind
from gonogo.model.schedule import end_of, shift, start_of
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.model.judgement import Point, Tally
    from gonogo.model.schedule import Moment
    from gonogo.site.plan import ReleaseContext

_OF_LATE = 14
_DAY = 86_400
_MOST_ROWS = 40
_MOST_TICKS = 4
_DAYS_APART = (1, 2, 7, 14, 21, 28, 56, 84, 168, 364)
# How far from everything else T-0 may lie and still be drawn: days, or times what there is.
_NEAR_DAYS, _NEAR_SPANS = 100, 3
_COMMIT = "commit the checklists, and this shows how they were settled"


class Stair(NamedTuple):
    """Where a landing lies in a chart, in per cent from its left and from its top: what was settled, and the scope."""

    x: float
    settled: float
    scope: float


class DayTick(NamedTuple):
    """A line of a chart with its label, in per cent; one that `is_spare` has no label where there is little room."""

    at: float
    text: str
    is_spare: bool = False


class Mark(NamedTuple):
    """A point of a chart with its label; `label_y` is where that stands, to the left of it or to the right."""

    x: float
    y: float
    text: str
    label_y: float
    is_left: bool


class Number(NamedTuple):
    """One row of the numbers behind a chart."""

    day: str
    settled: int
    scope: int


class Chart(Frozen):
    """The curve as a chart; `end` is how far to the right it goes, `t_zero` is None where that is too far away."""

    title: str
    about: str
    stairs: tuple[Stair, ...]
    end: float
    rows: tuple[DayTick, ...]
    days: tuple[DayTick, ...]
    t_zero: DayTick | None
    now: Mark
    numbers: tuple[Number, ...]
    by: str


class BurnUpView(Frozen):
    """The chart, what is left in one sentence, and what has to be known to read it."""

    chart: Chart
    say: str
    notes: tuple[str, ...]


def show_burn_up(context: ReleaseContext) -> BurnUpView | str:
    """The burn-up of a release; without anything to draw, why, and what to do about it."""
    past = context.site.past
    if past is None:
        return f"There is no history: this folder is in no git repository, or has no commit; {_COMMIT}."
    points = past.burn_up.get(context.release.ref, ())
    if not points:
        path = context.system.path_of(context.release.id)
        return f"No version of `{path}` that can be read is committed yet; {_COMMIT}."
    if not any(point.progress.total for point in points):
        return "No entry counts for the go in any version, so that there is nothing to draw."
    return BurnUpView(_draw(points, context), _say(points, context), tuple(_note(points, context)))


class _Scale(Frozen):
    """Times and counts as per cent of a chart."""

    start: datetime
    end: datetime
    most: int

    @property
    def seconds(self) -> float:
        return max((self.end - self.start).total_seconds(), _DAY)

    def x(self, moment: datetime) -> float:
        return round((moment - self.start).total_seconds() / self.seconds * 100, 2)

    def y(self, count: int) -> float:
        return round(100 - count / self.most * 100, 2)


def _draw(points: Sequence[Point], context: ReleaseContext) -> Chart:
    first, last = points[0], points[-1]
    until = _end_of_curve(last, context)
    t_zero = context.release.deploy_at
    near = _draws(t_zero, first.at, until)
    moments = [first.at, until, *([near] if near else [])]
    scale = _Scale(min(moments), max(moments), max(point.progress.total for point in points))
    numbers, by = _list(points)
    return Chart(
        title=f"Burn-up: {_say_tally(last.progress)} settled",
        about=_describe(points, t_zero),
        stairs=tuple(_stairs(points, scale)),
        end=scale.x(until),
        rows=tuple(_rows(scale)),
        days=tuple(_days(scale)),
        t_zero=DayTick(scale.x(near), f"T-0 {say_short(t_zero)}") if near and t_zero else None,
        now=_mark(last.progress, until, scale),
        numbers=numbers,
        by=by,
    )


def _end_of_curve(last: Point, context: ReleaseContext) -> datetime:
    """Up to when nothing has changed since; a closed release is not waited for."""
    return last.at if context.release.outcome else max(last.at, context.judgement.as_of.astimezone(UTC))


def _draws(t_zero: Moment | None, start: datetime, end: datetime) -> datetime | None:
    """T-0 as a time if it is near enough, so that it does not squeeze everything else together."""
    if t_zero is None:
        return None
    moment = start_of(t_zero).astimezone(UTC)
    beyond = max(moment - end, start - moment)
    return moment if beyond <= max(timedelta(days=_NEAR_DAYS), _NEAR_SPANS * (end - start)) else None


def _stairs(points: Sequence[Point], scale: _Scale) -> Iterator[Stair]:
    """The points at which something is different, the first among them."""
    before = None
    for point in points:
        if point.progress != before:
            yield Stair(scale.x(point.at), scale.y(point.progress.settled), scale.y(point.progress.total))
        before = point.progress


def _rows(scale: _Scale) -> Iterator[DayTick]:
    """Lines at round counts, 0 and up to four above it."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if scale.most / step <= _MOST_TICKS:
                yield from (DayTick(scale.y(count), str(count)) for count in range(0, scale.most + 1, step))
                return
        power *= 10


def _days(scale: _Scale) -> Iterator[DayTick]:
    """Dates that are evenly far apart, with the year where it is another one."""
    span = scale.seconds / _DAY
    apart = next((days for days in _DAYS_APART if span / days <= _MOST_TICKS + 1), 0)
    if not apart:
        apart = _DAYS_APART[-1]
        while span / apart > _MOST_TICKS + 1:
            apart *= 2
    year = None
    for number in range(_MOST_TICKS + 2):
        at = number * apart / span * 100
        if at > 92:  # a label in the middle of its place would leave the chart
            return
        day = scale.start + timedelta(days=number * apart)
        yield DayTick(round(at, 2), say_short(day, with_year=day.year != year), is_spare=number % 2 == 1)
        year = day.year


def _mark(progress: Tally, until: datetime, scale: _Scale) -> Mark:
    """Where the curve ends. Its label has half of the chart for itself, below the curve where there is room."""
    x, y = scale.x(until), scale.y(progress.settled)
    text = f"{say_short(until)}: {_say_tally(progress)}"
    if x < 50:
        return Mark(x, y, text, min(max(y, 8), 92), is_left=False)
    return Mark(x, y, text, round(100 - (100 - y) * 0.3 if y <= 50 else y - 11, 2), is_left=True)


def _list(points: Sequence[Point]) -> tuple[tuple[Number, ...], str]:
    """The numbers, a row for each day with a landing; where those are many, for the last of each week."""
    by, chosen = "day by day", list(points)
    if len(chosen) > _MOST_ROWS:
        by, chosen = "week by week", list({point.at.isocalendar()[:2]: point for point in points}.values())
    return tuple(Number(say_day(point.at), *point.progress) for point in chosen), by


def _describe(points: Sequence[Point], t_zero: Moment | None) -> str:
    first, last = points[0], points[-1]
    since = f"From {_say_tally(first.progress)} on {say_day(first.at)}"
    planned = f"T-0 is {say_day(t_zero)}." if t_zero else "T-0 is not planned."
    return f"{since} to {_say_tally(last.progress)} on {say_day(last.at)}. {planned}"


def _say(points: Sequence[Point], context: ReleaseContext) -> str:
    """What is left, how long there is, what is needed and what was done."""
    release, (settled, total) = context.release, context.judgement.progress
    left = total - settled
    if release.outcome:
        return f"Closed: {release.outcome}. {settled} of {total} are settled."
    until = _say_until(release.deploy_at, context.judgement.as_of)
    if not left:
        return f"{_say_all(total)} settled; {until}."
    needed = _say_needed(left, release.deploy_at, context.judgement.as_of)
    return f"{left} left and {until}{needed}; {_say_rate(points, _end_of_curve(points[-1], context))}."


def _say_until(t_zero: Moment | None, as_of: datetime) -> str:
    if t_zero is None:
        return "T-0 is not planned"
    if (gone := (as_of - end_of(t_zero)).total_seconds()) > 0:
        return f"T-0 was {_say_time(gone)} ago"
    ahead = (start_of(t_zero) - as_of).total_seconds()
    return f"{_say_time(ahead)} to T-0" if ahead > 0 else "T-0 is today"


def _say_needed(left: int, t_zero: Moment | None, as_of: datetime) -> str:
    """How many a day, from a day before T-0 on "": then it is hours that count."""
    days = (start_of(t_zero) - as_of).total_seconds() / _DAY if t_zero else 0
    return f": {_say_number(left / days)} a day needed" if days >= 1 else ""


def _say_rate(points: Sequence[Point], end: datetime) -> str:
    """How many a day were settled in the last two weeks, less those that were reopened; in all there is, if less."""
    start = shift(end, -_OF_LATE * 1440)
    known = [point for point in points if start and point.at <= start]
    base, since = (known[-1], start) if known and start else (points[0], points[0].at)
    days = (end - since).total_seconds() / _DAY
    if days < 1:
        return "its history is shorter than a day"
    change = points[-1].progress.settled - base.progress.settled
    when = f"in the last {_say_days(days)}"
    if not change:
        return f"nothing {when}"
    rate = f"{_say_number(abs(change) / days)} a day"
    return f"{rate} {when}" if change > 0 else f"{rate} lost {when}, net"


def _note(points: Sequence[Point], context: ReleaseContext) -> Iterator[str]:
    """What has to be known to read the chart."""
    first, last = points[0], points[-1]
    if first.progress.total != last.progress.total:
        yield f"The scope was {first.progress.total} at first and is {last.progress.total} now."
    if last.progress != context.judgement.progress:
        yield (
            f"The curve ends with what is committed, judged as of that day. This page counts "
            f"{_say_tally(context.judgement.progress)}: with files that are not committed yet, or without waivers that "
            "have ended since."
        )
    if not context.release.outcome and context.judgement.as_of < last.at:
        yield "Some of it landed after the time as of which this page judges."
    t_zero = context.release.deploy_at
    if t_zero and _draws(t_zero, first.at, _end_of_curve(last, context)) is None:
        yield f"T-0, {say_day(t_zero)}, is too far away to be drawn."
    if context.site.event_index and any(
        told.event.change.kind is EventKind.UNREADABLE for told in context.site.event_index.of(context.release.ref)
    ):
        yield "Versions that cannot be read are left out."


def _say_tally(tally: Tally) -> str:
    return f"{tally.settled} of {tally.total}"


def _say_all(total: int) -> str:
    return f"All {total} are" if total > 1 else "The only one is" if total else "Nothing is left to be"


def _say_time(seconds: float) -> str:
    """Days, below ten with a decimal, so that a rate can be checked; less than a day in hours and minutes."""
    days = seconds / _DAY
    return say_length(int(seconds // 60)) if days < 1 else _say_days(days)


def _say_days(days: float) -> str:
    said = _say_number(days)
    return f"{said} {plural(1 if said == '1' else 2, 'day')}"


def _say_number(number: float) -> str:
    """`1.3`, `9`, `24`: a decimal below ten, where there is one."""
    if number < 0.05:
        return "less than 0.1"
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")

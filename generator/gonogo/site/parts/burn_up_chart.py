"""The burn-up of a release: the number of settled entries over time, the total, and the rate that T-0 requires.

Gonogo does not forecast anything. The required rate follows from the open entries and the time to T-0, the actual rate
from the last two weeks.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_day, say_length, say_short
from gonogo.model.event import EventKind
from gonogo.model.schedule import end_of, shift, start_of
from gonogo.site.parts.burn_up_marks import list_lanes
from gonogo.verdict.reasons import outcome_word, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.model.judgement import Point, Tally
    from gonogo.model.schedule import Moment
    from gonogo.site.parts.burn_up_marks import Lane
    from gonogo.site.release_context import ReleaseContext

_RECENT_DAYS = 14
_DAY = 86_400  # seconds
_MOST_ROWS = 40
_MOST_LINES = 4
_DAYS_APART = (1, 2, 7, 14, 21, 28, 56, 84, 168, 364)
# The largest distance of T-0 from the curve at which the chart contains T-0: this many days, or this many lengths of
# the curve.
_NEAR_DAYS, _NEAR_SPANS = 100, 3
_COMMIT = "commit the checklists to see how they were settled"


class Stair(NamedTuple):
    """The curves at a landing: `x` in per cent from the left, `settled` and `scope` in per cent from the top.

    The scope is the number of all counted entries.
    """

    x: float
    settled: float
    scope: float


class GridLine(NamedTuple):
    """A line of a chart with its label; `at` is in per cent. A narrow chart hides the labels of spare lines."""

    at: float
    text: str
    is_spare: bool = False


class Mark(NamedTuple):
    """A point of a chart with its label.

    The label is left or right of the point, at the height `label_y`. All numbers are in per cent.
    """

    x: float
    y: float
    text: str
    label_y: float
    is_left: bool


class Number(NamedTuple):
    """A row of the table below a chart: the numbers of settled and of all counted entries on a day."""

    day: str
    settled: int
    scope: int


class Pace(NamedTuple):
    """The line of the required rate, from the end of the curve to the scope at T-0.

    All numbers are in per cent, from the left (x) and from the top (y).
    """

    x1: float
    y1: float
    x2: float
    y2: float


class Chart(Frozen):
    """The chart of a burn-up. `end` is the end of the curve, in per cent from the left.

    `t_zero` is None if T-0 is not planned, or too far away. `pace` is None if every entry is settled, if T-0 has
    passed, if the chart does not contain T-0, or if the release is closed. `lanes` are below the curve.
    """

    title: str
    about: str
    stairs: tuple[Stair, ...]
    end: float
    rows: tuple[GridLine, ...]
    days: tuple[GridLine, ...]
    t_zero: GridLine | None
    now: Mark
    numbers: tuple[Number, ...]
    interval: str
    pace: Pace | None = None
    lanes: tuple[Lane, ...] = ()


class BurnUpView(Frozen):
    """The chart, a sentence that sums it up, and notes without which it would mislead."""

    chart: Chart
    sentence: str
    notes: tuple[str, ...]


def show_burn_up(context: ReleaseContext) -> BurnUpView | str:
    """The burn-up of a release; if there is nothing to draw, a string with the reason."""
    past = context.site.past
    if context.site.leaves_history_out:
        return "History was left out, so counts over time are not available."
    if past is None:
        return f"There is no history: this folder is not in a git repository, or has no commit; {_COMMIT}."
    points = past.burn_up.get(context.release.ref, ())
    if not points:
        path = context.system.path_of(context.release.id)
        return f"No version of `{path}` that can be read is committed yet; {_COMMIT}."
    if not any(point.progress.total for point in points):
        return "No version has an entry that GO requires, so there is nothing to draw."
    if points[-1].at - points[0].at < timedelta(days=1):
        return f"{_say_summary(points, context)} A curve needs a history that is longer than a day."
    return draw_burn_up(points, context)


def draw_burn_up(points: Sequence[Point], context: ReleaseContext) -> BurnUpView:
    """The burn-up through these points, oldest first; at least one point is required."""
    return BurnUpView(_draw(points, context), _say_summary(points, context), tuple(_list_notes(points, context)))


class _Scale(Frozen):
    """Converts times and counts to per cent of a chart; `most` is the count at the top."""

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
    near = _find_near(t_zero, first.at, until)
    moments = [first.at, until, *([near] if near else [])]
    scale = _Scale(min(moments), max(moments), max(point.progress.total for point in points))
    numbers, interval = _list_numbers(points)
    return Chart(
        title=f"Burn-up: {_say_tally(last.progress)} settled",
        about=_describe(points, t_zero),
        stairs=tuple(_stairs(points, scale)),
        end=scale.x(until),
        rows=tuple(_list_count_lines(scale)),
        days=tuple(_list_day_lines(scale)),
        t_zero=GridLine(scale.x(near), f"T-0 {say_short(t_zero)}") if near and t_zero else None,
        now=_mark_end(last.progress, until, scale),
        numbers=numbers,
        interval=interval,
        pace=_draw_pace(last.progress, until, near, scale) if not context.release.outcome else None,
        lanes=list_lanes(context, scale.x, until),
    )


def _draw_pace(progress: Tally, until: datetime, t_zero: datetime | None, scale: _Scale) -> Pace | None:
    if t_zero is None or t_zero <= until or progress.settled >= progress.total:
        return None
    return Pace(scale.x(until), scale.y(progress.settled), scale.x(t_zero), scale.y(progress.total))


def _end_of_curve(last: Point, context: ReleaseContext) -> datetime:
    """The time at which the curve ends: now, or the last landing if the release is closed."""
    return last.at if context.release.outcome else max(last.at, context.judgement.as_of.astimezone(UTC))


def _find_near(t_zero: Moment | None, start: datetime, end: datetime) -> datetime | None:
    """T-0 as a time; None if T-0 is not planned, or so far away that the chart would compress the curve too much."""
    if t_zero is None:
        return None
    moment = start_of(t_zero).astimezone(UTC)
    beyond = max(moment - end, start - moment)
    return moment if beyond <= max(timedelta(days=_NEAR_DAYS), _NEAR_SPANS * (end - start)) else None


def _stairs(points: Sequence[Point], scale: _Scale) -> Iterator[Stair]:
    """The first point, and each point whose numbers differ from the previous point."""
    before = None
    for point in points:
        if point.progress != before:
            yield Stair(scale.x(point.at), scale.y(point.progress.settled), scale.y(point.progress.total))
        before = point.progress


def _list_count_lines(scale: _Scale) -> Iterator[GridLine]:
    """Lines at round counts: 0, and up to four above it."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if scale.most / step <= _MOST_LINES:
                yield from (GridLine(scale.y(count), str(count)) for count in range(0, scale.most + 1, step))
                return
        power *= 10


def _list_day_lines(scale: _Scale) -> Iterator[GridLine]:
    """Lines at evenly spaced days. A label has the year if the previous label is of another year."""
    span = scale.seconds / _DAY
    days_apart = next((days for days in _DAYS_APART if span / days <= _MOST_LINES + 1), 0)
    if not days_apart:
        days_apart = _DAYS_APART[-1]
        while span / days_apart > _MOST_LINES + 1:
            days_apart *= 2
    year = None
    for number in range(_MOST_LINES + 2):
        at = number * days_apart / span * 100
        if at > 92:  # the label, centered on the line, would not fit into the chart
            return
        day = scale.start + timedelta(days=number * days_apart)
        yield GridLine(round(at, 2), say_short(day, with_year=day.year != year), is_spare=number % 2 == 1)
        year = day.year


def _mark_end(progress: Tally, until: datetime, scale: _Scale) -> Mark:
    """The end of the curve. The label needs half of the chart's width, and is below the curve if there is space."""
    x, y = scale.x(until), scale.y(progress.settled)
    text = f"{say_short(until)}: {_say_tally(progress)}"
    if x < 50:
        return Mark(x, y, text, min(max(y, 8), 92), is_left=False)
    return Mark(x, y, text, round(100 - (100 - y) * 0.3 if y <= 50 else y - 11, 2), is_left=True)


def _list_numbers(points: Sequence[Point]) -> tuple[tuple[Number, ...], str]:
    """The rows of the table, and their interval in words.

    There is a row for each point or, if there are more than 40 points, for the last point of each week.
    """
    interval, chosen = "day by day", list(points)
    if len(chosen) > _MOST_ROWS:
        interval, chosen = "week by week", list({point.at.isocalendar()[:2]: point for point in points}.values())
    return tuple(Number(say_day(point.at), *point.progress) for point in chosen), interval


def _describe(points: Sequence[Point], t_zero: Moment | None) -> str:
    first, last = points[0], points[-1]
    since = f"From {_say_tally(first.progress)} on {say_day(first.at)}"
    planned = f"T-0 is {say_day(t_zero)}." if t_zero else "T-0 is not planned."
    return f"{since} to {_say_tally(last.progress)} on {say_day(last.at)}. {planned}"


def _say_summary(points: Sequence[Point], context: ReleaseContext) -> str:
    """A sentence with the number of open entries, the time to T-0, the rate that T-0 requires, and the recent rate."""
    release, (settled, total) = context.release, context.judgement.progress
    left = total - settled
    if release.outcome:
        return f"{outcome_word(release.outcome)}. {settled} of {total} are settled."
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
    """The rate that T-0 requires, in entries per day; "" if T-0 is less than a day away, or not planned."""
    days = (start_of(t_zero) - as_of).total_seconds() / _DAY if t_zero else 0
    return f": {_say_number(left / days)} a day needed" if days >= 1 else ""


def _say_rate(points: Sequence[Point], end: datetime) -> str:
    """The entries settled per day in the last two weeks, minus the reopened entries.

    In a shorter history, all days count.
    """
    start = shift(end, -_RECENT_DAYS * 1440)
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


def _list_notes(points: Sequence[Point], context: ReleaseContext) -> Iterator[str]:
    """The notes without which the chart would mislead."""
    first, last = points[0], points[-1]
    if first.progress.total != last.progress.total:
        yield f"The scope was {first.progress.total} at first and is {last.progress.total} now."
    if last.progress != context.judgement.progress:
        yield (
            f"The curve ends with the committed files, judged as of that day. This page counts "
            f"{_say_tally(context.judgement.progress)}: with files that are not committed yet, or without waivers that "
            "have ended since."
        )
    if not context.release.outcome and context.judgement.as_of < last.at:
        yield "Some commits landed after the time of this page's judgement."
    t_zero = context.release.deploy_at
    if t_zero and _find_near(t_zero, first.at, _end_of_curve(last, context)) is None:
        yield f"T-0, {say_day(t_zero)}, is too far away to be drawn."
    if context.site.event_index and any(
        indexed.event.change.kind is EventKind.UNREADABLE
        for indexed in context.site.event_index.of(context.release.ref)
    ):
        yield "Versions that cannot be read are left out."


def _say_tally(tally: Tally) -> str:
    return f"{tally.settled} of {tally.total}"


def _say_all(total: int) -> str:
    return f"All {total} are" if total > 1 else "The only one is" if total else "Nothing is left to be"


def _say_time(seconds: float) -> str:
    """`9.5 days`, from which a reader can check a rate; less than a day in hours and minutes."""
    days = seconds / _DAY
    return say_length(int(seconds // 60)) if days < 1 else _say_days(days)


def _say_days(days: float) -> str:
    number = _say_number(days)
    return f"{number} {plural(1 if number == '1' else 2, 'day')}"


def _say_number(number: float) -> str:
    """`1.3`, `9`, `24`: one decimal place below ten, dropped if it is 0."""
    if number < 0.05:
        return "less than 0.1"
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")

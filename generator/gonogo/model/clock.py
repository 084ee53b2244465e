"""Days, times and lengths of time in words. A time always has its zone, and is also given in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from gonogo.model.release import Release
    from gonogo.model.schedule import Moment

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Clock(Frozen):
    """A moment in words (`text`) and for machines (`iso`); `is_time` if it is a time and not only a day."""

    text: str
    iso: str
    is_time: bool


class Plan(Frozen):
    """When T-0 is: the words `say`, and the moment after them, None if T-0 has none."""

    say: str
    clock: Clock | None = None


def show_clock(moment: Moment) -> Clock:
    """A moment in words and for machines."""
    is_time = isinstance(moment, datetime)
    return Clock(say_moment(moment), moment.isoformat(), is_time)


def show_day(moment: Moment) -> Clock:
    """The day of a moment in words and for machines."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return Clock(say_day(day), day.isoformat(), is_time=False)


def show_plan(release: Release) -> Plan:
    """When T-0 is, or was if the release is closed."""
    if release.outcome:
        return Plan("T-0 was", show_clock(release.deploy_at)) if release.deploy_at else Plan("T-0 was not planned")
    return Plan("T-0 is", show_clock(release.deploy_at)) if release.deploy_at else Plan("T-0 is not planned")


def say_plan(release: Release) -> str:
    """`show_plan` as one text."""
    plan = show_plan(release)
    return f"{plan.say} {plan.clock.text}" if plan.clock else plan.say


def say_day(moment: Moment) -> str:
    """`Sat 14 Jun 2025`, whatever the locale."""
    return f"{_DAYS[moment.weekday()]} {say_date(moment)}"


def say_date(moment: Moment) -> str:
    """`14 Jun 2025`, whatever the locale."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def say_short(moment: Moment, *, with_year: bool = False) -> str:
    """`14 Jun`, or `14 Jun 2025`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}{f' {moment.year}' if with_year else ''}"


def say_moment(moment: Moment) -> str:
    """A day, or a time in its own zone and in UTC."""
    if not isinstance(moment, datetime):
        return say_day(moment)
    utc = moment.astimezone(UTC)
    if not moment.utcoffset():
        return f"{say_day(utc)}, {utc:%H:%M} UTC"
    other_day = "" if utc.date() == moment.date() else f"{say_day(utc)}, "
    zone = f"{moment:%z}"
    return f"{say_day(moment)}, {moment:%H:%M} UTC{zone[:3]}:{zone[3:5]} ({other_day}{utc:%H:%M} UTC)"


def say_length(minutes: int) -> str:
    """`90` minutes as `1 h 30 min`."""
    days, rest = divmod(abs(minutes), 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"

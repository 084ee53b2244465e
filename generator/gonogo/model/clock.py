"""Days, times and lengths of time in words. A time always has its zone, and is also given in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import Offset

if TYPE_CHECKING:
    from gonogo.model.release import Release
    from gonogo.model.schedule import Due, Moment

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


def show_brief(moment: Moment, now: datetime) -> Clock:
    """A moment in few words and for machines: of another year than `now` only the day."""
    is_time = isinstance(moment, datetime)
    text = say_brief(moment) if moment.year == now.year else say_day(moment)
    return Clock(text, moment.isoformat(), is_time)


def show_day(moment: Moment) -> Clock:
    """The day of a moment in words and for machines."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return Clock(say_day(day), day.isoformat(), is_time=False)


def show_plan(release: Release) -> Plan:
    """When T-0 is, or was if the release is closed."""
    verb = "was" if release.outcome else "is"
    if release.deploy_at is None:
        return Plan(f"T-0 {verb} not planned")
    return Plan(f"T-0 {verb}", show_clock(release.in_zone(release.deploy_at)))


def say_plan(release: Release) -> str:
    """`show_plan` as one text."""
    plan = show_plan(release)
    return f"{plan.say} {plan.clock.text}" if plan.clock else plan.say


def say_due(when: Due, release: Release) -> str:
    """A date in words, or an offset as it is written with its moment, if T-0 gives it one."""
    moment = release.resolve(when)
    words = (when.text if isinstance(when, Offset) else "", say_moment(moment) if moment else "")
    return ", ".join(filter(None, words))


def say_day(moment: Moment) -> str:
    """`Sat 14 Jun 2025`, whatever the locale."""
    return f"{_DAYS[moment.weekday()]} {say_date(moment)}"


def say_date(moment: Moment) -> str:
    """`14 Jun 2025`, whatever the locale."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def say_short(moment: Moment, *, with_year: bool = False) -> str:
    """`14 Jun`, or `14 Jun 2025`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}{f' {moment.year}' if with_year else ''}"


def say_brief(moment: Moment) -> str:
    """`Sat 14 Jun`, or `Sat 14 Jun 09:00 Berlin`: without the year, and a time in its own zone alone."""
    day = f"{_DAYS[moment.weekday()]} {say_short(moment)}"
    return f"{day} {moment:%H:%M} {_say_zone(moment)}" if isinstance(moment, datetime) else day


def say_moment(moment: Moment) -> str:
    """A day, or a time in its own zone and in UTC."""
    if not isinstance(moment, datetime):
        return say_day(moment)
    utc, zone = moment.astimezone(UTC), _say_zone(moment)
    if zone == "UTC":
        return f"{say_day(utc)}, {utc:%H:%M} UTC"
    other_day = "" if utc.date() == moment.date() else f"{say_day(utc)}, "
    return f"{say_day(moment)}, {moment:%H:%M} {zone} ({other_day}{utc:%H:%M} UTC)"


def _say_zone(moment: datetime) -> str:
    """`Berlin` for the zone Europe/Berlin, `UTC+01:00` for an offset, `UTC` for none."""
    area, _, place = str(moment.tzinfo).rpartition("/")
    # The signs in names such as Etc/GMT+5 are the reverse of those that people expect.
    if area and area != "Etc":
        return place.replace("_", " ")
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}" if moment.utcoffset() else "UTC"


def say_length(minutes: int) -> str:
    """`90` minutes as `1 h 30 min`."""
    days, rest = divmod(abs(minutes), 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"

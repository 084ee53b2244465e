"""Days, times and durations in words. A time always has its zone, and is also given in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import MINUTES, Offset

if TYPE_CHECKING:
    from gonogo.model.release import Release
    from gonogo.model.schedule import Due, Moment

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Clock(Frozen):
    """A moment in words (`text`) and for machines (`iso`); `is_time` if it is a time and not only a day.

    A headline shows it on two lines: `short` (`06:40`, or a day), and below it `small` (the day, the zone, UTC).
    `offset` is the time from T-0 if it was requested.
    """

    text: str
    iso: str
    is_time: bool
    short: str = ""
    small: str = ""
    offset: str = ""


class Plan(Frozen):
    """The plan of T-0: the words `say`, and the moment after them, None if T-0 does not have one."""

    say: str
    clock: Clock | None = None


def show_clock(moment: Moment, t_zero: Moment | None = None) -> Clock:
    """A moment in words and for machines; `t_zero` is T-0 if the reader sees its day nearby."""
    text, day = say_moment(moment, t_zero), say_day_beside(moment, t_zero)
    if not isinstance(moment, datetime):
        return Clock(text, moment.isoformat(), is_time=False, short=day)
    offset = say_offset(moment, t_zero) if isinstance(t_zero, datetime) else ""
    utc = say_utc(moment)
    small = f"{day}, {_say_zone(moment)} · {utc}" if utc else f"{day}, UTC"
    return Clock(text, moment.isoformat(), is_time=True, short=f"{moment:%H:%M}", small=small, offset=offset)


def show_brief(moment: Moment, now: datetime) -> Clock:
    """A moment in few words and for machines: `Sat 14 Jun 09:00 Berlin`; in another year than `now`, only the day."""
    text, is_time = say_day_beside(moment, now), isinstance(moment, datetime)
    if isinstance(moment, datetime) and moment.year == now.year:
        text = f"{text} {moment:%H:%M} {_say_zone(moment)}"
    return Clock(text, moment.isoformat(), is_time)


def show_day(moment: Moment) -> Clock:
    """The day of a moment in words and for machines."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return Clock(say_day(day), day.isoformat(), is_time=False, short=say_day(day))


def show_plan(release: Release) -> Plan:
    """The planned T-0, or the actual one if the release is closed."""
    verb = "was" if release.outcome else "is"
    if release.t_zero is None:
        return Plan(f"T-0 {verb} not planned")
    return Plan(f"T-0 {verb}", show_clock(release.t_zero))


def say_plan(release: Release) -> str:
    """`show_plan` as one string."""
    plan = show_plan(release)
    return f"{plan.say} {plan.clock.text}" if plan.clock else plan.say


def say_due(when: Due, release: Release, *, beside_plan: bool = False, moment: Moment | None = None) -> str:
    """A date in words, or an offset as it is written, with its moment if T-0 determines it.

    `beside_plan` is for pages that show T-0: there, the moment of an offset omits the day or year that it shares with
    T-0. `moment` replaces the offset's moment, for a step that begins after others.
    """
    moment = moment or release.resolve(when)
    if not isinstance(when, Offset):
        return say_moment(moment) if moment else ""
    words = (when.text, say_moment(moment, release.t_zero if beside_plan else None) if moment else "")
    return ", ".join(filter(None, words))


def say_weekday(moment: Moment) -> str:
    """`Sat`, whatever the locale."""
    return _DAYS[moment.weekday()]


def say_day(moment: Moment) -> str:
    """`Sat 14 Jun 2025`, whatever the locale."""
    return f"{say_weekday(moment)} {say_date(moment)}"


def say_date(moment: Moment) -> str:
    """`14 Jun 2025`, whatever the locale."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def say_short(moment: Moment, *, with_year: bool = False) -> str:
    """`14 Jun`, or `14 Jun 2025`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}{f' {moment.year}' if with_year else ''}"


def say_day_beside(moment: Moment, said: Moment | None) -> str:
    """`Sat 14 Jun 2025`, or `Sat 14 Jun` if `said` is in that year."""
    has_year = said is None or said.year != moment.year
    return f"{say_weekday(moment)} {say_short(moment, with_year=has_year)}"


def say_moment(moment: Moment, said: Moment | None = None) -> str:
    """A day, or a time in its own zone and in UTC; without the year or day that it shares with `said`."""
    day = say_day_beside(moment, said)
    if not isinstance(moment, datetime):
        return day
    utc = say_utc(moment)
    clock = f"{moment:%H:%M} {_say_zone(moment)} ({utc})" if utc else f"{moment:%H:%M} UTC"
    is_same_day = isinstance(said, datetime) and said.date() == moment.date()
    return clock if is_same_day else f"{day}, {clock}"


def say_offset(moment: datetime, t_zero: datetime) -> str:
    """The time from T-0 in the notation of the format: `T-0`, `T-4h`, `T+1h10m`."""
    # In UTC: between two times in one zone, Python counts clock hours and not elapsed hours.
    minutes = round((moment.astimezone(UTC) - t_zero.astimezone(UTC)).total_seconds() / 60)
    days, rest = divmod(abs(minutes), MINUTES["d"])
    hours, left = divmod(rest, MINUTES["h"])
    length = "".join(f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "m")) if count)
    return f"T{'-' if minutes < 0 else '+'}{length}" if length else "T-0"


def say_utc(moment: datetime) -> str:
    """`04:40 UTC`, with its day if that differs; "" for a time that is in UTC."""
    utc = moment.astimezone(UTC)
    if _say_zone(moment) == "UTC":
        return ""
    day = "" if utc.date() == moment.date() else f"{say_day_beside(utc, moment)}, "
    return f"{day}{utc:%H:%M} UTC"


def _say_zone(moment: datetime) -> str:
    """`Europe/Berlin` by name, `UTC+1` or `UTC+5:30` for an offset, `UTC` without one."""
    name = str(moment.tzinfo)
    # The signs in names such as Etc/GMT+5 are the reverse of the usual ones.
    if "/" in name and not name.startswith("Etc/"):
        return name
    if not moment.utcoffset():
        return "UTC"
    sign, hours, minutes = f"{moment:%z}"[0], f"{moment:%z}"[1:3], f"{moment:%z}"[3:5]
    return f"UTC{sign}{int(hours)}{'' if minutes == '00' else f':{minutes}'}"


def say_length(minutes: int) -> str:
    """`90` minutes as `1 h 30 min`."""
    days, rest = divmod(abs(minutes), 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"

"""Days, times and durations in words. A time always has its time zone and, in most texts, also the time in UTC."""

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
    """A moment in words (`text`) and in ISO 8601 (`iso`); `is_time` is false for a day without a time.

    A headline shows the moment on two lines: `short` (`06:40`, or a day), and `small` (the day, the zone and the UTC
    time) below. `offset` is the moment relative to T-0, such as `T-4h`; "" if the caller did not ask for it.
    """

    text: str
    iso: str
    is_time: bool
    short: str = ""
    small: str = ""
    offset: str = ""


class Plan(Frozen):
    """A phrase about T-0: the words `say`, followed by the moment `clock`, which is None while T-0 is not planned."""

    say: str
    clock: Clock | None = None


def show_clock(moment: Moment, t_zero: Moment | None = None) -> Clock:
    """The moment as a `Clock`.

    Give `t_zero` only if T-0 is visible beside the text: then the text leaves out the day or year of T-0.
    """
    text, day = say_moment(moment, t_zero), say_day_beside(moment, t_zero)
    if not isinstance(moment, datetime):
        return Clock(text, moment.isoformat(), is_time=False, short=day)
    offset = say_offset(moment, t_zero) if isinstance(t_zero, datetime) else ""
    utc = say_utc(moment)
    small = f"{day}, {_say_zone(moment)} · {utc}" if utc else f"{day}, UTC"
    return Clock(text, moment.isoformat(), is_time=True, short=f"{moment:%H:%M}", small=small, offset=offset)


def show_brief(moment: Moment, now: datetime) -> Clock:
    """The moment as a `Clock` with a short text: `Sat 14 Jun 09:00 Europe/Berlin`.

    If the year is not that of `now`, the text is only the day: `Sat 14 Jun 2025`.
    """
    text, is_time = say_day_beside(moment, now), isinstance(moment, datetime)
    if isinstance(moment, datetime) and moment.year == now.year:
        text = f"{text} {moment:%H:%M} {_say_zone(moment)}"
    return Clock(text, moment.isoformat(), is_time)


def show_day(moment: Moment) -> Clock:
    """The day of the moment as a `Clock`, without the time."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return Clock(say_day(day), day.isoformat(), is_time=False, short=say_day(day))


def show_plan(release: Release) -> Plan:
    """The phrase about T-0: `T-0 is`, or `T-0 was` for a closed release, with the moment in `deploy_at`."""
    verb = "was" if release.outcome else "is"
    if release.t_zero is None:
        return Plan(f"T-0 {verb} not planned")
    return Plan(f"T-0 {verb}", show_clock(release.t_zero))


def say_plan(release: Release) -> str:
    """`show_plan` as one string."""
    plan = show_plan(release)
    return f"{plan.say} {plan.clock.text}" if plan.clock else plan.say


def say_due(when: Due, release: Release, *, beside_plan: bool = False, moment: Moment | None = None) -> str:
    """The date in words; for an offset, the offset and its moment: `T-4h, Sat 14 Jun 2025, 06:40 UTC`.

    The moment of an offset is left out if T-0 does not determine it.

    `beside_plan` says that T-0 is visible beside the text: then the text leaves out the day or year of T-0. `moment`
    replaces the moment of the offset, for a step that begins after other steps with the same offset.
    """
    moment = moment or release.resolve(when)
    if not isinstance(when, Offset):
        return say_moment(moment) if moment else ""
    words = (when.text, say_moment(moment, release.t_zero if beside_plan else None) if moment else "")
    return ", ".join(filter(None, words))


def say_weekday(moment: Moment) -> str:
    """The weekday in English, such as `Sat`, independent of the locale."""
    return _DAYS[moment.weekday()]


def say_day(moment: Moment) -> str:
    """The day with its weekday in English, such as `Sat 14 Jun 2025`, independent of the locale."""
    return f"{say_weekday(moment)} {say_date(moment)}"


def say_date(moment: Moment) -> str:
    """The day in English, such as `14 Jun 2025`, independent of the locale."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def say_short(moment: Moment, *, with_year: bool = False) -> str:
    """`14 Jun`, or `14 Jun 2025` with the year."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}{f' {moment.year}' if with_year else ''}"


def say_day_beside(moment: Moment, said: Moment | None) -> str:
    """`Sat 14 Jun 2025`, or `Sat 14 Jun` if `said`, a moment that readers see beside this text, is in the same year."""
    has_year = said is None or said.year != moment.year
    return f"{say_weekday(moment)} {say_short(moment, with_year=has_year)}"


def say_moment(moment: Moment, said: Moment | None = None) -> str:
    """`Sat 14 Jun 2025`; for a time, `Sat 14 Jun 2025, 06:40 Europe/Berlin (04:40 UTC)`.

    `said` is a moment that readers see beside this text: the text leaves out the year or the day of that moment.
    """
    day = say_day_beside(moment, said)
    if not isinstance(moment, datetime):
        return day
    utc = say_utc(moment)
    clock = f"{moment:%H:%M} {_say_zone(moment)} ({utc})" if utc else f"{moment:%H:%M} UTC"
    is_same_day = isinstance(said, datetime) and said.date() == moment.date()
    return clock if is_same_day else f"{day}, {clock}"


def say_offset(moment: datetime, t_zero: datetime) -> str:
    """The time from T-0 to the moment, rounded to minutes, as written in YAML files: `T-0`, `T-4h`, `T+1h10m`."""
    # Python subtracts two times of the same zone as clock hours, so only UTC times give the elapsed time.
    minutes = round((moment.astimezone(UTC) - t_zero.astimezone(UTC)).total_seconds() / 60)
    days, rest = divmod(abs(minutes), MINUTES["d"])
    hours, left = divmod(rest, MINUTES["h"])
    length = "".join(f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "m")) if count)
    return f"T{'-' if minutes < 0 else '+'}{length}" if length else "T-0"


def say_utc(moment: datetime) -> str:
    """`04:40 UTC`, with the day if the moment's zone has another day; "" if the moment's zone is UTC."""
    utc = moment.astimezone(UTC)
    if _say_zone(moment) == "UTC":
        return ""
    day = "" if utc.date() == moment.date() else f"{say_day_beside(utc, moment)}, "
    return f"{day}{utc:%H:%M} UTC"


def _say_zone(moment: datetime) -> str:
    """The zone of a time: its name, such as `Europe/Berlin`, or its offset, such as `UTC+1`, `UTC+5:30` or `UTC`."""
    name = str(moment.tzinfo)
    # Names such as Etc/GMT+5 would mislead readers: this zone is five hours behind UTC.
    if "/" in name and not name.startswith("Etc/"):
        return name
    if not moment.utcoffset():
        return "UTC"
    sign, hours, minutes = f"{moment:%z}"[0], f"{moment:%z}"[1:3], f"{moment:%z}"[3:5]
    return f"UTC{sign}{int(hours)}{'' if minutes == '00' else f':{minutes}'}"


def say_length(minutes: int) -> str:
    """The duration in days, hours and minutes: `1 h 30 min` for 90 minutes. The sign of `minutes` is ignored."""
    days, rest = divmod(abs(minutes), 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"

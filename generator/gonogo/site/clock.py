"""Times in words: always with their zone, and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonogo.model.schedule import Moment

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(moment: Moment) -> str:
    """`Sat 14 Jun 2025`, whatever the locale."""
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def say_moment(moment: Moment) -> str:
    """A day, or a time in the zone in which it was planned and in UTC."""
    if not isinstance(moment, datetime):
        return say_day(moment)
    utc = moment.astimezone(UTC)
    if not moment.utcoffset():
        return f"{say_day(utc)}, {utc:%H:%M} UTC"
    other_day = "" if utc.date() == moment.date() else f"{say_day(utc)}, "
    return f"{say_day(moment)}, {moment:%H:%M} UTC{_say_zone(moment)} ({other_day}{utc:%H:%M} UTC)"


def say_time(moment: Moment) -> str:
    """The clock time alone, in the zone in which it was planned."""
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else say_day(moment)


def _say_zone(moment: datetime) -> str:
    text = f"{moment:%z}"
    return f"{text[:3]}:{text[3:5]}"


def say_length(minutes: int) -> str:
    """`90` minutes as `1 h 30 min`."""
    days, rest = divmod(abs(minutes), 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "min")) if count]
    return " ".join(parts) or "0 min"

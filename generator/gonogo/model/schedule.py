"""Times in a plan: T-offsets, durations and moments, and the conversion of an offset to a clock time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias, TypeVar

from gonogo.core.frozen import Frozen

MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10_080}
# Only for ordering offsets against each other while T-0 is not planned; planned times use the calendar.
NOMINAL_MONTH = 30 * MINUTES["d"]

OFFSET_PATTERN = r"T(-0|[+-]([0-9]{1,4}(mo|[mhdw]))+)"
DURATION_PATTERN = r"([0-9]{1,4}(mo|[mhdw]))+"
DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME_PATTERN = DATE_PATTERN + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})"

Moment: TypeAlias = date | datetime
M = TypeVar("M", date, datetime)


class Duration(Frozen):
    """A duration; months are calendar months. `text` is its written form."""

    months: int
    minutes: int
    text: str

    @property
    def nominal(self) -> int:
        """Minutes, with a month of 30 days."""
        return self.months * NOMINAL_MONTH + self.minutes


class Offset(Frozen):
    """A time relative to T-0: negative before it, positive after it, zero at it."""

    months: int
    minutes: int
    text: str

    @property
    def nominal(self) -> int:
        """Minutes from T-0, with a month of 30 days."""
        return self.months * NOMINAL_MONTH + self.minutes


Due: TypeAlias = date | Offset


def parse_duration(text: str) -> Duration:
    """`24h`, `1d12h`, `1mo`. Raises ValueError."""
    if not re.fullmatch(DURATION_PATTERN, text):
        raise ValueError(text)
    months = minutes = 0
    for number, unit in re.findall(r"(\d+)(mo|[mhdw])", text):
        if unit == "mo":
            months += int(number)
        else:
            minutes += int(number) * MINUTES[unit]
    return Duration(months, minutes, text)


def parse_offset(text: str) -> Offset:
    """`T-0`, `T-4h`, `T+30m`, `T-1d12h`. Raises ValueError."""
    if not re.fullmatch(OFFSET_PATTERN, text):
        raise ValueError(text)
    if text == "T-0":
        return Offset(0, 0, text)
    length = parse_duration(text[2:])
    sign = -1 if text[1] == "-" else 1
    return Offset(sign * length.months, sign * length.minutes, text)


def parse_date(text: str) -> date:
    """`2026-03-01`. Raises ValueError, also for a day that the calendar does not have."""
    if not re.fullmatch(DATE_PATTERN, text):
        raise ValueError(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("the calendar has no such day") from None


def parse_moment(text: str) -> Moment:
    """A date, or a time with its offset from UTC: `2026-03-01T09:00+01:00`. Raises ValueError."""
    if not re.fullmatch(TIME_PATTERN, text):
        return parse_date(text)
    try:
        time = datetime.fromisoformat(text)
        time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("there is no such time") from None
    return time


def parse_as_of(text: str) -> datetime:
    """The UTC time of a date (midnight in UTC) or of a time with its offset. Raises ValueError."""
    moment = parse_moment(text)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def parse_due(text: str) -> Due:
    """A date or a T-offset. Raises ValueError."""
    return parse_offset(text) if text.startswith("T") else parse_date(text)


def write_moment(moment: Moment) -> str:
    """The moment in the format's notation, with zero seconds omitted."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def resolve_offset(offset: Offset, t_zero: Moment | None) -> Moment | None:
    """The moment of an offset; None if T-0 is not planned, or if it is only a date and the offset has hours."""
    if t_zero is None:
        return None
    if not isinstance(t_zero, datetime) and offset.minutes % MINUTES["d"]:
        return None
    try:
        return _in_calendar(_add_months(t_zero, offset.months) + timedelta(minutes=offset.minutes))
    except (OverflowError, ValueError):
        return None


def shift(moment: datetime, minutes: int) -> datetime | None:
    """The moment that many minutes later, None outside the calendar's range."""
    try:
        # In UTC: when clocks change, adding to a local time gives wrong hours.
        return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)
    except OverflowError:
        return None


def in_zone(moment: M, zone: tzinfo) -> M:
    """A time by the clock of the zone; a date, and a time outside the zone's calendar, stay unchanged."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def is_past(moment: Moment, as_of: datetime, zone: tzinfo) -> bool:
    """Whether a time is before `as_of`, or a date is over: it ends with its day in the zone."""
    if isinstance(moment, datetime):
        return moment < as_of
    return moment < in_zone(as_of, zone).date()


def _in_calendar(moment: M) -> M:
    """The moment. Raises OverflowError if UTC does not have such a time."""
    if isinstance(moment, datetime):
        moment.astimezone(UTC)
    return moment


def _add_months(moment: Moment, months: int) -> Moment:
    """The same day in a later month, or the last day of that month if it is shorter."""
    count = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(count, 12)
    if not months:
        return moment
    next_month = date(year + month // 11, (month + 1) % 12 + 1, 1)
    day = min(moment.day, (next_month - timedelta(days=1)).day)
    return moment.replace(year=year, month=month + 1, day=day)


def write_utc(time: datetime) -> str:
    """A time in UTC, to the second: `2026-03-01T08:00:00Z`."""
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def utc_day(time: datetime) -> date:
    """The day of `time` in UTC."""
    return time.astimezone(UTC).date()


def end_of(moment: Moment, zone: tzinfo = UTC) -> datetime:
    """The moment as a time, a day as its last minute in the zone."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(23, 59), zone)


def start_of(moment: Moment, zone: tzinfo = UTC) -> datetime:
    """The moment as a time, a day as its first minute in the zone, so that times and days can be sorted together."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)

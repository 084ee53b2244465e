"""The times in YAML files: T-offsets, durations and moments, and the conversion of an offset to a moment.

A moment is a day (`date`) or a time with its zone (`datetime`).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias, TypeVar

from gonogo.core.frozen import Frozen

MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10_080}
# The length of a month for sorting offsets while T-0 is not planned. If T-0 is planned, the calendar is used.
NOMINAL_MONTH = 30 * MINUTES["d"]

OFFSET_PATTERN = r"T(-0|[+-]([0-9]{1,4}(mo|[mhdw]))+)"
DURATION_PATTERN = r"([0-9]{1,4}(mo|[mhdw]))+"
DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME_PATTERN = DATE_PATTERN + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})"

Moment: TypeAlias = date | datetime
M = TypeVar("M", date, datetime)


class Duration(Frozen):
    """A duration: the sum of calendar months and minutes. `text` is the duration as it is written in the file."""

    months: int
    minutes: int
    text: str

    @property
    def nominal(self) -> int:
        """The duration in minutes, counting a month as 30 days."""
        return self.months * NOMINAL_MONTH + self.minutes


class Offset(Frozen):
    """A time relative to T-0: `months` and `minutes` are negative before T-0, positive after T-0, and zero at T-0."""

    months: int
    minutes: int
    text: str

    @property
    def nominal(self) -> int:
        """The minutes from T-0, counting a month as 30 days."""
        return self.months * NOMINAL_MONTH + self.minutes


Due: TypeAlias = date | Offset


def parse_duration(text: str) -> Duration:
    """The duration in a string such as `24h`, `1d12h` or `1mo`. Raises ValueError for a string in another form."""
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
    """The offset in a string such as `T-0`, `T-4h` or `T-1d12h`. Raises ValueError for a string in another form."""
    if not re.fullmatch(OFFSET_PATTERN, text):
        raise ValueError(text)
    if text == "T-0":
        return Offset(0, 0, text)
    length = parse_duration(text[2:])
    sign = -1 if text[1] == "-" else 1
    return Offset(sign * length.months, sign * length.minutes, text)


def parse_date(text: str) -> date:
    """The day in a string such as `2026-03-01`. Raises ValueError for another form, or if there is no such day."""
    if not re.fullmatch(DATE_PATTERN, text):
        raise ValueError(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("the calendar has no such day") from None


def parse_moment(text: str) -> Moment:
    """The day or time in a string such as `2026-03-01` or `2026-03-01T09:00+01:00`.

    Raises ValueError for another form, and for a day or time that does not exist.
    """
    if not re.fullmatch(TIME_PATTERN, text):
        return parse_date(text)
    try:
        time = datetime.fromisoformat(text)
        time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("there is no such time") from None
    return time


def parse_as_of(text: str) -> datetime:
    """The UTC time in a string, as in `parse_moment`; for a day, the start of the day in UTC.

    Raises ValueError as `parse_moment` does.
    """
    moment = parse_moment(text)
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def parse_due(text: str) -> Due:
    """The date or T-offset in a string. Raises ValueError for a string in another form."""
    return parse_offset(text) if text.startswith("T") else parse_date(text)


def write_moment(moment: Moment) -> str:
    """The moment as it is written in YAML files, without seconds if they are zero."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def resolve_offset(offset: Offset, t_zero: Moment | None) -> Moment | None:
    """The moment of an offset.

    None if T-0 is not planned, if T-0 is a day but the offset is not in whole days, or if there is no such time.
    """
    if t_zero is None:
        return None
    if not isinstance(t_zero, datetime) and offset.minutes % MINUTES["d"]:
        return None
    try:
        return _in_calendar(_add_months(t_zero, offset.months) + timedelta(minutes=offset.minutes))
    except (OverflowError, ValueError):
        return None


def shift(moment: datetime, minutes: int) -> datetime | None:
    """The time `minutes` later, in the same zone; None if the calendar has no such time."""
    try:
        # Python adds to the clock time of a zone, which is wrong when clocks change; in UTC, the sum is right.
        return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)
    except OverflowError:
        return None


def in_zone(moment: M, zone: tzinfo) -> M:
    """The time converted to the zone. A day is returned unchanged, and so is a time that the zone cannot represent."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def is_past(moment: Moment, as_of: datetime, zone: tzinfo) -> bool:
    """Whether a time is before `as_of`, or whether a day has ended at `as_of` by the clock of the zone."""
    if isinstance(moment, datetime):
        return moment < as_of
    return moment < in_zone(as_of, zone).date()


def _in_calendar(moment: M) -> M:
    """The moment unchanged. Raises OverflowError for a time that cannot be converted to UTC."""
    if isinstance(moment, datetime):
        moment.astimezone(UTC)
    return moment


def _add_months(moment: Moment, months: int) -> Moment:
    """The same day of the month `months` later, or the last day of that month if it is shorter."""
    count = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(count, 12)
    if not months:
        return moment
    next_month = date(year + month // 11, (month + 1) % 12 + 1, 1)
    day = min(moment.day, (next_month - timedelta(days=1)).day)
    return moment.replace(year=year, month=month + 1, day=day)


def write_utc(time: datetime) -> str:
    """The time converted to UTC and truncated to seconds, such as `2026-03-01T08:00:00Z`."""
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def utc_day(time: datetime) -> date:
    """The day in UTC at this time."""
    return time.astimezone(UTC).date()


def end_of(moment: Moment, zone: tzinfo = UTC) -> datetime:
    """The moment as a time. A day becomes the start of its last minute (23:59) in the zone."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(23, 59), zone)


def start_of(moment: Moment, zone: tzinfo = UTC) -> datetime:
    """The moment as a time, so that times and days can be sorted together. A day becomes its start in the zone."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)

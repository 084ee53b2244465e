"""A time zone in a calendar file (RFC 5545, 3.6.5): the clock changes in the years that the calendar needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gonogo.outputs.calendar_lines import text_line, write_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 2, 9998  # Python's calendar has whole years around these


class _Change(NamedTuple):
    """The moment from which a zone's clock has a different offset, in UTC to the second."""

    at: datetime
    before: timedelta


def is_in_calendar(moment: datetime) -> bool:
    """Whether the clock of a zone is known for the whole year of a moment."""
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR


def zone_lines(zone: tzinfo, years: Iterable[int]) -> Iterator[str]:
    """The component of a zone, with its offset at the beginning of each of these years and all changes in them."""
    years = sorted(set(years))
    yield from ("BEGIN:VTIMEZONE", f"TZID:{zone}")
    for year in years:
        start = datetime(year, 1, 1, tzinfo=UTC)
        if year - 1 not in years:
            start -= 2 * _DAY  # before the year has begun in any zone
            yield from _change_lines(_Change(start, _offset(zone, start)), zone)
        for change in _find_changes(zone, start, datetime(year + 1, 1, 1, tzinfo=UTC)):
            yield from _change_lines(change, zone)
    yield "END:VTIMEZONE"


def _change_lines(change: _Change, zone: tzinfo) -> Iterator[str]:
    local = change.at.astimezone(zone)
    name = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{name}"
    # The time that the clock would have shown without the change.
    yield f"DTSTART:{write_clock(change.at + change.before)}"
    yield f"TZOFFSETFROM:{_write_offset(change.before)}"
    yield f"TZOFFSETTO:{_write_offset(_offset(zone, change.at))}"
    yield text_line("TZNAME", str(local.tzname()))
    yield f"END:{name}"


@lru_cache(maxsize=64)  # many releases share a year
def _find_changes(zone: tzinfo, start: datetime, end: datetime) -> tuple[_Change, ...]:
    """The clock changes after `start` up to `end`; no zone changes twice in a day."""
    days = (start + number * _DAY for number in range((end - start).days))
    return tuple(_find_change(zone, day, day + _DAY) for day in days if _offset(zone, day) != _offset(zone, day + _DAY))


def _find_change(zone: tzinfo, early: datetime, late: datetime) -> _Change:
    """The only change after `early` up to `late`."""
    before = _offset(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return _Change(late, before)


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _write_offset(offset: timedelta) -> str:
    """`+0100`; with seconds, which local clocks had before zones were introduced."""
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(offset) // timedelta(seconds=1), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}{f'{seconds:02}' if seconds else ''}"

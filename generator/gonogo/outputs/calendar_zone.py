"""The component of a time zone in a calendar file (RFC 5545, 3.6.5), with the clock changes of the necessary years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gonogo.outputs.calendar_lines import text_line, write_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 2, 9998  # Python has complete years before and after these years


class _Change(NamedTuple):
    """A clock change of a zone: the moment in UTC, exact to the second, and the offset `before` the change."""

    at: datetime
    before: timedelta


def is_in_calendar(moment: datetime) -> bool:
    """Whether `zone_lines` can describe the year of a moment."""
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR


def zone_lines(zone: tzinfo, years: Iterable[int]) -> Iterator[str]:
    """The lines of a zone's component: the offset at the beginning of these years, and every clock change in them."""
    years = sorted(set(years))
    yield from ("BEGIN:VTIMEZONE", f"TZID:{zone}")
    for year in years:
        start = datetime(year, 1, 1, tzinfo=UTC)
        if year - 1 not in years:
            start -= 2 * _DAY  # at this moment, the year has not begun in any zone
            yield from _change_lines(_Change(start, _offset(zone, start)), zone)
        for change in _find_changes(zone, start, datetime(year + 1, 1, 1, tzinfo=UTC)):
            yield from _change_lines(change, zone)
    yield "END:VTIMEZONE"


def _change_lines(change: _Change, zone: tzinfo) -> Iterator[str]:
    local = change.at.astimezone(zone)
    name = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{name}"
    # DTSTART is the time that the clock would show without the change (RFC 5545, 3.6.5).
    yield f"DTSTART:{write_clock(change.at + change.before)}"
    yield f"TZOFFSETFROM:{_write_offset(change.before)}"
    yield f"TZOFFSETTO:{_write_offset(_offset(zone, change.at))}"
    yield text_line("TZNAME", str(local.tzname()))
    yield f"END:{name}"


@lru_cache(maxsize=64)  # many releases share a year
def _find_changes(zone: tzinfo, start: datetime, end: datetime) -> tuple[_Change, ...]:
    """The clock changes after `start` and up to `end`. No zone has two changes within 24 hours."""
    days = (start + number * _DAY for number in range((end - start).days))
    return tuple(_find_change(zone, day, day + _DAY) for day in days if _offset(zone, day) != _offset(zone, day + _DAY))


def _find_change(zone: tzinfo, early: datetime, late: datetime) -> _Change:
    """The only clock change after `early` and up to `late`."""
    before = _offset(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return _Change(late, before)


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _write_offset(offset: timedelta) -> str:
    """The offset as `+0100`. Offsets before the introduction of time zones also have seconds, as `+005328`."""
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(offset) // timedelta(seconds=1), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}{f'{seconds:02}' if seconds else ''}"

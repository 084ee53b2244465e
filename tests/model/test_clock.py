"""`say_moment`, `show_clock`, `say_offset` and `shift`: texts of days and times."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gonogo.model.clock import say_moment, say_offset, show_clock
from gonogo.model.schedule import Moment, in_zone, shift


def at(text: str, zone: str = "") -> datetime:
    """A time with its offset, or in a zone."""
    time = datetime.fromisoformat(text)
    return in_zone(time, ZoneInfo(zone)) if zone else time


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(date(2026, 3, 1), "Sun 1 Mar 2026", id="a day"),
        pytest.param(at("2026-03-01T09:00Z"), "Sun 1 Mar 2026, 09:00 UTC", id="UTC"),
        pytest.param(at("2026-03-01T09:00+01:00"), "Sun 1 Mar 2026, 09:00 UTC+1 (08:00 UTC)", id="an offset"),
        pytest.param(
            at("2026-03-01T00:30+01:00"), "Sun 1 Mar 2026, 00:30 UTC+1 (Sat 28 Feb, 23:30 UTC)", id="other day"
        ),
        pytest.param(
            at("2026-03-01T08:00Z", "Europe/Berlin"), "Sun 1 Mar 2026, 09:00 Europe/Berlin (08:00 UTC)", id="a city"
        ),
        pytest.param(
            at("2026-07-01T08:00Z", "Europe/Berlin"), "Wed 1 Jul 2026, 10:00 Europe/Berlin (08:00 UTC)", id="in summer"
        ),
        pytest.param(
            at("2026-03-01T03:00Z", "America/New_York"),
            "Sat 28 Feb 2026, 22:00 America/New_York (Sun 1 Mar, 03:00 UTC)",
            id="a city of two words, the day before",
        ),
        pytest.param(
            at("2026-03-01T08:00Z", "Europe/London"),
            "Sun 1 Mar 2026, 08:00 Europe/London (08:00 UTC)",
            id="the time of UTC",
        ),
        pytest.param(at("2026-03-01T08:00Z", "Etc/GMT+5"), "Sun 1 Mar 2026, 03:00 UTC-5 (08:00 UTC)", id="no place"),
        pytest.param(at("2026-03-01T08:00Z", "UTC"), "Sun 1 Mar 2026, 08:00 UTC", id="UTC by name"),
        pytest.param(at("2026-03-01T09:00+05:30"), "Sun 1 Mar 2026, 09:00 UTC+5:30 (03:30 UTC)", id="half an hour"),
        pytest.param(at("2026-03-01T09:00-11:00"), "Sun 1 Mar 2026, 09:00 UTC-11 (20:00 UTC)", id="two digits"),
        pytest.param(
            at("2026-12-31T23:30-01:00"), "Thu 31 Dec 2026, 23:30 UTC-1 (Fri 1 Jan 2027, 00:30 UTC)", id="other year"
        ),
    ],
)
def test_moment_is_written_with_its_zone_and_in_utc(moment: Moment, expected: str) -> None:
    """A time has the city of the zone or the offset, and the time in UTC."""
    assert say_moment(moment) == expected


T_ZERO = at("2026-03-31T05:30+02:00")


@pytest.mark.parametrize(
    ("moment", "text", "headline"),
    [
        pytest.param(
            at("2026-03-31T06:40+02:00"),
            "06:40 UTC+2 (04:40 UTC)",
            ("06:40", "Tue 31 Mar, UTC+2 · 04:40 UTC", "T+1h10m"),
            id="the day of T-0",
        ),
        pytest.param(
            at("2026-03-31T04:40Z", "Europe/Berlin"),
            "06:40 Europe/Berlin (04:40 UTC)",
            ("06:40", "Tue 31 Mar, Europe/Berlin · 04:40 UTC", "T+1h10m"),
            id="a zone by name",
        ),
        pytest.param(
            at("2026-03-26T10:30+02:00"),
            "Thu 26 Mar, 10:30 UTC+2 (08:30 UTC)",
            ("10:30", "Thu 26 Mar, UTC+2 · 08:30 UTC", "T-4d19h"),
            id="another day",
        ),
        pytest.param(
            at("2026-03-31T00:30+02:00"),
            "00:30 UTC+2 (Mon 30 Mar, 22:30 UTC)",
            ("00:30", "Tue 31 Mar, UTC+2 · Mon 30 Mar, 22:30 UTC", "T-5h"),
            id="another day in UTC",
        ),
        pytest.param(
            at("2027-01-04T10:30Z"),
            "Mon 4 Jan 2027, 10:30 UTC",
            ("10:30", "Mon 4 Jan 2027, UTC", "T+279d7h"),
            id="another year, in UTC",
        ),
        pytest.param(date(2026, 4, 1), "Wed 1 Apr", ("Wed 1 Apr", "", ""), id="a day"),
        pytest.param(T_ZERO, "05:30 UTC+2 (03:30 UTC)", ("05:30", "Tue 31 Mar, UTC+2 · 03:30 UTC", "T-0"), id="T-0"),
    ],
)
def test_clock_omits_the_day_and_year_of_t_zero(moment: Moment, text: str, headline: tuple[str, str, str]) -> None:
    """A time in a text omits the day and year of T-0, and a time in a headline omits the year."""
    clock = show_clock(moment, T_ZERO)
    assert (clock.text, (clock.short, clock.small, clock.offset)) == (text, headline)


def test_offset_counts_hours_across_a_clock_change() -> None:
    """An offset across a clock change counts the hours that actually pass."""
    zone = "Europe/Berlin"
    assert say_offset(at("2026-03-29T10:00+02:00", zone), at("2026-03-28T10:00+01:00", zone)) == "T+23h"


def test_shift_counts_hours_across_a_clock_change() -> None:
    """A shift across a clock change counts the hours that actually pass."""
    before = at("2026-03-29T01:30+01:00", "Europe/Berlin")
    later = shift(before, 60)
    assert later is not None
    assert later.isoformat() == "2026-03-29T03:30:00+02:00"

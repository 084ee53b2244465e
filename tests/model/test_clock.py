"""Days and times in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gonogo.model.clock import say_moment
from gonogo.model.schedule import Moment, in_zone, shift


def at(text: str, zone: str = "") -> datetime:
    """A time as it is written, or by the clock of a zone."""
    time = datetime.fromisoformat(text)
    return in_zone(time, ZoneInfo(zone)) if zone else time


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(date(2026, 3, 1), "Sun 1 Mar 2026", id="a day"),
        pytest.param(at("2026-03-01T09:00Z"), "Sun 1 Mar 2026, 09:00 UTC", id="UTC"),
        pytest.param(at("2026-03-01T09:00+01:00"), "Sun 1 Mar 2026, 09:00 UTC+01:00 (08:00 UTC)", id="an offset"),
        pytest.param(
            at("2026-03-01T00:30+01:00"), "Sun 1 Mar 2026, 00:30 UTC+01:00 (Sat 28 Feb 2026, 23:30 UTC)", id="other day"
        ),
        pytest.param(at("2026-03-01T08:00Z", "Europe/Berlin"), "Sun 1 Mar 2026, 09:00 Berlin (08:00 UTC)", id="a city"),
        pytest.param(
            at("2026-07-01T08:00Z", "Europe/Berlin"), "Wed 1 Jul 2026, 10:00 Berlin (08:00 UTC)", id="in summer"
        ),
        pytest.param(
            at("2026-03-01T03:00Z", "America/New_York"),
            "Sat 28 Feb 2026, 22:00 New York (Sun 1 Mar 2026, 03:00 UTC)",
            id="a city of two words, the day before",
        ),
        pytest.param(
            at("2026-03-01T08:00Z", "Europe/London"), "Sun 1 Mar 2026, 08:00 London (08:00 UTC)", id="the time of UTC"
        ),
        pytest.param(
            at("2026-03-01T08:00Z", "Etc/GMT+5"), "Sun 1 Mar 2026, 03:00 UTC-05:00 (08:00 UTC)", id="no place"
        ),
        pytest.param(at("2026-03-01T08:00Z", "UTC"), "Sun 1 Mar 2026, 08:00 UTC", id="UTC by name"),
    ],
)
def test_moment_is_said_with_its_zone_and_in_utc(moment: Moment, said: str) -> None:
    """The name of the place where the policy has one, else the offset; UTC beside it."""
    assert say_moment(moment) == said


def test_shift_counts_the_hours_that_pass_where_clocks_change() -> None:
    """Berlin has no 02:30 on that day."""
    before = at("2026-03-29T01:30+01:00", "Europe/Berlin")
    later = shift(before, 60)
    assert later is not None
    assert later.isoformat() == "2026-03-29T03:30:00+02:00"

"""Overdue entries: unsettled entries after their `due` time or, without `due`, their `at` time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from building import read_release, signed, write_release
from gonogo.core.frozen import replace
from gonogo.verdict.evaluation import judge
from gonogo.verdict.open_work import find_overdue
from verdict.judging import evidence

T_ZERO = "2026-03-01T09:00+01:00"


def item(*lines: str, phase: str = "before", more: str = "") -> str:
    """A section with the open item `a` with these lines."""
    head = f"s:\n  title: S\n  phase: {phase}\n" + (f"  {more}\n" if more else "")
    answer = () if any(line.startswith("status:") for line in lines) else ("status: open",)
    return f"{head}  items:\n    a:\n" + "".join(f"      {line}\n" for line in (*answer, "title: A", *lines))


def overdue(
    sections: str, as_of: str, *, deploy_at: str = T_ZERO, outcome: str = "", timezone: str = ""
) -> dict[str, str]:
    """The moment of each overdue entry in ISO 8601."""
    release = read_release(write_release(signed(sections), deploy_at=deploy_at, outcome=outcome))
    release = replace(release, timezone=ZoneInfo(timezone) if timezone else None)
    judgement = judge(release, evidence(), datetime.fromisoformat(as_of))
    return {str(entry): moment.isoformat() for entry, moment in find_overdue(release, judgement).items()}


@pytest.mark.parametrize(
    ("sections", "as_of", "moment"),
    [
        pytest.param(item("due: 2026-02-20"), "2026-02-21T00:00+01:00", "2026-02-20", id="a date, when it is over"),
        pytest.param(item("due: T-1d"), "2026-02-28T09:00:01+01:00", "2026-02-28T09:00:00+01:00", id="an offset"),
        pytest.param(item("at: T-4h"), "2026-03-01T06:00+01:00", "2026-03-01T05:00:00+01:00", id="when it happens"),
        pytest.param(
            item("at: T-4h", "due: T-1d"), "2026-02-28T10:00+01:00", "2026-02-28T09:00:00+01:00", id="due before at"
        ),
        pytest.param(
            item(more="due: T-1d"), "2026-03-01T08:00+01:00", "2026-02-28T09:00:00+01:00", id="of its section"
        ),
        pytest.param(
            item("due: T+1h", phase="after"), "2026-03-01T11:00+01:00", "2026-03-01T10:00:00+01:00", id="gate close"
        ),
        pytest.param(
            item("due: T-1d", "status: na"), "2026-03-01T08:00+01:00", "2026-02-28T09:00:00+01:00", id="na without note"
        ),
    ],
)
def test_unsettled_entry_is_overdue_after_its_time(sections: str, as_of: str, moment: str) -> None:
    """An unsettled entry is overdue after its `due` or `at` time."""
    assert overdue(sections, as_of) == {"a": moment}


@pytest.mark.parametrize(
    ("sections", "as_of"),
    [
        pytest.param(item("due: 2026-02-20"), "2026-02-20T23:59:59+01:00", id="the last second of the day"),
        pytest.param(item("due: T-1d"), "2026-02-28T09:00+01:00", id="the moment itself"),
        pytest.param(item("at: T-4h", "due: T-0"), "2026-03-01T06:00+01:00", id="at is past, due is not"),
        pytest.param(item(), "2027-01-01T00:00Z", id="neither due nor at, long after T-0"),
        pytest.param(item("due: T-1d", "status: done"), "2027-01-01T00:00Z", id="done"),
        pytest.param(item("due: T-1d", "status: na", "note: N"), "2027-01-01T00:00Z", id="not applicable"),
        pytest.param(item("due: T-1d", phase="fallback"), "2027-01-01T00:00Z", id="gate none"),
    ],
)
def test_entry_is_not_overdue_before_its_time_or_if_settled(sections: str, as_of: str) -> None:
    """An entry is not overdue if it is settled, before its time, or in a phase that never counts."""
    assert overdue(sections, as_of) == {}


def test_overdue_ends_with_the_outcome() -> None:
    """A closed release has no overdue entries."""
    assert overdue(item("due: T-1d"), "2027-01-01T00:00Z", outcome="deployed") == {}


def test_offset_without_t_zero_is_never_overdue() -> None:
    """An entry whose time is relative to an unplanned T-0 is never overdue."""
    assert overdue(item("due: T-1d"), "2027-01-01T00:00Z", deploy_at="") == {}
    assert overdue(item("due: 2026-02-20"), "2027-01-01T00:00Z", deploy_at="") == {"a": "2026-02-20"}


@pytest.mark.parametrize(
    ("as_of", "deploy_at", "timezone", "is_overdue"),
    [
        pytest.param("2026-02-20T23:30Z", T_ZERO, "", True, id="the offset of T-0: its day is over an hour before UTC"),
        pytest.param("2026-02-20T23:30Z", "2026-03-01", "", False, id="UTC, where T-0 is a date"),
        pytest.param("2026-02-20T23:30Z", "", "", False, id="UTC, where T-0 is not planned"),
        pytest.param("2026-02-20T23:30Z", "", "Europe/Berlin", True, id="the zone of the policy, east"),
        pytest.param("2026-02-21T04:59Z", T_ZERO, "America/New_York", False, id="the zone of the policy, west"),
        pytest.param(
            "2026-02-21T05:00Z", T_ZERO, "America/New_York", True, id="the first second of the next day in the zone"
        ),
    ],
)
def test_overdue_date_ends_in_the_zone_of_the_policy(
    as_of: str, deploy_at: str, timezone: str, *, is_overdue: bool
) -> None:
    """A date ends with its day in the time zone of the policy or, without a zone, of T-0."""
    assert bool(overdue(item("due: 2026-02-20"), as_of, deploy_at=deploy_at, timezone=timezone)) is is_overdue


@pytest.mark.parametrize("as_of", ["0001-01-01T00:00Z", "9999-12-31T23:59Z"])
def test_overdue_works_at_the_ends_of_the_calendar(as_of: str) -> None:
    """A time that the zone cannot represent does not cause an error."""
    for zone in ("Asia/Tokyo", "America/New_York"):
        assert isinstance(overdue(item("due: 2026-02-20"), as_of, timezone=zone), dict)


def test_overdue_time_counts_hours_across_a_clock_change() -> None:
    """T-1d is 24 hours before T-0, even if clocks change in between."""
    moment = {"a": "2026-03-28T08:00:00+01:00"}
    assert (
        overdue(item("due: T-1d"), "2026-03-29T00:00Z", deploy_at="2026-03-29T09:00+02:00", timezone="Europe/Berlin")
        == moment
    )

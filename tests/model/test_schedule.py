"""Durations, offsets and moments: parsing, writing and arithmetic."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.schedule import (
    DURATION_PATTERN,
    OFFSET_PATTERN,
    Duration,
    Moment,
    Offset,
    parse_date,
    parse_due,
    parse_duration,
    parse_moment,
    parse_offset,
    resolve_offset,
    utc_day,
    write_moment,
)


@pytest.mark.parametrize(
    ("text", "months", "minutes"),
    [
        pytest.param("30m", 0, 30, id="minutes"),
        pytest.param("24h", 0, 1440, id="hours"),
        pytest.param("1d", 0, 1440, id="a day"),
        pytest.param("2w", 0, 20_160, id="weeks"),
        pytest.param("3mo", 3, 0, id="calendar months have no minutes"),
        pytest.param("1d12h", 0, 2160, id="a day and a half"),
        pytest.param("1mo2w3d4h5m", 1, 24_725, id="every unit"),
        pytest.param("1mo1m", 1, 1, id="months are not minutes"),
        pytest.param("0m", 0, 0, id="empty"),
        pytest.param("9999w", 0, 100_789_920, id="four digits"),
    ],
)
def test_duration_is_read(text: str, months: int, minutes: int) -> None:
    """The units of a duration are added, months separately from minutes; the text stays as written."""
    assert parse_duration(text) == Duration(months, minutes, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("24", id="no unit"),
        pytest.param("h", id="no number"),
        pytest.param("24 h", id="a space"),
        pytest.param("1.5h", id="a fraction"),
        pytest.param("-1h", id="a sign"),
        pytest.param("1y", id="a unit that does not exist"),
        pytest.param("24H", id="upper case"),
        pytest.param("24h ", id="a trailing space"),
        pytest.param("24h\n", id="a trailing line end"),
        pytest.param("10000h", id="five digits"),
        pytest.param("\uff12\uff14h", id="digits of another script"),
    ],
)
def test_duration_is_refused(text: str) -> None:
    """A text other than numbers with units is refused as a duration."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        parse_duration(text)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("text", "months", "minutes"),
    [
        pytest.param("T-0", 0, 0, id="at T-0"),
        pytest.param("T-4h", 0, -240, id="before"),
        pytest.param("T+30m", 0, 30, id="after"),
        pytest.param("T-1d12h", 0, -2160, id="the sign is that of the whole"),
        pytest.param("T+1w", 0, 10_080, id="a week"),
        pytest.param("T+1mo", 1, 0, id="a month"),
        pytest.param("T-1mo1d", -1, -1440, id="a month and a day before"),
    ],
)
def test_offset_is_read(text: str, months: int, minutes: int) -> None:
    """Months and minutes of an offset are negative before T-0, and positive after it."""
    assert parse_offset(text) == Offset(months, minutes, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("T", id="only T"),
        pytest.param("T-", id="no length"),
        pytest.param("T+0", id="T-0 with a plus sign"),
        pytest.param("T0", id="no sign"),
        pytest.param("T-4", id="no unit"),
        pytest.param("T -4h", id="a space"),
        pytest.param("T\u22124h", id="a Unicode minus sign"),
        pytest.param("t-4h", id="lower case"),
        pytest.param("-4h", id="no T"),
        pytest.param("T-4h30", id="half a part"),
        pytest.param("T-4h+30m", id="two signs"),
        pytest.param("T-\uff14h", id="digits of another script"),
    ],
)
def test_offset_is_refused(text: str) -> None:
    """A text other than T with a sign and a duration, or T-0, is refused as an offset."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        parse_offset(text)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param("2026-03-01", date(2026, 3, 1), id="a date"),
        pytest.param("2024-02-29", date(2024, 2, 29), id="a leap day"),
        pytest.param("2026-03-01T09:00Z", datetime(2026, 3, 1, 9, tzinfo=UTC), id="UTC"),
        pytest.param(
            "2026-03-01T09:00+01:00", datetime.fromisoformat("2026-03-01T09:00:00+01:00"), id="with an offset"
        ),
        pytest.param("2026-03-01T09:00:30-05:30", datetime.fromisoformat("2026-03-01T09:00:30-05:30"), id="seconds"),
    ],
)
def test_moment_is_read_and_written_alike(text: str, moment: Moment) -> None:
    """A date or a time with an offset is written as it was read."""
    parsed = parse_moment(text)
    assert (parsed, type(parsed), write_moment(parsed).replace("+00:00", "Z")) == (moment, type(moment), text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-02-29", id="no leap year"),
        pytest.param("2026-13-01", id="a 13th month"),
        pytest.param("2026-3-1", id="one digit"),
        pytest.param("01.03.2026", id="another order"),
        pytest.param("20260301", id="without hyphens"),
        pytest.param("2026-W09-7", id="a week date"),
        pytest.param("2026-03-01T09:00", id="a time without offset"),
        pytest.param("2026-03-01 09:00+01:00", id="a space for the T"),
        pytest.param("2026-03-01T24:00Z", id="24 o'clock"),
        pytest.param("2026-03-01T09:00+25:00", id="an offset that does not exist"),
        pytest.param("2026-03-01T09Z", id="no minutes"),
        pytest.param("2026-03-01T09:00:00.5Z", id="half a second"),
        pytest.param("\uff12\uff10\uff12\uff16-03-01", id="digits of another script"),
        pytest.param("", id="empty"),
        pytest.param("tomorrow", id="words"),
    ],
)
def test_moment_is_refused(text: str) -> None:
    """A day that does not exist, or a time without an offset, is refused."""
    with pytest.raises(ValueError):  # noqa: PT011 - the field says what was expected
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        pytest.param("2026-03-01", date(2026, 3, 1), id="a date"),
        pytest.param("T-1d", Offset(0, -1440, "T-1d"), id="an offset"),
    ],
)
def test_due_is_a_date_or_an_offset(text: str, due: date | Offset) -> None:
    """A due value is a date or an offset from T-0."""
    assert parse_due(text) == due


@pytest.mark.parametrize("text", ["2026-03-01T09:00Z", "today", "T", "1w"])
def test_due_refuses_times_and_durations(text: str) -> None:
    """A time or a duration is refused as a due value."""
    with pytest.raises(ValueError):  # noqa: PT011
        parse_due(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-03-01T09:00Z", "T-0"])
def test_date_is_a_day_of_the_calendar_and_no_time(text: str) -> None:
    """A text other than an existing day is refused as a date."""
    with pytest.raises(ValueError):  # noqa: PT011
        parse_date(text)


RESOLVED = [
    pytest.param("T-0", "2026-03-01T09:00+01:00", "2026-03-01T09:00+01:00", id="T-0 itself"),
    pytest.param("T-4h", "2026-03-01T09:00+01:00", "2026-03-01T05:00+01:00", id="hours before"),
    pytest.param("T+30m", "2026-03-01T23:45+00:00", "2026-03-02T00:15+00:00", id="over midnight"),
    pytest.param("T-1d", "2026-03-01T09:00+01:00", "2026-02-28T09:00+01:00", id="over the end of a month"),
    pytest.param("T+1w", "2026-12-28T09:00+00:00", "2027-01-04T09:00+00:00", id="over the end of a year"),
    pytest.param("T+1mo", "2026-01-31T09:00+00:00", "2026-02-28T09:00+00:00", id="the last day of a shorter month"),
    pytest.param("T+1mo", "2024-01-31T09:00+00:00", "2024-02-29T09:00+00:00", id="a leap year"),
    pytest.param("T+13mo", "2026-11-30T09:00+00:00", "2027-12-30T09:00+00:00", id="more than a year of months"),
    pytest.param("T-1mo", "2026-01-15T09:00+00:00", "2025-12-15T09:00+00:00", id="a month before, over the year"),
    pytest.param("T-1mo", "2026-03-31T09:00+00:00", "2026-02-28T09:00+00:00", id="a month before the 31st"),
    pytest.param("T+1mo1d", "2026-01-31T09:00+00:00", "2026-03-01T09:00+00:00", id="months first, then days"),
    pytest.param("T+1mo", "2026-11-30T09:00+00:00", "2026-12-30T09:00+00:00", id="into December"),
    pytest.param("T+1mo", "2026-12-31T09:00+00:00", "2027-01-31T09:00+00:00", id="out of December"),
    pytest.param("T+0m", "9999-12-31T09:00+00:00", "9999-12-31T09:00+00:00", id="the last day of the calendar"),
    pytest.param("T-1d", "2026-03-01", "2026-02-28", id="a day before a date"),
    pytest.param("T+48h", "2026-03-01", "2026-03-03", id="whole days in hours after a date"),
    pytest.param("T+1mo", "2026-01-31", "2026-02-28", id="a month after a date"),
    pytest.param("T-0", "2026-03-01", "2026-03-01", id="the date itself"),
]


@pytest.mark.parametrize(("offset", "t_zero", "expected"), RESOLVED)
def test_offset_is_resolved_on_the_calendar(offset: str, t_zero: str, expected: str) -> None:
    """An offset is resolved with calendar months, in the zone of T-0."""
    moment = resolve_offset(parse_offset(offset), parse_moment(t_zero))
    assert moment is not None
    assert write_moment(moment) == expected


@pytest.mark.parametrize(
    ("offset", "t_zero"),
    [
        pytest.param("T-4h", None, id="T-0 is not planned"),
        pytest.param("T-4h", date(2026, 3, 1), id="hours from a day that has no time"),
        pytest.param("T+9999w", datetime(9999, 1, 1, tzinfo=UTC), id="past the end of the calendar"),
        pytest.param("T-9999w", datetime(2, 1, 1, tzinfo=UTC), id="before the start of the calendar"),
        pytest.param("T+9999mo", datetime(9999, 1, 1, tzinfo=UTC), id="months past the end of the calendar"),
        pytest.param("T-9999mo", datetime(2, 1, 1, tzinfo=UTC), id="months before the start of the calendar"),
    ],
)
def test_offset_is_not_resolved(offset: str, t_zero: Moment | None) -> None:
    """An offset that cannot be resolved on the calendar is None."""
    assert resolve_offset(parse_offset(offset), t_zero) is None


def test_offsets_are_ordered_without_a_calendar() -> None:
    """A month counts as 30 days for the order of offsets."""
    texts = ["T-1mo", "T-4w", "T-0", "T+29d", "T+1mo", "T+31d"]
    assert sorted(texts, key=lambda text: parse_offset(text).nominal) == texts
    assert parse_duration("1mo").nominal == parse_duration("30d").nominal


@pytest.mark.parametrize(
    ("time", "day"),
    [
        pytest.param("2026-03-01T23:59:59+00:00", date(2026, 3, 1), id="UTC"),
        pytest.param("2026-03-02T01:00:00+09:00", date(2026, 3, 1), id="east of UTC"),
        pytest.param("2026-03-01T23:00:00-05:00", date(2026, 3, 2), id="west of UTC"),
    ],
)
def test_utc_day_is_the_day_in_utc(time: str, day: date) -> None:
    """`utc_day` returns the day of a time in UTC, regardless of its offset."""
    assert utc_day(datetime.fromisoformat(time)) == day


@given(st.from_regex(OFFSET_PATTERN, fullmatch=True))
def test_every_offset_of_the_pattern_is_read(text: str) -> None:
    """Every offset that the schema accepts is read, with opposite values for the opposite sign."""
    offset = parse_offset(text)
    if text != "T-0":
        mirrored = parse_offset(text.translate(str.maketrans("+-", "-+")))
        assert (offset.months, offset.minutes) == (-mirrored.months, -mirrored.minutes)


@given(st.from_regex(DURATION_PATTERN, fullmatch=True))
def test_every_duration_of_the_pattern_is_read(text: str) -> None:
    """A duration that is written twice has twice the length."""
    assert parse_duration(text + text).nominal == 2 * parse_duration(text).nominal


@given(st.datetimes(timezones=st.just(UTC)), st.from_regex("T[+-][0-9]{1,3}(mo|m|h|d|w)", fullmatch=True))
def test_resolving_never_raises_and_keeps_the_order(t_zero: datetime, text: str) -> None:
    """An offset before T-0 results in a time before T-0, and after it in a time after T-0."""
    offset = parse_offset(text)
    moment = resolve_offset(offset, t_zero)
    if isinstance(moment, datetime):
        assert (moment - t_zero).total_seconds() * offset.nominal >= 0


PARSERS: list[Callable[[str], object]] = [parse_date, parse_due, parse_duration, parse_moment, parse_offset]


@given(st.text(), st.sampled_from(PARSERS))
def test_text_is_read_or_refused(text: str, parse: Callable[[str], object]) -> None:
    """Parsing any text returns a value or raises ValueError."""
    try:
        parse(text)
    except ValueError:
        return
    assert text.isascii()

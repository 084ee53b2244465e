"""`run-sheet.ics` is a valid calendar: two independent libraries read the same events from it.

`icalendar` makes zones with pytz, `vobject` with dateutil. Tests give each zone a unique name before they read the
file, so that both have to take it from the file, and from no other file.
"""

from __future__ import annotations

import itertools
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from edits import POLICY, SYSTEM, append, insert, put, put_top, remove, waive
from edits import V1 as RELEASE
from gonogo.outputs.calendar_lines import text_line
from gonogo.outputs.calendar_zone import zone_lines
from gonogo.pipelines.project_plan import SiteOptions
from gonogo.pipelines.site_build import build_site
from shop import ANN, BOB, DORA
from team import BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from edits import Edit

_NUMBERS = itertools.count()
YEARS = (2011, 2026, 2027)
FILE = "shop/v1/run-sheet.ics"
TIMED = (put("tests", at="T-2h", minutes="30"), put("lint", at="T-2h"), put("backup", at="T-31m"))
PHONE, EMAIL, PAGER = "+49 30 901820", "lead@private.example", "pager-4711"


class Event(NamedTuple):
    """The values that both libraries find in an event."""

    uid: str
    sequence: int
    begins: date | datetime
    lasts: timedelta | None
    summary: str
    description: str
    url: str
    status: str


def build(root: Path, as_of: str = BEFORE, url: str = "") -> dict[str, bytes]:
    """The files of the site of a project."""
    return dict(build_site(root, datetime.fromisoformat(as_of), SiteOptions(url=url)).files)


def write(tmp_path: Path, *edits: Edit) -> bytes:
    """The calendar of a project with these edits."""
    Team(tmp_path, *TIMED, *edits).make()
    return build(tmp_path)[FILE]


def read(data: bytes) -> dict[str, Event]:
    """The events by the title of their entry, as both libraries read them; the zone has a name that neither knows."""
    text = rename_zone(data.decode())
    with pytz_zones():
        calendar = icalendar.Calendar.from_ical(text)
        found = [_with_icalendar(event) for event in calendar.walk("VEVENT")]
    assert found == [_with_vobject(event) for event in vobject.readOne(text).vevent_list]
    return {event.summary.removesuffix(" · Shop v1"): event for event in found}


def rename_zone(text: str) -> str:
    """The file with a zone name that no time zone list has and that no library has cached."""
    return re.sub("(?<=TZID[=:])", f"Test-{next(_NUMBERS)}/", text)


@contextmanager
def pytz_zones() -> Iterator[None]:
    """`icalendar` makes zones with pytz instead of dateutil."""
    icalendar.use_pytz()
    yield
    icalendar.use_zoneinfo()


def _with_icalendar(event: icalendar.Event) -> Event:
    begins = event.decoded("DTSTART")
    return Event(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        begins=begins.astimezone(UTC) if isinstance(begins, datetime) else begins,
        lasts=event.decoded("DURATION") if "DURATION" in event else None,
        summary=str(event["SUMMARY"]),
        description=str(event["DESCRIPTION"]),
        url=str(event.get("URL", "")),
        status=str(event["STATUS"]),
    )


def _with_vobject(event: vobject.base.Component) -> Event:
    begins = event.dtstart.value
    return Event(
        uid=event.uid.value,
        sequence=int(event.sequence.value),
        begins=begins.astimezone(UTC) if isinstance(begins, datetime) else begins,
        lasts=event.duration.value if hasattr(event, "duration") else None,
        summary=event.summary.value,
        description=event.description.value,
        url=event.url.value if hasattr(event, "url") else "",
        status=event.status.value,
    )


def clocks(events: dict[str, Event]) -> dict[str, str]:
    """The times in UTC, by title."""
    return {title: f"{event.begins:%d %H:%M}" for title, event in events.items()}


@pytest.mark.parametrize(
    ("zone", "t_zero", "expected"),
    [
        pytest.param("", "2026-03-02T09:00+01:00", ["02 06:00", "02 06:30", "02 07:29"], id="no zone"),
        pytest.param("Europe/Berlin", "2026-07-02T09:00+02:00", ["02 05:00", "02 05:30", "02 06:29"], id="summer"),
        # 01:59 is before the clock goes from 02:00 to 03:00
        pytest.param("Europe/Berlin", "2026-03-29T03:30+02:00", ["28 23:30", "29 00:00", "29 00:59"], id="spring"),
        # 02:30 comes twice: the backup at 02:30, and T-0 at 02:01 for the second time
        pytest.param("Europe/Berlin", "2026-10-25T02:01+01:00", ["24 23:01", "24 23:31", "25 00:30"], id="autumn"),
        pytest.param("Europe/Berlin", "2026-10-25T02:40+01:00", ["24 23:40", "25 00:10", "25 01:09"], id="second hour"),
        pytest.param("America/New_York", "2026-03-08T04:00-04:00", ["08 06:00", "08 06:30", "08 07:29"], id="New York"),
        pytest.param("Australia/Sydney", "2026-04-05T03:00+10:00", ["04 15:00", "04 15:30", "04 16:29"], id="Sydney"),
        pytest.param("Australia/Lord_Howe", "2026-04-05T02:00+10:30", ["04 13:30", "04 14:00", "04 14:59"], id="half"),
        pytest.param("Asia/Kolkata", "2026-03-29T03:30+05:30", ["28 20:00", "28 20:30", "28 21:29"], id="no change"),
        pytest.param("Pacific/Kiritimati", "2026-01-01T05:00+14:00", ["31 13:00", "31 13:30", "31 14:29"], id="year"),
    ],
)
def test_calendar_step_has_its_correct_time(tmp_path: Path, zone: str, t_zero: str, expected: list[str]) -> None:
    """Times are correct in any zone, even if the clocks change between two steps."""
    edits = [put_top(POLICY, timezone=zone)] if zone else []
    data = write(tmp_path, put_top(RELEASE, deploy_at=t_zero), *edits)
    assert list(clocks(read(data)).values()) == expected
    assert data.count(b"BEGIN:VTIMEZONE") == bool(zone)
    assert data.count(b"DTSTART;TZID=") + data.count(b"DTSTART:202") >= 3


def test_calendar_writes_ambiguous_times_in_utc(tmp_path: Path) -> None:
    """Ambiguous clock times are in UTC, because RFC 5545 means the first and pytz uses the second."""
    berlin = put_top(POLICY, timezone="Europe/Berlin")
    text = write(tmp_path, put_top(RELEASE, deploy_at="2026-10-25T02:40+01:00"), berlin).decode()
    assert "DTSTART;TZID=Europe/Berlin:20261025T014000" in text
    assert "DTSTART:20261025T001000Z" in text  # 02:10 in summer time
    assert "DTSTART:20261025T010900Z" in text  # 02:09, an hour later


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "Europe/Dublin",
        "America/St_Johns",
        "America/Sao_Paulo",
        "Africa/Casablanca",
        "Asia/Tehran",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Asia/Kathmandu",
    ],
)
def test_calendar_zone_has_the_offsets_of_the_iana_list(name: str) -> None:
    """In all years with events, both libraries compute the correct UTC offsets from the zone in the file."""
    zone = ZoneInfo(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *zone_lines(zone, YEARS), "END:VCALENDAR", ""]
    text = rename_zone("\r\n".join(lines))
    with pytz_zones():
        with_pytz = icalendar.Calendar.from_ical(text).timezones[0].to_tz()
    with_dateutil = vobject.readOne(text).vtimezone.tzinfo
    noons = (datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for year in YEARS for day in range(365))
    for moment in (noon.astimezone(zone) for noon in noons):
        clock = moment.replace(tzinfo=None)
        assert with_pytz.localize(clock).utcoffset() == moment.utcoffset(), moment
        assert clock.replace(tzinfo=with_dateutil).utcoffset() == moment.utcoffset(), moment


def test_calendar_event_has_title_duration_and_contact_details(tmp_path: Path) -> None:
    """A step starts after the earlier steps; the description has its offset, its owner and contact details."""
    contact = f"contacts:\n  qa:\n    title: QA\n    person: alice\n    phone: {PHONE}\n    pager: {PAGER}\n"
    notice = "  news:\n    title: News\n    phase: after\n    kind: notices\n    items:\n      done-note:\n"
    notice += "        status: open\n        at: T+1h\n        title: It is done\n        channels: [room]\n"
    room = append(f"{contact}channels:\n  room:\n    title: Room\n    address: '#ops'\n", path=SYSTEM)
    tests, lint, backup, news = read(write(tmp_path, room, append(notice, path=RELEASE))).values()
    assert (tests.summary, tests.lasts, tests.status) == ("Tests pass · Shop v1", timedelta(minutes=30), "CONFIRMED")
    assert tests.description == f"T-2h\nOwner: Alice Amber (QA lead), {PHONE}, alice@example.com, pager {PAGER}"
    assert (lint.lasts, lint.description) == (None, "T-2h")
    assert backup.description == "T-31m"
    assert (news.summary, news.description) == ("Tell: It is done · Shop v1", "T+1h\nTo: Room (#ops)")


def test_calendar_event_links_to_its_entry_if_the_site_has_a_url(tmp_path: Path) -> None:
    """With `site_url`, an event links to its entry; without it, events have no link."""
    Team(tmp_path, *TIMED).make()
    events = read(build(tmp_path, url="https://docs.example/ready")[FILE])
    assert events["Tests pass"].url == "https://docs.example/ready/shop/v1/before/#tests"
    assert b"URL" not in build(tmp_path)[FILE]


def test_calendar_depends_only_on_the_commit(tmp_path: Path) -> None:
    """A later build of the same commit has the same bytes, and every event has its own UID."""
    Team(tmp_path, *TIMED, put_top(POLICY, timezone="Europe/Berlin")).make()
    first, second = build(tmp_path)[FILE], build(tmp_path, "2027-03-01T08:00Z")[FILE]
    assert first == second
    assert b"DTSTAMP:20260" in first
    assert len({event.uid for event in read(first).values()}) == 3


def test_calendar_update_keeps_uid_and_increases_sequence(tmp_path: Path) -> None:
    """After a change of T-0, time or section, an event keeps its UID and has a higher SEQUENCE."""
    team = Team(tmp_path, *TIMED)
    team.make()
    before = read(build(tmp_path)[FILE])
    team.push(DORA, put_top(RELEASE, deploy_at="2026-03-09T09:00Z"))
    team.make()
    moved = read(build(tmp_path)[FILE])
    team.push(
        DORA,
        remove("lint"),
        insert("backup", "\n      lint:\n        status: done\n        at: T-2h\n        title: Lint\n"),
    )
    team.make()
    elsewhere = read(build(tmp_path)[FILE])
    for title in ("Tests pass", "A backup is made"):
        old, new, newest = (events[title] for events in (before, moved, elsewhere))
        assert old.uid == new.uid == newest.uid
        assert old.sequence < new.sequence < newest.sequence
        assert isinstance(old.begins, datetime)
        assert new.begins == old.begins + timedelta(days=7)
    assert elsewhere["Lint"].uid == before["Lint is clean"].uid


def test_calendar_sequence_counts_only_relevant_changes(tmp_path: Path) -> None:
    """A change of another release changes no event; a new phone number of an owner increases SEQUENCE."""
    team = Team(tmp_path, *TIMED)
    team.make()
    before = read(build(tmp_path)[FILE])
    other = put_top("checklists/shop/v2.yml", release="v2", outcome="", title="Next")
    team.push(DORA, lambda tree: tree.update({"checklists/shop/v2.yml": ""}) or other(tree))
    team.make()
    assert read(build(tmp_path)[FILE]) == before
    team.push(ANN, append(f"contacts:\n  qa:\n    title: QA\n    person: alice\n    phone: {PHONE}\n", path=SYSTEM))
    team.make()
    called = read(build(tmp_path)[FILE])["Tests pass"]
    assert PHONE in called.description
    assert called.sequence == before["Tests pass"].sequence + 1


def test_calendar_cancels_waived_steps_and_cancelled_releases(tmp_path: Path) -> None:
    """Waived steps and the steps of a cancelled release have the status CANCELLED, so that subscribers learn of it."""
    team = Team(tmp_path, *TIMED)
    team.pull(ANN, waive("lint", "ann"), by=BOB)
    team.make()
    assert [event.status for event in read(build(tmp_path)[FILE]).values()] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    team.push(DORA, put_top(RELEASE, outcome="cancelled"))
    team.make()
    assert {event.status for event in read(build(tmp_path)[FILE]).values()} == {"CANCELLED"}


def test_calendar_is_absent_without_t_0(tmp_path: Path) -> None:
    """Without T-0, the site has no calendar, and the run sheet has no link to a calendar."""
    Team(tmp_path, *TIMED, put_top(RELEASE, deploy_at="")).make()
    site = build_site(tmp_path, datetime.fromisoformat(BEFORE), SiteOptions())
    assert FILE not in site.files
    assert "run-sheet.ics" not in site.sources["shop/v1/run-sheet/index.md"]


def test_calendar_with_a_t_0_date_has_whole_days(tmp_path: Path) -> None:
    """Steps at day offsets are whole-day events; steps at hour offsets are left out, and the run sheet says so."""
    Team(tmp_path, *TIMED, put("export", at="T-1d", minutes="30"), put_top(RELEASE, deploy_at="2026-03-02")).make()
    site = build_site(tmp_path, datetime.fromisoformat(BEFORE), SiteOptions())
    [event] = read(site.files[FILE]).values()
    assert (event.begins, event.lasts) == (date(2026, 3, 1), None)
    page = site.sources["shop/v1/run-sheet/index.md"]
    assert '<a href="../run-sheet.ics">run-sheet.ics</a>, without 3 steps whose day does not follow from T-0' in page


@pytest.mark.parametrize("t_zero", ["0001-01-03T09:00Z", "9999-12-31T22:59Z"])
def test_calendar_of_an_extreme_year_is_in_utc(tmp_path: Path, t_zero: str) -> None:
    """In the first and last years of the calendar, times are in UTC, because zone rules are not available."""
    text = write(tmp_path, put_top(RELEASE, deploy_at=t_zero), put_top(POLICY, timezone="Europe/Berlin")).decode()
    assert f"DTSTART:{t_zero[:4]}" in text
    assert "VTIMEZONE" not in text


def quote(text: str) -> str:
    """The text as a YAML scalar with an escape for every character except ASCII letters and digits."""
    return '"' + "".join(one if one.isalnum() and one.isascii() else f"\\U{ord(one):08x}" for one in text) + '"'


HOSTILE = (
    r"a\nb\,c;d:e",
    'BEGIN:VALARM " ^n',
    "x" * 74 + "é" * 80,
    "🚀" * 60,
    "e\u0301 שלום ﷽ #",
    "END:VEVENT",
)


def test_calendar_escapes_hostile_titles(tmp_path: Path) -> None:
    """Libraries read commas, backslashes, long lines and iCalendar keywords in titles unchanged."""
    titles = [quote(title) for title in HOSTILE]
    items = "".join(
        f"      h{number}:\n        status: open\n        title: {title}\n" for number, title in enumerate(titles)
    )
    section = f"  hostile:\n    title: H\n    phase: after\n    at: T-1h\n    items:\n{items}"
    data = write(tmp_path, append(section, path=RELEASE), put_top(SYSTEM, name=quote("S;hop,\\ " + "é" * 60)))
    found = [event.summary.partition(" · ")[0] for event in read(data).values()]
    assert found[2:-1] == list(HOSTILE)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert line.decode().isprintable()  # no line end alone, no half of a character


def test_text_line_escapes_invisible_characters() -> None:
    """A line end in a text stays in its line of the file, and every other control character becomes visible."""
    assert text_line("SUMMARY", "a\nEND:VEVENT\r\x07\u202e\u2028") == (
        r"SUMMARY:a\nEND:VEVENT\\u000d\\u0007\\u202e\\u2028"
    )


def test_public_calendar_hides_contact_details(tmp_path: Path) -> None:
    """A public calendar has no owner, phone, e-mail or pager, even from titles; an internal calendar has them."""
    contact = f"contacts:\n  qa:\n    title: QA\n    person: alice\n    phone: {PHONE}\n    email: {EMAIL}\n"
    contact += f"    pager: {PAGER}\n"
    edits = (*TIMED, append(contact, path=SYSTEM), put("lint", title=f"Call {PHONE} or {EMAIL}"))
    private = (PHONE, "901820", EMAIL, PAGER, "Alice", "QA lead", "Owner")
    for audience, shown in (("internal", True), ("public", False)):
        root = tmp_path / audience
        Team(root, *edits, put_top(POLICY, audience=audience)).make()
        text = build(root)[FILE].decode().replace("\r\n ", "")
        assert {value: value in text for value in private} == dict.fromkeys(private, shown)
    assert set(read(build(root)[FILE])) == {"Tests pass", "Call (not public) or (not public)", "A backup is made"}

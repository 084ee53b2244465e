"""The audit trail as pages and files: every event once, the same rows everywhere, whatever dates and texts say."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from built_site import build
from cli.running import run
from past import AS_OF, ITEMS, Trail, begin, build_past, row_numbers, toggle, write_items
from repository import Made

if TYPE_CHECKING:
    from pathlib import Path

# noon of days in May and June 2026, out of order; then what no calendar has, and what is before git
_DATES = ["1780000000 +0000", "1777636800 +0200", "1780315200 -0700", "99999999999999 +0000", "-86400 +0000"]
_TITLES = ["June 2026", "May 2026", "January 2026", "December 1969", "Undated"]


@pytest.fixture(scope="module")
def long_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """About 3000 events in 320 commits whose dates are no order."""
    return begin(tmp_path_factory.mktemp("long"), *toggle(320, each=9, dates=_DATES))


@pytest.fixture(scope="module")
def long_site(long_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the long project, as MkDocs with Material builds it."""
    site = tmp_path_factory.mktemp("long-site")
    result = build(long_project, site)
    assert (result.returncode, result.stderr) == (0, "")
    return site


@pytest.mark.parametrize("folder", ["", "shop/v1/"])
def test_parts_have_every_event_once_whatever_the_dates(long_project: Path, folder: str) -> None:
    """No event is lost or shown twice, and on each page the newest stands first, in landing order."""
    trail = Trail(build_past(long_project), folder)
    numbers = [int(str(event["number"])) for event in trail.document["events"]]
    assert len(numbers) > 2900
    assert sorted(trail.rows) == numbers
    for source in trail.pages.values():
        shown = row_numbers(source)
        assert shown == sorted(shown, reverse=True)
    assert row_numbers(trail.pages[""]) == numbers[:-101:-1]


def test_parts_are_months_and_those_without_a_date_come_last(long_project: Path) -> None:
    """A month is that of the landing in UTC; a long one has parts, of which the first is the oldest."""
    trail = Trail(build_past(long_project))
    titles = [re.sub(r", part \d+$", "", _title_of(source)) for source in list(trail.pages.values())[1:]]
    assert list(dict.fromkeys(titles)) == _TITLES
    months: dict[str, set[str]] = {}
    for event in trail.document["events"]:
        months.setdefault(str(event["landed_at"] or "undated")[:7], set()).add(f"event{event['number']}_")
    for name, source in trail.pages.items():
        if name:
            shown = {f"event{number}_" for number in row_numbers(source)}
            assert shown <= months[name[:7]], name
    assert max(row_numbers(trail.pages["2026-05"])) < min(row_numbers(trail.pages["2026-05-2"]))


def test_a_part_that_is_full_stays_as_it_is(tmp_path: Path) -> None:
    """What is in a full part of a month is in it for good, so that a link to a row goes on working."""
    made = toggle(130, each=9, dates=_DATES[:1])
    before = Trail(build_past(begin(tmp_path / "before", *made[:90])))
    after = Trail(build_past(begin(tmp_path / "after", *made)))
    _, *full = [name for name in before.pages if name.startswith("2026-05")]
    assert full[-1] == "2026-05"
    for name in full:
        assert row_numbers(before.pages[name]) == row_numbers(after.pages[name])


def _title_of(source: str) -> str:
    found = re.search(r'title: "Audit trail · ([^"]*)"', source)
    assert found
    return found[1]


def test_no_page_is_too_large_to_open(long_site: Path) -> None:
    """With Material around it, every page has less than 500 kB; with names and values as long as they may be too."""
    sizes = {file.relative_to(long_site): file.stat().st_size for file in long_site.rglob("*.html")}
    assert len(sizes) > 30
    assert max(sizes.values()) < 300_000


def test_rows_as_long_as_they_may_be_leave_pages_small(tmp_path: Path) -> None:
    """What takes most bytes when it is escaped: braces in titles, names, keys and values."""
    braces = "{" * 2000
    made = []
    for number in range(60):
        text = write_items(["open"] * ITEMS).replace(
            "title: Item", f'note: "{number % 2}{braces}"\n        title: "{braces}'
        )
        text = re.sub(r"(\{ \d+)$", r'\1"', text, flags=re.MULTILINE)
        author = f"{braces} <{braces}@example.com>".encode()
        made.append(Made(f"c{number}", {"checklists/shop/v1.yml": text}, author=author))
    site = build_past(begin(tmp_path, *made))
    sizes = {path: len(source.encode()) for path, source in site.sources.items() if "/audit/" in f"/{path}"}
    assert len(sizes) > 20
    assert max(sizes.values()) < 450_000


@pytest.mark.parametrize("reference", ["", "shop/v1"])
def test_files_are_byte_for_byte_what_the_log_prints(long_project: Path, reference: str) -> None:
    """`audit.csv` and `audit.json` have the rows of the pages, and so has `gonogo log`."""
    site = build_past(long_project)
    trail = Trail(site, f"{reference}/" if reference else "")
    for form in ("csv", "json"):
        options = [reference] if reference else []
        log = run("log", *options, "--at", "HEAD", "--format", form, "--as-of", AS_OF.isoformat(), at=long_project)
        assert (log.code, log.err) == (0, "")
        assert site.files[f"{trail.folder}audit.{form}"].decode() == log.out
    rows = list(csv.DictReader(io.StringIO(site.files[f"{trail.folder}audit.csv"].decode())))
    assert [int(row["number"]) for row in rows] == [event["number"] for event in trail.document["events"]]
    assert sorted(trail.rows) == [int(row["number"]) for row in rows]

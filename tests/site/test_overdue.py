"""Pages mark overdue entries with the date or time that has passed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import POLICY, Files, lay_out, signed, tidy, write_release
from built_site import Html
from gonogo.pipelines import site_build

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SECTIONS = """
code:
  title: Code
  phase: before
  owner: ann
  items:
    lint:
      status: open
      title: Lint is clean
      due: 2026-02-20
    tests:
      status: done
      title: Tests pass
      due: 2026-02-20
    load:
      status: open
      title: Load test passed
      due: T-0
deploy:
  title: Deploy
  phase: after
  at: T-4h
  items:
    switch:
      status: open
      title: Traffic switched
      minutes: 60
    check:
      status: open
      title: Orders come in
      minutes: 180
news:
  title: News
  phase: after
  kind: notices
  items:
    started:
      status: open
      title: We begin
      at: T-3h
"""


def read(root: Path, page: str, policy: str = POLICY) -> str:
    """The text of a page of the release, one hour before T-0."""
    lay_out(root, Files(release=write_release(signed(SECTIONS)), policy=policy))
    html = Html()
    sources = site_build.build_site(root, AS_OF, site_build.SiteOptions()).sources
    html.feed(sources[f"shop/v1/{page}index.md"].partition("---\n\n")[2])
    return " ".join(html.text.split())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("before/", "Lint is clean Open Overdue", id="tag of the state"),
        pytest.param("before/", "Overdue since Fri 20 Feb 2026 Due Fri 20 Feb 2026", id="the date"),
        pytest.param("after/", "Overdue since Sun 1 Mar 2026, 06:00 UTC", id="the time at which a step happens"),
        pytest.param("run-sheet/", "Traffic switched Overdue", id="the run sheet"),
        pytest.param("communication/", "Overdue since Sun 1 Mar 2026, 06:00 UTC", id="a notice"),
        pytest.param(
            "", "Ann Archer 2 1 overdue Lint is clean due Fri 20 Feb 2026 Overdue", id="open work of a person"
        ),
        pytest.param("", "Load test passed due T-0, 09:00 UTC", id="the date of an offset"),
    ],
)
def test_page_marks_overdue_entry(page: str, expected: str, tmp_path: Path) -> None:
    """Every page that shows an overdue entry has the date or time that has passed."""
    assert expected in read(tmp_path, page)


def test_page_marks_no_other_entry_as_overdue(tmp_path: Path) -> None:
    """Completed entries and entries due at T-0 are not marked."""
    assert read(tmp_path, "before/").count("Overdue since") == 1


def test_run_sheet_does_not_mark_a_step_in_progress_as_overdue(tmp_path: Path) -> None:
    """A step that is planned from 06:00 to 09:00 is not overdue on the run sheet at 08:00."""
    text = read(tmp_path, "run-sheet/")
    assert "Traffic switched Overdue" in text
    assert "Orders come in Overdue" not in text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("", "T-0 is Sun 1 Mar 2026, 18:00 Asia/Tokyo (09:00 UTC)", id="T-0"),
        pytest.param("", "Judged as of Sun 1 Mar 2026, 17:00 Asia/Tokyo (08:00 UTC)", id="evaluation time"),
        pytest.param("run-sheet/", "14:00 Asia/Tokyo (05:00 UTC)", id="a step"),
        pytest.param("communication/", "T-3h 15:00 Asia/Tokyo (06:00 UTC)", id="a notice"),
        pytest.param("before/", "Due T-0, 18:00 Asia/Tokyo (09:00 UTC)", id="due time"),
    ],
)
def test_times_are_in_the_time_zone_of_the_policy(page: str, expected: str, tmp_path: Path) -> None:
    """Pages show the name of the zone, and UTC in brackets."""
    assert expected in read(tmp_path, page, f"{tidy(POLICY)}timezone: Asia/Tokyo\n")

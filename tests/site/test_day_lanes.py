"""The run sheet has a chart of the day with a lane for each owner, slack, and simultaneous steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import RELEASE_ID, SYSTEM_ID, Files, lay_out, write_release
from gonogo.pipelines import project_plan, site_build
from gonogo.site.parts.day_lanes import DayBar, DayTick, DayView, draw_day
from gonogo.site.parts.run_table import show_run_table
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 2, 25, tzinfo=UTC)
SECTIONS = """
start:
  title: Start
  phase: after
  at: T-30m
  owner: ann
  items:
    save:
      status: done
      title: Save
      minutes: 20
    stop:
      status: open
      title: Stop <b>
      minutes: 5
switch:
  title: Switch
  phase: after
  at: T-0
  owner: bob
  items:
    turn:
      status: open
      title: Turn
      minutes: 30
news:
  title: News
  phase: after
  kind: notices
  owner: ann
  items:
    begun:
      status: open
      title: It has begun
      at: T-0
    late:
      status: open
      title: Later
      at: T+4h
"""
SAVE, STOP = DayBar(0, 33.33, "08:30 Save", "done"), DayBar(33.33, 8.33, "08:50 Stop <b>", "planned")
BEGUN = DayBar(50, 0, "09:00 It has begun", "notice")


def _draw(root: Path, sections: str = SECTIONS, deploy_at: str = "2026-03-01T09:00+01:00") -> DayView | None:
    lay_out(root, Files(release=write_release(sections, deploy_at=deploy_at)))
    site = project_plan.plan_project(root, AS_OF, site_build.SiteOptions())
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    context = context_of(release, site)
    return draw_day(show_run_table(context), context)


def test_day_chart_has_a_lane_for_each_owner(tmp_path: Path) -> None:
    """The chart has a lane for each owner and for slack, from the first to the last step."""
    view = _draw(tmp_path)
    assert view is not None
    assert [(lane.owner, lane.bars) for lane in view.lanes] == [
        ("Ann Archer", (SAVE, STOP, BEGUN)),
        ("Bob Baker", (DayBar(50, 50, "09:00 Turn", "planned"),)),
        ("Slack", (DayBar(41.67, 8.33, "5 min slack", "slack"),)),
    ]
    assert view.ticks == (
        DayTick(0, "08:30", "start"),
        DayTick(25, "08:45", "middle"),
        DayTick(50, "T-0", "middle", is_zero=True),
        DayTick(75, "09:15", "middle"),
        DayTick(100, "09:30", "end"),
    )
    assert (view.begins, view.ends) == ("2026-03-01T07:30:00+00:00", "2026-03-01T08:30:00+00:00")


def test_day_chart_ends_with_the_window(tmp_path: Path) -> None:
    """The chart ends with the window, so it has notices after the last step."""
    sections = SECTIONS.replace("T+4h", "T+1h")
    lay_out(tmp_path, Files(release=write_release(sections, head="window_ends: 2026-03-01T10:30Z")))
    page = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources["shop/v1/run-sheet/index.md"]
    assert "10:00 Later" in page
    assert "10:00 Later" not in page.partition("The day to scale")[0]


def test_day_chart_without_t_zero_shows_minutes(tmp_path: Path) -> None:
    """Without T-0, the chart counts minutes, and has no line for the current time."""
    view = _draw(tmp_path, deploy_at="")
    assert view is not None
    assert [tick.text for tick in view.ticks] == ["-30 min", "-15 min", "T-0", "+15 min", "+30 min"]
    assert (view.begins, view.ends) == ("", "")


def test_day_chart_marks_simultaneous_steps_of_an_owner(tmp_path: Path) -> None:
    """A step is marked if it begins while another step of the same owner is in progress."""
    view = _draw(tmp_path, SECTIONS.replace("minutes: 20", "minutes: 40").replace("owner: bob", "owner: ann"))
    assert view is not None
    assert [(lane.owner, lane.at_once) for lane in view.lanes] == [("Ann Archer", ("Turn", "Stop <b>"))]
    assert [bar.is_double for bar in view.lanes[0].bars if bar.look != "notice"] == [False, True, True]


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param(
            SECTIONS.partition("switch:")[0].replace("    stop:", "    #").partition("    #")[0], id="one step"
        ),
        pytest.param(SECTIONS.replace("at: T-0", "at: T+30h", 1), id="more than a day"),
        pytest.param(
            SECTIONS.replace("at: T-30m", "due: T-30m").replace("at: T-0", "due: T-0", 1), id="no step has a time"
        ),
    ],
)
def test_day_chart_is_left_out_without_a_useful_scale(tmp_path: Path, sections: str) -> None:
    """The page has no chart for a single step, for more than a day, or for steps without times."""
    assert _draw(tmp_path, sections) is None


def test_day_chart_escapes_titles(tmp_path: Path) -> None:
    """The chart escapes titles, and the accessible name of each lane lists its steps."""
    lay_out(tmp_path, Files(release=write_release(SECTIONS)))
    page = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources["shop/v1/run-sheet/index.md"]
    assert 'aria-label="08:30 Save; 08:50 Stop &lt;b&gt;; 09:00 It has begun"' in page
    assert "Stop <b>" not in page

"""The communication page shows the next notice, and all notices on a time line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from building import RELEASE_ID, SYSTEM_ID, Files, lay_out, write_release
from gonogo.pipelines import project_plan, site_build
from gonogo.site.parts.notice_line import NoticeLine, TimeHead, draw_notices
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 2, 25, tzinfo=UTC)
SYSTEM = """
name: Shop
channels:
  room:
    title: Room
  status:
    title: Status <b>page
  unused:
    title: Unused
"""
SECTIONS = """
news:
  title: News
  phase: after
  kind: notices
  items:
    back:
      status: open
      title: We are back
      at: T+1h
      channels: [status]
    soon:
      status: done
      title: It is soon
      at: T-2d
      channels: [status, room]
    sooner:
      status: open
      title: It is <i>very soon
      at: T-1h
      channels: [room]
"""


def _draw(root: Path, sections: str = SECTIONS, deploy_at: str = "2026-03-01T09:00Z") -> NoticeLine | None:
    lay_out(root, Files(release=write_release(sections, deploy_at=deploy_at), system=SYSTEM))
    site = project_plan.plan_project(root, AS_OF, site_build.SiteOptions())
    release = site.snapshot.systems[SYSTEM_ID].releases[RELEASE_ID]
    assert release is not None
    return draw_notices(context_of(release, site))


def test_notice_line_has_times_in_order_and_a_row_for_each_channel(tmp_path: Path) -> None:
    """The line has the times in order with a column for T-0, and a row for each channel with a notice."""
    line = _draw(tmp_path)
    assert line is not None
    assert line.times == (
        TimeHead("T-2d", "27 Feb", is_t_zero=False),
        TimeHead("T-1h", "1 Mar", is_t_zero=False),
        TimeHead("T-0", "1 Mar", is_t_zero=True),
        TimeHead("T+1h", "1 Mar", is_t_zero=False),
    )
    assert [(row.title, [[mark.title for mark in cell] for cell in row.cells]) for row in line.rows] == [
        ("Room", [["It is soon"], ["It is <i>very soon"], [], []]),
        ("Status <b>page", [["It is soon"], [], [], ["We are back"]]),
    ]
    assert [cell[0].state.text for cell in line.rows[0].cells if cell] == ["Done", "Open"]


def test_notice_line_without_t_zero_has_no_days(tmp_path: Path) -> None:
    """Without T-0, the time line has the offsets in order, and no days."""
    line = _draw(tmp_path, deploy_at="")
    assert line is not None
    assert [(time.text, time.day) for time in line.times] == [("T-2d", ""), ("T-1h", ""), ("T-0", ""), ("T+1h", "")]


def test_notice_line_requires_two_times(tmp_path: Path) -> None:
    """Notices at a single time have no time line, because the table already shows the time."""
    assert _draw(tmp_path, SECTIONS.replace("T+1h", "T-2d").replace("T-1h", "T-2d")) is None


def test_communication_page_begins_with_the_next_notice(tmp_path: Path) -> None:
    """The page names the earliest unsent notice with its time; titles and channels are escaped."""
    lay_out(tmp_path, Files(release=write_release(SECTIONS), system=SYSTEM))
    page = site_build.build_site(tmp_path, AS_OF, site_build.SiteOptions()).sources["shop/v1/communication/index.md"]
    assert "<strong>1 of 3 sent</strong>" in page
    assert "Next: It is &lt;i&gt;very soon, T-1h, Sun 1 Mar 2026, 08:00 UTC" in page
    assert "<i>very" not in page
    assert "Status <b>" not in page

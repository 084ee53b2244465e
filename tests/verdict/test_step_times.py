"""The start and end times of steps, also as the times of open work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from building import SHOP, Files, lay_out, write_release
from gonogo.verdict.open_work import find_open_work, find_overdue
from gonogo.verdict.step_times import find_step_times

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = """
switch:
  title: Switch
  phase: after
  at: T-1h
  owner: qa-lead
  items:
    told:
      status: open
      title: Told
      minutes: 15
    switched:
      status: open
      title: Switched
      minutes: 20
    looked:
      status: open
      title: Looked
    closed:
      status: open
      title: Closed
      minutes: 5
"""


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 1, hour, minute, tzinfo=UTC)


def test_step_starts_after_the_earlier_steps(tmp_path: Path) -> None:
    """A step starts after the earlier steps end; after a step without a length, the start is unknown."""
    project = lay_out(tmp_path, Files(release=write_release(SECTIONS)))
    _, release = next(iter(project.snapshot.releases()))
    times = find_step_times(release, project.judgements[SHOP])
    assert {key: (time.passed, time.lasts, time.start, time.end) for key, time in times.items()} == {
        "told": (0, 15, _at(8, 0), _at(8, 15)),
        "switched": (15, 20, _at(8, 15), _at(8, 35)),
        "looked": (35, None, _at(8, 35), _at(8, 35)),
        "closed": (None, 5, None, None),
    }


def test_open_work_has_the_times_of_the_run_sheet(tmp_path: Path) -> None:
    """In open work, a step has its start time, and is overdue after its planned length."""
    project = lay_out(tmp_path, Files(release=write_release(SECTIONS)), as_of=_at(8, 20))
    work = find_open_work(project.snapshot, project.judgements)
    assert [(one.entry.id, one.moment, one.is_overdue) for one in work] == [
        ("told", _at(8, 0), True),
        ("closed", _at(8, 0), True),
        ("switched", _at(8, 15), False),
        ("looked", _at(8, 35), False),
    ]
    _, release = next(iter(project.snapshot.releases()))
    assert find_overdue(release, project.judgements[SHOP]) == {"told": _at(8, 15), "closed": _at(8, 0)}

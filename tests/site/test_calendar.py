"""The home page shows the deployments of the next eight weeks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from building import ROLES, SIGNOFF, Files, lay_out, write_release
from gonogo.pipelines import project_plan, site_build
from gonogo.site.parts.deployment_calendar import CalendarView, draw_calendar

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # a Sunday


def _draw(root: Path, *plans: str) -> CalendarView | None:
    """The calendar of the systems a, b, … with these times of T-0; an empty text means none."""
    others = {}
    for name, plan in zip("abcdefghij", plans, strict=False):
        files = {
            "roles.yml": ROLES,
            "system.yml": f"name: System {name}",
            "v1.yml": write_release(SIGNOFF, deploy_at=plan),
        }
        others |= {f"checklists/{name}/{file}": text for file, text in files.items()}
    lay_out(root, Files(release=write_release(SIGNOFF, deploy_at=""), others=others))
    return draw_calendar(project_plan.plan_project(root, AS_OF, site_build.SiteOptions()))


def test_calendar_has_eight_weeks(tmp_path: Path) -> None:
    """Each release is in the week of its own time zone; earlier, later and unplanned releases are left out."""
    view = _draw(
        tmp_path,
        "2026-04-19",
        "2026-02-23T00:00+02:00",
        "2026-03-01T23:45+00:00",
        "2026-03-02T00:15+01:00",
        "2026-04-20",
        "2026-02-22T23:59+00:00",
        "",
    )
    assert view is not None
    assert [week.text for week in view.weeks] == [
        "23 Feb", "2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr", "13 Apr",
    ]  # fmt: skip
    assert [
        [(deployment.when, deployment.link.text) for deployment in week.deployments]
        for week in view.weeks
        if week.deployments
    ] == [
        [("Mon 23 00:00", "System b v1"), ("Sun 1 23:45", "System c v1")],
        [("Mon 2 00:15", "System d v1")],
        [("Sun 19", "System a v1")],
    ]
    assert view.overlaps == ()


@pytest.mark.parametrize(
    "plans",
    [
        pytest.param((), id="no T-0"),
        pytest.param(("2026-03-03",), id="a single deployment"),
        pytest.param(("2026-03-03", "2027-03-03"), id="a single deployment in these weeks"),
    ],
)
def test_calendar_requires_two_deployments(tmp_path: Path, plans: tuple[str, ...]) -> None:
    """The home page has no calendar for a single deployment, because its card already shows T-0."""
    assert _draw(tmp_path, *plans) is None


def test_calendar_week_lists_six_deployments(tmp_path: Path) -> None:
    """A week lists six deployments, and the number of further deployments."""
    view = _draw(tmp_path, *(f"2026-03-03T0{hour}:00Z" for hour in range(8)))
    assert view is not None
    assert [(len(week.deployments), week.more) for week in view.weeks if week.deployments] == [(6, 2)]


def test_calendar_marks_overlapping_deployments(tmp_path: Path) -> None:
    """The calendar marks and lists overlapping deployments, like the rule `overlapping-windows`."""
    view = _draw(tmp_path, "2026-03-03", "2026-03-03T09:00Z", "2026-03-04")
    assert view is not None
    marked = [
        deployment.link.text for week in view.weeks for deployment in week.deployments if deployment.is_overlapping
    ]
    assert marked == ["System a v1", "System b v1"]
    assert [(pair.first.text, pair.second.text, pair.people) for pair in view.overlaps] == [
        ("System a v1", "System b v1", "")
    ]

"""The deployments of the next eight weeks on the home page."""

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
    """The calendar of the systems a, b, … with these times of T-0, an empty text for none."""
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


def test_calendar_has_eight_weeks_from_this_one_on(tmp_path: Path) -> None:
    """A release in the week of its own clock; what is earlier, later or without T-0 is left out."""
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
    assert [[(one.when, one.link.text) for one in week.deployments] for week in view.weeks if week.deployments] == [
        [("Mon 23 00:00", "System b v1"), ("Sun 1 23:45", "System c v1")],
        [("Mon 2 00:15", "System d v1")],
        [("Sun 19", "System a v1")],
    ]
    assert view.overlaps == ()


@pytest.mark.parametrize(
    "plans",
    [
        pytest.param((), id="no T-0"),
        pytest.param(("2026-03-03",), id="one"),
        pytest.param(("2026-03-03", "2027-03-03"), id="one in these weeks"),
    ],
)
def test_fewer_than_two_deployments_have_no_calendar(tmp_path: Path, plans: tuple[str, ...]) -> None:
    """A card says when a single release is deployed."""
    assert _draw(tmp_path, *plans) is None


def test_full_week_says_how_many_more_there_are(tmp_path: Path) -> None:
    """Six are listed."""
    view = _draw(tmp_path, *(f"2026-03-03T0{hour}:00Z" for hour in range(8)))
    assert view is not None
    assert [(len(week.deployments), week.more) for week in view.weeks if week.deployments] == [(6, 2)]


def test_overlaps_are_marked_and_said(tmp_path: Path) -> None:
    """As the rule `overlapping-windows` finds them."""
    view = _draw(tmp_path, "2026-03-03", "2026-03-03T09:00Z", "2026-03-04")
    assert view is not None
    marked = [one.link.text for week in view.weeks for one in week.deployments if one.is_overlapping]
    assert marked == ["System a v1", "System b v1"]
    assert [(pair.first.text, pair.second.text, pair.people) for pair in view.overlaps] == [
        ("System a v1", "System b v1", "")
    ]

"""The deployments of eight weeks, beginning with the current week, and the deployments that overlap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_short, say_weekday
from gonogo.model.registry import name_of
from gonogo.model.schedule import end_of
from gonogo.site.page import Link
from gonogo.site.parts.stamp import Stamp, stamp_release
from gonogo.verdict.deployment_windows import DeploymentWindow, find_overlaps, find_windows

if TYPE_CHECKING:
    from datetime import date

    from gonogo.site.plan import SitePlan

_WEEKS = 8
_FEWEST = 2
_MOST = 6  # deployments per week


class Deployment(Frozen):
    """The deployment of a release: T-0 in words, the badge, and whether its window overlaps another window."""

    when: str
    link: Link
    stamp: Stamp
    is_past: bool
    is_overlapping: bool


class Week(Frozen):
    """A week from Monday on, with its deployments, earliest first; `more` is the number of deployments left out."""

    text: str
    deployments: tuple[Deployment, ...]
    more: int


class OverlapView(Frozen):
    """Two deployments with overlapping windows; `people` names the people who have steps in both."""

    first: Link
    second: Link
    people: str


class CalendarView(Frozen):
    """The weeks from the week of the build on, and the overlaps that involve a deployment shown in them."""

    weeks: tuple[Week, ...]
    overlaps: tuple[OverlapView, ...]


def draw_calendar(site: SitePlan) -> CalendarView | None:
    """The calendar of the open releases; None if fewer than two of them have T-0 in these weeks."""
    windows = find_windows(site.snapshot)
    monday = _monday_of(site.stamp.as_of)
    shown = [window for window in windows if monday <= _monday_of(_local(window)) < monday + timedelta(weeks=_WEEKS)]
    if len(shown) < _FEWEST:
        return None
    drawn = {window.release.ref for window in shown}
    overlaps = [pair for pair in find_overlaps(windows) if pair.second.release.ref in drawn]
    overlapping = {window.release.ref for first, second, _ in overlaps for window in (first, second)}
    weeks = []
    for number in range(_WEEKS):
        begin = monday + timedelta(weeks=number)
        of_week = [window for window in shown if _monday_of(_local(window)) == begin]
        deployments = tuple(
            Deployment(
                _say_when(window),
                _link(window, site),
                stamp_release(window.release, site.judgements[window.release.ref]),
                end_of(window.release.deploy_at or window.end, window.release.zone) < site.stamp.as_of,
                window.release.ref in overlapping,
            )
            for window in of_week[:_MOST]
        )
        weeks.append(Week(say_short(begin), deployments, len(of_week) - len(deployments)))
    return CalendarView(
        tuple(weeks),
        tuple(
            OverlapView(
                _link(first, site),
                _link(second, site),
                ", ".join(name_of(person, site.snapshot.people) for person in people),
            )
            for first, second, people in overlaps
        ),
    )


def _local(window: DeploymentWindow) -> datetime:
    return window.start.astimezone(window.release.zone)


def _monday_of(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def _say_when(window: DeploymentWindow) -> str:
    """`Tue 31`, with the time if T-0 has one."""
    local = _local(window)
    time = f" {local:%H:%M}" if isinstance(window.release.deploy_at, datetime) else ""
    return f"{say_weekday(local)} {local.day}{time}"


def _link(window: DeploymentWindow, site: SitePlan) -> Link:
    name = window.system.name_release(window.release.id)
    return Link(name, site.urls.link(site.home, site.release_page(window.release.ref)))

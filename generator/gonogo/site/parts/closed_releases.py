"""Closed releases as rows of a table: the outcome, the day of the closing, and the triggers that had fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, show_day
from gonogo.model.judgement import Verdict
from gonogo.site.page import Link
from gonogo.site.parts.fired_triggers import FiredTrigger, list_reasons
from gonogo.site.parts.stamp import Stamp, stamp_release
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gonogo.model.release import Release
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan

CLOSED = "closed_"


class ClosedRow(Frozen):
    """A closed release: its badge, the day of its closing, its fired triggers, and the verdict as of T-0."""

    name: str
    title: str
    href: str
    stamp: Stamp
    day: Clock | None
    fired: tuple[FiredTrigger, ...]
    verdict: str
    is_against: bool


class ClosedRest(Frozen):
    """The number of closed releases that are shown only on the page of their system."""

    system: Link
    count: int


class ClosedView(Frozen):
    """Closed releases, the last one closed first; `rest` counts the closed releases that are left out, by system."""

    rows: tuple[ClosedRow, ...]
    rest: tuple[ClosedRest, ...] = ()

    @property
    def more(self) -> int:
        """The number of releases left out."""
        return sum(rest.count for rest in self.rest)


def show_closed(systems: Iterable[System], site: SitePlan, source: str, most: int | None = None) -> ClosedView | None:
    """The last closed releases of these systems, at most `most`, for the page at `source`; None if none is closed."""
    closed = [
        (system, release)
        for system in systems
        for release in system.releases.values()
        if release is not None and release.outcome
    ]
    if not closed:
        return None
    closed.sort(key=lambda pair: -_closed_at(pair[1], site))
    shown, left = closed[:most], closed[len(closed[:most]) :]
    rows = tuple(_show_row(system, release, site, source) for system, release in shown)
    return ClosedView(rows, _count_rest([system for system, _ in left], site, source))


def _closed_at(release: Release, site: SitePlan) -> float:
    closing = site.judgements[release.ref].closing
    return closing.closed.landed_at.timestamp() if closing and closing.closed.landed_at else 0.0


def _count_rest(systems: Sequence[System], site: SitePlan, source: str) -> tuple[ClosedRest, ...]:
    counts: dict[str, tuple[System, int]] = {}
    for system in systems:
        counts[system.id] = system, counts.get(system.id, (system, 0))[1] + 1
    by_name = sorted(counts.values(), key=lambda pair: pair[0].name.casefold())
    return tuple(
        ClosedRest(Link(system.name, site.urls.link(source, site.system_page(system.id), CLOSED)), count)
        for system, count in by_name
    )


def _show_row(system: System, release: Release, site: SitePlan, source: str) -> ClosedRow:
    judgement = site.judgements[release.ref]
    closing = judgement.closing
    at = closing.closed.landed_at if closing else None
    return ClosedRow(
        name=system.name_release(release.id),
        title=release.title,
        href=site.urls.link(source, site.release_page(release.ref)),
        stamp=stamp_release(release, judgement),
        day=show_day(at) if at else None,
        fired=list_reasons(context_of(release, site), source),
        verdict=judgement.verdict.value if closing else "not verified",
        is_against=release.outcome == "deployed" and judgement.verdict is Verdict.NO_GO and closing is not None,
    )

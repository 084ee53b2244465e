"""Releases in lists: the open ones as cards, the closed ones as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, Plan, show_day, show_plan
from gonogo.model.judgement import BlockerRule, Verdict
from gonogo.model.references import Ref
from gonogo.site.parts.alarms import Alarm, list_alarms
from gonogo.site.parts.fired_triggers import FiredTrigger, FiredView, covers_group, list_reasons, show_fired
from gonogo.site.parts.progress import ProgressRow, show_phases
from gonogo.site.parts.stamp import Stamp, stamp_release
from gonogo.site.release_context import context_of
from gonogo.verdict.reasons import group_reasons, say_excuses, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.ids import ReleaseId
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


class CardReason(Frozen):
    """A group of reasons on a card; `names` is empty for a large group, `href` leads to the whole group."""

    heading: str
    names: str
    href: str


class ReleaseCard(Frozen):
    """An open release, or one whose file does not decode: then `plan` is None, and `title` and `phases` say nothing.

    `fired` and `alarms` come before all `reasons`.
    """

    name: str
    title: str
    href: str
    verdict: Verdict
    stamp: Stamp
    sentence: str
    fired: FiredView | None
    alarms: tuple[Alarm, ...]
    plan: Plan | None
    phases: tuple[ProgressRow, ...]
    reasons: tuple[CardReason, ...]
    declared: str
    declared_href: str
    is_contradicted: bool


class ClosedRow(Frozen):
    """A closed release: its stamp, the day on which it was closed, what fired, and the verdict as of T-0 in words."""

    name: str
    title: str
    href: str
    stamp: Stamp
    day: Clock | None
    fired: tuple[FiredTrigger, ...]
    verdict: str
    is_against: bool


def list_closed(systems: Iterable[System], site: SitePlan, source: str) -> tuple[ClosedRow, ...]:
    """A row for every closed release of these systems, the last one that was closed first."""
    rows = []
    for system in systems:
        for release in system.releases.values():
            if release is None or not release.outcome:
                continue
            judgement = site.judgements[release.ref]
            closing = judgement.closing
            at = closing.closed.landed_at if closing else None
            context = context_of(release, site)
            row = ClosedRow(
                name=f"{system.name} {release.id}",
                title=release.title,
                href=site.urls.link(source, site.release_page(release.ref)),
                stamp=stamp_release(release, judgement),
                day=show_day(at) if at else None,
                fired=list_reasons(context, source),
                verdict=judgement.verdict.value if closing else "not verified",
                is_against=release.outcome == "deployed" and judgement.verdict is Verdict.NO_GO and closing is not None,
            )
            rows.append((at.timestamp() if at else 0.0, row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: -pair[0]))


def list_cards(systems: Iterable[System], site: SitePlan, source: str) -> Iterator[ReleaseCard]:
    """A card for every release of these systems that is not closed, as the page at `source` links them."""
    for system in systems:
        for name, release in system.releases.items():
            if release is None or not release.outcome:
                yield _show_card(system, name, release, site, source)


def _show_card(system: System, name: ReleaseId, release: Release | None, site: SitePlan, source: str) -> ReleaseCard:
    ref = Ref(system.id, name)
    judgement, page = site.judgements[ref], site.release_page(ref)
    context = context_of(release, site) if release else None
    fired = show_fired(context, source) if context else None
    left_out = _left_out(context)
    return ReleaseCard(
        name=f"{system.name} {name}",
        title=release.title if release else "The file does not decode",
        href=site.urls.link(source, page),
        verdict=judgement.verdict,
        stamp=stamp_release(release, judgement),
        sentence=say_verdict(judgement, release),
        fired=fired,
        alarms=list_alarms(context, source) if context else (),
        plan=show_plan(release) if release else None,
        phases=show_phases(context, source, ("go", "close")) if context else (),
        reasons=tuple(
            CardReason(heading, names, site.urls.link(source, page, f"reason{number}_"))
            for number, (heading, names, rule) in enumerate(_say_reasons(judgement, release), 1)
            if rule not in left_out
        ),
        declared=release.declared if release else "",
        declared_href=site.urls.link(source, page, "declared_"),
        is_contradicted=any(contradiction.ref == ref for contradiction in judgement.contradictions),
    )


def _left_out(context: ReleaseContext | None) -> tuple[BlockerRule, ...]:
    """The groups of blockers that the card or the page says elsewhere: fired triggers, and the notice of the site."""
    is_fired = context is not None and covers_group(context)
    is_noticed = context is not None and context.site.notice is not None
    return (
        *((BlockerRule.FIRED_TRIGGER,) if is_fired else ()),
        *((BlockerRule.NO_HISTORY,) if is_noticed else ()),
    )


def _say_reasons(judgement: Judgement, release: Release | None) -> list[tuple[str, str, BlockerRule | None]]:
    """The heading, names and rule of each group of blockers; without any, of the waivers and conditions."""
    groups: list[tuple[str, str, BlockerRule | None]]
    groups = [(group.heading, group.names, group.rule) for group in group_reasons(judgement, release)]
    if groups or not judgement.excuses:
        return groups
    return [(say_excuses(judgement), "; ".join(excuse.title for excuse in judgement.excuses), None)]

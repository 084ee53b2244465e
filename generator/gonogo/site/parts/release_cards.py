"""Cards of open releases: the verdict, T-0, the progress and the most important reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, Plan, show_brief, show_plan
from gonogo.model.judgement import BlockerRule, Verdict
from gonogo.site.parts.alarms import Alarm, list_alarms
from gonogo.site.parts.fired_triggers import FiredView, covers_group, show_fired
from gonogo.site.parts.progress import ProgressRow, show_phases
from gonogo.site.parts.stamp import Stamp, stamp_release
from gonogo.verdict.reasons import group_reasons, say_excuses, say_verdict

if TYPE_CHECKING:
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Release
    from gonogo.site.parts.open_releases import OpenRelease
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


class CardReason(Frozen):
    """A group of reasons on a card.

    `names` lists the entries, "" for a large group; `href` links to the whole group.
    """

    heading: str
    names: str
    href: str


class ReleaseCard(Frozen):
    """An open release. If its file cannot be decoded, `plan` is None, `phases` is empty, and `title` says so.

    The card shows `fired` and `alarms` before all `reasons`. `t_zero` is T-0 in few words, None if T-0 is not planned
    or not known; `is_past` says that T-0 is over. `overdue` is the number of overdue entries.
    """

    system: str
    release: str
    title: str
    href: str
    verdict: Verdict
    stamp: Stamp
    sentence: str
    fired: FiredView | None
    alarms: tuple[Alarm, ...]
    plan: Plan | None
    t_zero: Clock | None
    is_past: bool
    overdue: int
    phases: tuple[ProgressRow, ...]
    reasons: tuple[CardReason, ...]
    declared: str
    declared_href: str
    is_contradicted: bool

    @property
    def name(self) -> str:
        """The name of the system with the id of the release."""
        return f"{self.system} {self.release}"


def show_card(of: OpenRelease, site: SitePlan, source: str) -> ReleaseCard:
    """The card of an open release, with links from the page at `source`."""
    context, judgement, page = of.context, site.judgements[of.ref], site.release_page(of.ref)
    release = context.release if context else None
    left_out = _list_shown_elsewhere(context)
    return ReleaseCard(
        system=of.system.name,
        release=of.ref.release,
        title=release.title if release else "The file cannot be read",
        href=site.urls.link(source, page),
        verdict=judgement.verdict,
        stamp=stamp_release(release, judgement),
        sentence=say_verdict(judgement, release),
        fired=show_fired(context, source) if context else None,
        alarms=list_alarms(context, source) if context else (),
        plan=show_plan(release) if release else None,
        t_zero=show_brief(of.t_zero, site.stamp.as_of) if of.t_zero else None,
        is_past=of.is_past,
        overdue=len(context.overdue) if context else 0,
        phases=show_phases(context, source, ("go", "close")) if context else (),
        reasons=tuple(
            CardReason(heading, names, site.urls.link(source, page, f"reason{number}_"))
            for number, (heading, names, rule) in enumerate(_say_reasons(judgement, release), 1)
            if rule not in left_out
        ),
        declared=release.declared if release else "",
        declared_href=site.urls.link(source, page, "declared_"),
        is_contradicted=any(contradiction.ref == of.ref for contradiction in judgement.contradictions),
    )


def _list_shown_elsewhere(context: ReleaseContext | None) -> tuple[BlockerRule, ...]:
    """The groups of blockers that another part of the card or the page already shows."""
    is_fired = context is not None and covers_group(context)
    is_noticed = context is not None and context.site.notice is not None
    return (
        *((BlockerRule.FIRED_TRIGGER,) if is_fired else ()),
        *((BlockerRule.NO_HISTORY,) if is_noticed else ()),
    )


def _say_reasons(judgement: Judgement, release: Release | None) -> list[tuple[str, str, BlockerRule | None]]:
    """The heading, names and rule of each group of blockers.

    Without blockers, one group of waivers and conditions, which has no rule.
    """
    groups: list[tuple[str, str, BlockerRule | None]]
    groups = [(group.heading, group.names, group.rule) for group in group_reasons(judgement, release)]
    if groups or not judgement.excuses:
        return groups
    return [(say_excuses(judgement), "; ".join(excuse.title for excuse in judgement.excuses), None)]

"""The overview of a release: the verdict, its reasons, who is next, and how far everything is.

It is the page that a link to a release leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.clock import Plan, say_day, say_moment, show_plan
from gonogo.site.layout import SIGN_OFFS
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.burn_up_chart import BurnUpView, show_burn_up
from gonogo.site.parts.changes import CHANGED, ChangesView, show_changes
from gonogo.site.parts.entry_view import DECLARES, described_facts
from gonogo.site.parts.next_steps import plan_next, plan_steps
from gonogo.site.parts.page_head import frame_page
from gonogo.site.parts.progress import ProgressGroup, ProgressView, show_phases, show_sections
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.sign_off_slots import list_slots, say_valid
from gonogo.verdict.reasons import group_reasons, plural, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.judgement import Excuse, Verdict
    from gonogo.model.references import Ref
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.parts.sign_off_slots import SignOffSlot
    from gonogo.site.release_context import ReleaseContext


class Reason(Frozen):
    """A blocker, an excuse or a contradiction, with a link to its entry; "" if it is about the whole release."""

    title: tuple[TextPart, ...]
    why: tuple[TextPart, ...]
    href: str


class ReasonsView(Frozen):
    """A group of reasons under a heading; `names` is empty for a large group."""

    anchor: str
    heading: str
    names: str
    reasons: tuple[Reason, ...]


class VerdictView(Frozen):
    """The verdict with the reasons for it, and the status that the document declares.

    `plan` is None for a closed release: its sentence has the outcome.
    """

    verdict: Verdict
    sentence: str
    as_of: str
    plan: Plan | None
    groups: tuple[ReasonsView, ...]
    declared: str
    declared_on: str
    contradictions: tuple[Reason, ...]


class StripView(Frozen):
    """All sign-off slots of a release, with a sentence that counts the valid ones."""

    sentence: str
    href: str
    slots: tuple[SignOffSlot, ...]


def plan_overview(context: ReleaseContext) -> Page:
    """The verdict first, then its reasons, then what to do, then the rest."""
    view = _show_verdict(context)
    blocks: list[Block] = [Fragment("verdict", view)]
    if steps := plan_steps(context):
        blocks += [Heading(2, "First steps", "first_"), Fragment("steps", steps)]
    if view.groups:
        heading = "Blockers" if context.judgement.blockers else "What this verdict depends on"
        blocks += [Heading(2, heading, "blockers_"), Fragment("blockers", view.groups)]
    if following := plan_next(context):
        blocks += [Heading(2, "Who is next", "next_"), Fragment("next", following)]
    blocks += [Heading(2, "Progress", "progress_"), Fragment("progress", _show_progress(context))]
    burn_up = show_burn_up(context)
    blocks += [Heading(2, "Burn-up", "burn-up_")]
    blocks.append(Fragment("burn_up" if isinstance(burn_up, BurnUpView) else "empty", burn_up))
    slots = tuple(list_slots(context))
    strip = StripView(f"{say_valid(slots)}.", context.link_page(SIGN_OFFS), slots)
    blocks += [Heading(2, "Sign-offs", "sign-offs_")]
    blocks.append(Fragment("strip", strip) if strip.slots else Fragment("empty", "This release asks nobody to sign."))
    changes = show_changes(context)
    blocks += [Heading(2, "What changed", CHANGED)]
    blocks.append(Fragment("changes" if isinstance(changes, ChangesView) else "empty", changes))
    if facts := _release_facts(context):
        blocks += [Heading(2, "About this checklist", "about_"), Fragment("facts", facts)]
    anchors = ("verdict_", "declared_", *(group.anchor for group in view.groups))
    return frame_page(context, context.release.title, *blocks, anchors=anchors)


def _release_facts(context: ReleaseContext) -> tuple[Fact, ...]:
    # The declared status is shown beside the verdict, and T-0 in the banner.
    facts = [fact for fact in described_facts(context.release) if fact.label != DECLARES]
    # A phase without a page of its own has no other place for its facts.
    for phase in context.release.phases.values():
        if phase.id not in context.layout.phases:
            facts += [replace(fact, label=f"{phase.title}: {fact.label}") for fact in described_facts(phase)]
    return tuple(facts)


def _show_verdict(context: ReleaseContext) -> VerdictView:
    judgement, release = context.judgement, context.release
    return VerdictView(
        verdict=judgement.verdict,
        sentence=say_verdict(judgement, release),
        as_of=say_moment(judgement.as_of),
        plan=None if release.outcome else show_plan(release),
        groups=tuple(_group_reasons(context)),
        declared=release.declared,
        declared_on=say_day(release.declared_on) if release.declared_on else "",
        contradictions=tuple(
            Reason(
                parse_prose(contradiction.title),
                parse_prose(f'declared "{contradiction.declared}", but {contradiction.computed}'),
                _link(contradiction.ref, context),
            )
            for contradiction in judgement.contradictions
        ),
    )


def _group_reasons(context: ReleaseContext) -> Iterator[ReasonsView]:
    """The groups of blockers, then the waivers and conditions on which the verdict depends."""
    judgement = context.judgement
    number = 0
    for number, group in enumerate(group_reasons(judgement, context.release), 1):
        reasons = tuple(
            Reason(parse_prose(blocker.title), parse_prose(blocker.why), _link(blocker.ref, context))
            for blocker in group.blockers
        )
        yield ReasonsView(f"reason{number}_", group.heading, group.names, reasons)
    if judgement.excuses:
        excuses = tuple(_show_excuse(excuse, context) for excuse in judgement.excuses)
        count = len(excuses)
        heading = f"{count} {plural(count, 'waiver')} or {plural(count, 'condition')}"
        yield ReasonsView(f"reason{number + 1}_", heading, "", excuses)


def _show_excuse(excuse: Excuse, context: ReleaseContext) -> Reason:
    parts = (excuse.what, excuse.protects, excuse.until and f"until {excuse.until}")
    return Reason(parse_prose(excuse.title), parse_prose("; ".join(filter(None, parts))), context.link_ref(excuse.ref))


def _link(ref: Ref, context: ReleaseContext) -> str:
    return context.link_ref(ref) if ref.section else ""


def _show_progress(context: ReleaseContext) -> ProgressView:
    groups = [
        ProgressGroup(phase.title, "counts for the go", show_sections(phase.id, context))
        for phase in context.release.phases.values()
        if phase.gate == "go"
    ]
    groups = [group for group in groups if group.rows]
    if later := show_phases(context, context.path, ("close", "none")):
        groups.append(ProgressGroup("Later", "does not count for the go, triggers that decide it apart", later))
    return ProgressView(tuple(groups))

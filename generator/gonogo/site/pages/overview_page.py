"""The overview of a release: the verdict with its reasons, the people who have to act next, and the progress.

A link to a release leads to its overview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.clock import Plan, say_day, say_moment, show_plan
from gonogo.model.judgement import BlockerRule, Verdict
from gonogo.model.trust_codes import TrustCode
from gonogo.site.layout import SIGN_OFFS
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.alarms import Alarm, list_alarms
from gonogo.site.parts.badge import offer_badge
from gonogo.site.parts.burn_up_chart import BurnUpView, show_burn_up
from gonogo.site.parts.changes import CHANGED, ChangesView, show_changes
from gonogo.site.parts.entry_view import DECLARES, described_facts
from gonogo.site.parts.fired_triggers import FiredView, covers_group, is_after_t_zero, show_fired
from gonogo.site.parts.next_steps import plan_next, plan_steps
from gonogo.site.parts.outcome_view import OutcomeView, show_outcome
from gonogo.site.parts.page_head import FactBox, frame_page, plan_notice
from gonogo.site.parts.progress import ProgressGroup, ProgressView, show_phases, show_sections
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.sign_off_slots import list_slots, say_valid
from gonogo.site.parts.stamp import Stamp, stamp_release, stamp_verdict
from gonogo.verdict.open_work import say_overdue
from gonogo.verdict.reasons import (
    group_reasons,
    plural,
    say_blockers,
    say_closed,
    say_closing,
    say_excuses,
    say_verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.judgement import Excuse
    from gonogo.model.references import Ref
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.parts.sign_off_slots import SignOffRow
    from gonogo.site.release_context import ReleaseContext


class Reason(Frozen):
    """A blocker, a contradiction, or an excuse (a waiver or a condition).

    `href` links to the entry, "" if the reason concerns the whole release. `title` is empty if the heading of the group
    contains the title.

    `is_alarm` marks a decision that was written in another person's name.
    """

    title: tuple[TextPart, ...]
    why: tuple[TextPart, ...]
    href: str
    is_alarm: bool = False


class ReasonsView(Frozen):
    """A group of reasons under a heading; the page shows the reasons when the reader expands the heading.

    `names` lists the entries, "" for a large group. `is_open` says that the group is expanded at first. `is_blocking`
    is True for blockers, which are numbered, and False for waivers and conditions.
    """

    anchor: str
    heading: str
    names: str
    reasons: tuple[Reason, ...]
    is_open: bool = False
    is_blocking: bool = True


class VerdictView(Frozen):
    """The badge of a release, the reasons for its verdict, and the status that the document declares.

    The page shows `sentence`, then `overdue` ("" without overdue entries), `plan`, and in small print `as_of`.
    `happened` is None for an open release. For a closed release, `plan` is None, and `groups` contain only waivers and
    conditions. The page shows `fired` triggers before the `groups`, which do not repeat them. `stamp` is the badge of
    the outcome or the verdict, `verdict` always the badge of the verdict.
    """

    stamp: Stamp
    verdict: Stamp
    sentence: str
    overdue: str
    as_of: str
    plan: Plan | None
    happened: OutcomeView | None
    fired: FiredView | None
    alarms: tuple[Alarm, ...]
    groups: tuple[ReasonsView, ...]
    declared: str
    declared_on: str
    contradictions: tuple[Reason, ...]


class StripView(Frozen):
    """All sign-off slots of a release, with a sentence that counts the valid sign-offs."""

    sentence: str
    href: str
    slots: tuple[SignOffRow, ...]


def plan_overview(context: ReleaseContext) -> Page:
    """The verdict with its reasons first, then the next steps, then the progress and everything else."""
    view = _show_verdict(context)
    blocks: list[Block] = [Fragment("verdict", view), *_plan_notices(context)]
    if steps := plan_steps(context):
        blocks += [Heading(2, "First steps", "first_"), Fragment("steps", steps)]
    if following := plan_next(context):
        blocks += [Heading(2, "Who is next", "next_"), Fragment("next", following)]
    blocks += [Heading(2, "Progress", "progress_"), Fragment("progress", _show_progress(context))]
    burn_up = show_burn_up(context)
    blocks += [Heading(2, "Burn-up", "burn-up_")]
    blocks.append(Fragment("burn_up" if isinstance(burn_up, BurnUpView) else "empty", burn_up))
    slots = list_slots(context)
    strip = StripView(f"{say_valid(context)}.", context.link_page(SIGN_OFFS), slots)
    blocks += [Heading(2, "Sign-offs", "sign-offs_")]
    blocks.append(Fragment("strip", strip) if strip.slots else Fragment("empty", "This release has no sign-off slots."))
    changes = show_changes(context)
    blocks += [Heading(2, "What changed", CHANGED)]
    blocks.append(Fragment("changes" if isinstance(changes, ChangesView) else "empty", changes))
    if facts := _release_facts(context):
        blocks += [Heading(2, "About this checklist", "about_"), Fragment("facts", facts)]
    blocks.append(Fragment("badge", offer_badge(context.release.ref, context.path, context.site)))
    fired = ("reason1_",) if view.fired else ()
    anchors = ("verdict_", "declared_", *fired, *(group.anchor for group in view.groups))
    return frame_page(context, context.release.title, *blocks, anchors=anchors)


def _plan_notices(context: ReleaseContext) -> Iterator[Fragment]:
    """The reason why no sign-off can count, unless a blocker in the banner gives this reason; then `_plan_remarks`."""
    if not any(blocker.rule is BlockerRule.NO_HISTORY for blocker in context.judgement.blockers):
        yield from plan_notice(context.site)
    yield from _plan_remarks(context)


def _plan_remarks(context: ReleaseContext) -> Iterator[Fragment]:
    """Boxes about an outcome that is not merged yet, a deployment against NO-GO, and irregularities of the closing."""
    closing, judgement = context.judgement.closing, context.judgement
    refusal = judgement.outcome_refusal
    if refusal is not None and refusal.code == TrustCode.PENDING:
        yield Fragment("fact", FactBox("warn", "Not merged yet", parse_prose(f"Outcome: {refusal.text}.")))
    if closing is None:
        return
    if closing.outcome == "deployed" and judgement.verdict is Verdict.NO_GO:
        count = len(judgement.blockers)
        text = (
            f"The release had {count} {plural(count, 'blocker')} at T-0; `gonogo status {context.release.ref}` "
            f"lists {'it' if count == 1 else 'them'}."
        )
        yield Fragment("fact", FactBox("bad", "Deployed against NO-GO", parse_prose(text)))
    for remark in closing.remarks:
        yield Fragment("fact", FactBox("warn", "Check the times", parse_prose(f"{remark.text}.")))


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
        stamp=stamp_release(release, judgement),
        verdict=stamp_verdict(judgement.verdict),
        sentence=_say_sentence(context),
        overdue=say_overdue(len(context.overdue)),
        as_of=say_closing(judgement)
        if release.outcome
        else f"Judged as of {say_moment(release.in_zone(judgement.as_of))}",
        plan=None if release.outcome else show_plan(release),
        happened=show_outcome(context),
        fired=show_fired(context, context.path),
        alarms=list_alarms(context, context.path),
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


def _say_sentence(context: ReleaseContext) -> str:
    """The sentence beside the badge: the closing of a closed release, else the verdict.

    After T-0, the sentence only gives the number of blockers, because it is too late to say that nobody should deploy.
    """
    judgement = context.judgement
    if context.release.outcome:
        return say_closed(judgement)
    if judgement.blockers and is_after_t_zero(context):
        return say_blockers(judgement)
    return say_verdict(judgement)


def _group_reasons(context: ReleaseContext) -> Iterator[ReasonsView]:
    """The groups of blockers of an open release, then the waivers and conditions on which the verdict depends."""
    judgement = context.judgement
    number = 0
    groups = () if context.release.outcome else group_reasons(judgement, context.release)
    for number, group in enumerate(groups, 1):
        if group.rule is BlockerRule.FIRED_TRIGGER and covers_group(context):
            continue
        if group.rule is BlockerRule.NO_HISTORY and (notice := context.site.notice):
            why = parse_prose(f"{notice.text} {notice.hint}")
            reason = Reason((), why, "")
            yield ReasonsView(f"reason{number}_", group.heading, "", (reason,), is_open=True)
            continue
        reasons = tuple(
            Reason(
                parse_prose(blocker.title),
                parse_prose(blocker.why),
                _link(blocker.ref, context),
                is_alarm=blocker.code == TrustCode.AUTHOR_MISMATCH,
            )
            for blocker in group.blockers
        )
        yield ReasonsView(f"reason{number}_", group.heading, group.names, reasons)
    if judgement.excuses:
        excuses = tuple(_show_excuse(excuse, context) for excuse in judgement.excuses)
        yield ReasonsView(
            f"reason{number + 1}_",
            say_excuses(judgement),
            "",
            excuses,
            is_open=not judgement.blockers and not context.release.outcome,
            is_blocking=False,
        )


def _show_excuse(excuse: Excuse, context: ReleaseContext) -> Reason:
    parts = (excuse.what, excuse.protects, excuse.until and f"until {excuse.until}")
    return Reason(parse_prose(excuse.title), parse_prose("; ".join(filter(None, parts))), context.link_ref(excuse.ref))


def _link(ref: Ref, context: ReleaseContext) -> str:
    return context.link_ref(ref) if ref.section else ""


def _show_progress(context: ReleaseContext) -> ProgressView:
    groups = [
        ProgressGroup(phase.title, "required for GO", show_sections(phase.id, context))
        for phase in context.release.phases.values()
        if phase.gate == "go"
    ]
    groups = [group for group in groups if group.rows]
    if later := show_phases(context, context.path, ("close", "none")):
        groups.append(ProgressGroup("After GO", "not required for GO, except no-go triggers", later))
    return ProgressView(tuple(groups))

"""The overview of a release: the verdict, its reasons, and how far everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.sections.signoffs import SignOff
from gonogo.site.bar import frame_page, say_plan
from gonogo.site.clock import say_day
from gonogo.site.entries import DECLARES, Fact, State, described_facts, show_state, text_fact
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.prose import Part, parse_prose
from gonogo.site.reach import Reach, reach_owner
from gonogo.site.reasons import group_reasons, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.judgement import Verdict
    from gonogo.site.page import Block
    from gonogo.site.plan import Shelf


class Reason(Frozen):
    """A blocker, an excuse or a contradiction, with a link to its place."""

    title: tuple[Part, ...]
    why: tuple[Part, ...]
    href: str


class ReasonsView(Frozen):
    """A group of reasons under a heading."""

    heading: str
    reasons: tuple[Reason, ...]


class VerdictView(Frozen):
    """The verdict with everything that decides it, and what the document says of itself."""

    verdict: Verdict
    sentence: str
    plan: str
    groups: tuple[ReasonsView, ...]
    declared: str
    declared_on: str
    contradictions: tuple[Reason, ...]


class ProgressRow(Frozen):
    """A section with its numbers."""

    title: str
    href: str
    settled: int
    total: int


class PhaseProgress(Frozen):
    """A phase with its numbers and those of its sections."""

    title: str
    gate: str
    settled: int
    total: int
    rows: tuple[ProgressRow, ...]


class SlotRow(Frozen):
    """A sign-off slot in a table."""

    title: tuple[Part, ...]
    href: str
    holders: tuple[Reach, ...]
    by: str
    state: State
    level: str


def plan_overview(shelf: Shelf) -> Page:
    release = shelf.release
    blocks: list[Block] = [Fragment("verdict", _show_verdict(shelf))]
    if release.about or release.note or release.gaps or release.see:
        blocks.append(Fragment("facts", _release_facts(shelf)))
    blocks += [Heading(2, "Progress", "progress_"), Fragment("progress", _show_progress(shelf))]
    slots = tuple(_slots(shelf))
    blocks += [Heading(2, "Sign-offs", "sign-offs_")]
    blocks.append(Fragment("slots", slots) if slots else Fragment("empty", "This release asks nobody to sign."))
    return frame_page(shelf, release.title, *blocks, anchors=("verdict_",))


def _release_facts(shelf: Shelf) -> tuple[Fact, ...]:
    facts = described_facts(shelf.release)
    # The declared status has a place of its own, beside the verdict.
    return (text_fact("Checklist", shelf.release.title), *(fact for fact in facts if fact.label != DECLARES))


def _show_verdict(shelf: Shelf) -> VerdictView:
    judgement, release = shelf.judgement, shelf.release
    groups = [
        ReasonsView(
            group.heading,
            tuple(
                Reason(parse_prose(one.title), parse_prose(one.why), shelf.link_to(shelf.path, one.ref))
                for one in group.blockers
            ),
        )
        for group in group_reasons(judgement, release)
    ]
    if judgement.excuses:
        excuses = tuple(
            Reason(
                parse_prose(one.title),
                parse_prose(
                    "; ".join(part for part in (one.what, one.protects, one.until and f"until {one.until}") if part)
                ),
                shelf.link_to(shelf.path, one.ref),
            )
            for one in judgement.excuses
        )
        groups.append(ReasonsView("Waivers and conditions", excuses))
    return VerdictView(
        verdict=judgement.verdict,
        sentence=say_verdict(judgement, release),
        plan=say_plan(shelf.release),
        groups=tuple(groups),
        declared=release.declared,
        declared_on=say_day(release.declared_on) if release.declared_on else "",
        contradictions=tuple(
            Reason(
                parse_prose(one.title),
                parse_prose(f'declared "{one.declared}", but {one.computed}'),
                shelf.link_to(shelf.path, one.ref),
            )
            for one in judgement.contradictions
        ),
    )


def _show_progress(shelf: Shelf) -> tuple[PhaseProgress, ...]:
    judgement = shelf.judgement
    return tuple(
        PhaseProgress(
            phase.title,
            phase.gate,
            *judgement.phases[phase.id],
            tuple(
                ProgressRow(
                    section.title,
                    shelf.link_page(shelf.home_of(section), shelf.anchor_of(section)),
                    *judgement.sections[section.id],
                )
                for section in shelf.release.sections_of(phase.id)
            ),
        )
        for phase in shelf.release.phases.values()
    )


def _slots(shelf: Shelf) -> Iterator[SlotRow]:
    for section, entry in shelf.release.walk():
        if isinstance(entry, SignOff):
            standing = shelf.judgement.standings[entry.id]
            yield SlotRow(
                parse_prose(entry.title),
                shelf.link_page(shelf.home_of(section), entry.id),
                reach_owner(entry.signing_role, shelf.system, shelf.snapshot),
                shelf.person_name(entry.by) if entry.by else "",
                show_state(standing.state.value),
                standing.level or "",
            )

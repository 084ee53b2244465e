"""The judgement of a release, computed only from the release, its `Grounds` and a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.judgement import Blocker, BlockerRule, Excuse, Judgement, Tally, Verdict
from gonogo.verdict.contradictions import find_contradictions
from gonogo.verdict.coverage import counted_slots, find_ready_slots, find_uncovered
from gonogo.verdict.entry_evaluation import EntryEvaluation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.model.ids import EntryId
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release, Section
    from gonogo.verdict.entry_evaluation import SectionContext
    from gonogo.verdict.grounds import Grounds

_ORDER = {rule: number for number, rule in enumerate(BlockerRule)}


def judge(release: Release, grounds: Grounds, as_of: datetime) -> Judgement:
    """The judgement of a release as of a time. The same arguments always give the same judgement."""
    evaluation = EntryEvaluation(release, grounds, as_of)
    entries, settled, counted = evaluation.entries, frozenset(evaluation.settled), _find_counted(evaluation)
    blockers = tuple(sorted(_find_blockers(evaluation), key=lambda blocker: _ORDER[blocker.rule]))
    excuses = tuple(_find_excuses(evaluation))
    verdict = Verdict.NO_GO if blockers else Verdict.CONDITIONAL if excuses else Verdict.GO
    return Judgement(
        verdict=verdict,
        as_of=as_of,
        blockers=blockers,
        excuses=excuses,
        progress=_tally_all(evaluation, counted, settled),
        phases={phase: _tally(_ids_in(release.sections_of(phase)), counted, settled) for phase in release.phases},
        sections={section.id: _tally_section(section, settled) for section in release.sections.values()},
        settled=settled,
        counted=counted,
        states={entry.id: entry.state(context) for context, entry in entries},
        standings={entry.id: context.standing(entry.id) for context, entry in entries if entry.id in evaluation.slots},
        contradictions=tuple(find_contradictions(evaluation, verdict)),
        approvals=grounds.approvals,
        answers=grounds.answers,
        ready=frozenset(find_ready_slots(release, settled)),
        unproven=frozenset(entry.id for context, entry in entries if entry.lacks_evidence(context)),
        requires=grounds.requires,
        has_history=grounds.has_history,
    )


def measure_progress(release: Release, grounds: Grounds, as_of: datetime) -> Tally:
    """The `progress` of the judgement of a release, without the rest of the judgement."""
    evaluation = EntryEvaluation(release, grounds, as_of)
    return _tally_all(evaluation, _find_counted(evaluation), frozenset(evaluation.settled))


def judge_unreadable(ref: Ref, location: Location, as_of: datetime) -> Judgement:
    """The judgement of a release whose file cannot be decoded: NO-GO with one blocker."""
    blocker = Blocker(ref, BlockerRule.UNREADABLE, location.path, "cannot be read; see gonogo check", location)
    return Judgement(Verdict.NO_GO, as_of, (blocker,))


def _find_blockers(evaluation: EntryEvaluation) -> Iterator[Blocker]:
    """The blockers of entries in document order, then the blockers of sections and of the whole release."""
    release = evaluation.release
    for context, entry in evaluation.entries:
        if blocked := evaluation.blocked.get(entry.id):
            ref = release.ref_of(context.section, entry)
            yield Blocker(ref, blocked.rule, entry.title, blocked.why, entry.where.location, blocked.code)
    yield from _find_missing_signoffs(release, evaluation.grounds)
    for block in evaluation.grounds.blocks:
        yield Blocker(release.ref, block.rule, block.title, block.why, release.where.location, block.code)
    for path in evaluation.grounds.unreadable:
        yield _block_release(release, BlockerRule.UNREADABLE, path, "cannot be read; see gonogo check")
    if not evaluation.grounds.has_history:
        why = f"{evaluation.grounds.why_unverified}, so sign-offs and waivers do not count"
        yield _block_release(release, BlockerRule.NO_HISTORY, "History", why)


def _find_missing_signoffs(release: Release, grounds: Grounds) -> Iterator[Blocker]:
    """The blockers about missing slots and missing coverage.

    There is a blocker for each section that no sign-off covers, for each required role without a slot, and for a
    release without any slot in a `go` phase.
    """
    uncovered = find_uncovered(release)
    for section in uncovered:
        ref, why = release.ref_of_group(section.id), "no sign-off covers this section"
        yield Blocker(ref, BlockerRule.UNCOVERED_SECTION, section.title, why, section.where.location)
    offered = {slot.signing_role for slot in counted_slots(release)}
    for role in grounds.required_roles:
        if role not in offered:
            why = "the policy requires this role, but the release has no slot for it"
            yield _block_release(release, BlockerRule.SIGNOFF_MISSING, str(role), why)
    if not offered and not uncovered:
        why = "no sign-off slot counts, so nobody can say go"
        yield _block_release(release, BlockerRule.SIGNOFF_MISSING, "Sign-offs", why)


def _block_release(release: Release, rule: BlockerRule, title: str, why: str) -> Blocker:
    return Blocker(release.ref, rule, title, why, release.where.location)


def _find_excuses(evaluation: EntryEvaluation) -> Iterator[Excuse]:
    """The waivers and conditions that are in force in `go` phases."""
    for context, entry in evaluation.entries:
        is_in_force = entry.id in evaluation.settled and entry.id not in evaluation.blocked
        if context.is_counted and is_in_force and (excused := entry.find_excuse()):
            yield Excuse(evaluation.release.ref_of(context.section, entry), entry.title, *excused)


def _find_counted(evaluation: EntryEvaluation) -> frozenset[EntryId]:
    return frozenset(entry.id for context, entry in evaluation.entries if _counts(context, entry))


def _tally_all(evaluation: EntryEvaluation, counted: frozenset[EntryId], settled: frozenset[EntryId]) -> Tally:
    """The tally of the phases that GO requires."""
    return _tally((entry.id for context, entry in evaluation.entries if context.is_counted), counted, settled)


def _counts(context: SectionContext, entry: Entry) -> bool:
    """Whether an entry counts in the tally of its phase and, if the phase has `gate: go`, of the release."""
    return entry.has_answer and not entry.in_section_only and entry.counts_in_progress(context)


def _tally(entries: Iterable[EntryId], counted: frozenset[EntryId], settled: frozenset[EntryId]) -> Tally:
    """The tally of the given entries, without entries that are not in `counted`."""
    counting = counted.intersection(entries)
    return Tally(len(counting & settled), len(counting))


def _ids_in(sections: Iterable[Section]) -> Iterator[EntryId]:
    return (entry.id for section in sections for entry in section.walk())


def _tally_section(section: Section, settled: frozenset[EntryId]) -> Tally:
    """The tally of a section, in which every entry with its own answer counts."""
    answered = frozenset(entry.id for entry in section.walk() if entry.has_answer)
    return _tally(answered, answered, settled)

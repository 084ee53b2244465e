"""The verdict: a pure function of a release, the standing of its sign-offs and waivers, and a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.format.sections import signoffs
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.ids import ALL, EntryId, PhaseId, RoleId, SectionId
from gonogo.model.judgement import (
    Approval,
    Blocked,
    Blocker,
    BlockerRule,
    Contradiction,
    Excuse,
    Judgement,
    SignOffState,
    Standing,
    Tally,
    Verdict,
)
from gonogo.model.references import Ref, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.release import Described, Entry, Release, Section

_ORDER = {rule: number for number, rule in enumerate(BlockerRule)}
_CLAIM = re.compile(r"✅|\b(ready|go|done|complete|approved|met)\b", re.IGNORECASE)
_DENIAL = re.compile(r"❌|\b(not|no-go)\b", re.IGNORECASE)
_UNAPPROVED = Approval("nobody has approved it")
_UNSIGNED = Standing(SignOffState.UNSIGNED, None, "unsigned", "")


class Evidence(Frozen):
    """What a release is judged by, besides its own file.

    `unreadable` are files that concern the release and do not decode. A slot without a standing is unsigned, a
    waiver without an approval is not approved.
    """

    standings: Mapping[EntryId, Standing] = field(factory=dict)
    approvals: Mapping[EntryId, Approval] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)
    required_roles: tuple[RoleId, ...] = ()
    unreadable: tuple[str, ...] = ()
    has_history: bool = False


class _Evaluation:
    """One hearing of a release: what is settled and what blocks, each entry judged once, behind what it depends on."""

    def __init__(self, release: Release, evidence: Evidence, as_of: datetime) -> None:
        self.release = release
        self.evidence = evidence
        self.as_of = as_of
        self.settled: set[EntryId] = set()
        self.blocked: dict[EntryId, Blocked] = {}
        self.named: dict[Reference, tuple[EntryId, ...]] = {}
        self.are_settled: dict[Reference, bool] = {}
        self.block_elsewhere: dict[Reference, bool] = {}
        self.lack_signoff: dict[Reference, bool] = {}
        contexts = [_SectionContext(self, section) for section in release.sections.values()]
        self.entries = [(context, entry) for context in contexts for entry in context.section.walk()]
        self.slots = {slot.id for _, slot in slots_of(release)}

    def run(self) -> None:
        """Judges every entry, behind what it depends on. Circles were refused when decoding; one would not loop."""
        by_id = {entry.id: (context, entry) for context, entry in self.entries}
        entered: set[EntryId] = set()
        judged: set[EntryId] = set()
        for _, first in self.entries:
            waiting = [first.id]
            while waiting:
                context, entry = by_id[waiting[-1]]
                missing = [] if entry.id in entered else [name for name in self._needs(entry) if name not in entered]
                entered.add(entry.id)
                waiting.extend(missing)
                if not missing:
                    waiting.pop()
                    if entry.id not in judged:
                        judged.add(entry.id)
                        self._judge(context, entry)

    def _needs(self, entry: Entry) -> Iterator[EntryId]:
        """What has to be judged before the entry: all that a criterion follows from, the sign-offs that one covers."""
        for reference in entry.depends_on:
            if entry.id in self.slots:
                yield from (name for name in self.names(reference) if name in self.slots)
            elif reference not in self.are_settled:
                yield from self.names(reference)

    def _judge(self, context: _SectionContext, entry: Entry) -> None:
        for reference in entry.depends_on:
            names = self.names(reference)
            if entry.id in self.slots:
                self.lack_signoff[reference] = any(name in self.slots and name not in self.settled for name in names)
            elif reference not in self.are_settled:
                unsettled = [name for name in names if name not in self.settled]
                self.are_settled[reference] = bool(names) and not unsettled
                self.block_elsewhere[reference] = any(name in self.blocked for name in unsettled)
        if entry.is_settled(context):
            self.settled.add(entry.id)
        if blocked := entry.find_blocker(context):
            self.blocked[entry.id] = blocked

    def names(self, reference: Reference) -> tuple[EntryId, ...]:
        """The entries that a reference names."""
        if reference not in self.named:
            self.named[reference] = tuple(entry.id for _, entry in self.release.named_by(reference))
        return self.named[reference]


class _SectionContext(Frozen):
    """The surroundings of the entries of one section."""

    evaluation: _Evaluation
    section: Section

    @property
    def as_of(self) -> datetime:
        return self.evaluation.as_of

    @property
    def is_counted(self) -> bool:
        return self.evaluation.release.phases[self.section.phase].gate == "go"

    @property
    def decides(self) -> str:
        return self.section.decides

    def is_settled(self, reference: Reference) -> bool:
        """Whether all that is named is settled; what names no entry never is."""
        return self.evaluation.are_settled[reference]

    def blocks_elsewhere(self, reference: Reference) -> bool:
        return self.evaluation.block_elsewhere[reference]

    def lacks_signoff(self, reference: Reference) -> bool:
        return self.evaluation.lack_signoff[reference]

    def name_of(self, person: str) -> str:
        return self.evaluation.evidence.names.get(person, person)

    def standing(self, entry: EntryId) -> Standing:
        return self.evaluation.evidence.standings.get(entry, _UNSIGNED)

    def approval(self, entry: EntryId) -> Approval:
        return self.evaluation.evidence.approvals.get(entry, _UNAPPROVED)


def judge(release: Release, evidence: Evidence, as_of: datetime) -> Judgement:
    """The judgement of a release at a time. The same arguments always give the same judgement."""
    evaluation = _Evaluation(release, evidence, as_of)
    evaluation.run()
    entries, settled = evaluation.entries, frozenset(evaluation.settled)
    blockers = tuple(sorted(_find_blockers(evaluation), key=lambda blocker: _ORDER[blocker.rule]))
    excuses = tuple(_find_excuses(evaluation))
    verdict = Verdict.NO_GO if blockers else Verdict.CONDITIONAL if excuses else Verdict.GO
    return Judgement(
        verdict=verdict,
        as_of=as_of,
        blockers=blockers,
        excuses=excuses,
        progress=_tally((entry for context, entry in entries if _is_in_progress(context, entry)), settled),
        phases=_tally_phases(release, settled),
        sections={section.id: _tally(section.walk(), settled) for section in release.sections.values()},
        settled=settled,
        states={entry.id: entry.state(context) for context, entry in entries},
        standings={entry.id: context.standing(entry.id) for context, entry in entries if entry.id in evaluation.slots},
        contradictions=tuple(_find_contradictions(release, entries, settled, verdict)),
    )


def judge_unreadable(ref: Ref, location: Location, as_of: datetime) -> Judgement:
    """The judgement of a release whose file does not decode: NO-GO, and nothing else is known."""
    blocker = Blocker(ref, BlockerRule.UNREADABLE, location.path, "does not decode; see gonogo check", location)
    return Judgement(Verdict.NO_GO, as_of, (blocker,))


def _is_in_progress(context: _SectionContext, entry: Entry) -> bool:
    return context.is_counted and not entry.in_section_only and entry.counts_in_progress(context)


def _tally(entries: Iterable[Entry], settled: frozenset[EntryId]) -> Tally:
    counted = [entry.id for entry in entries if entry.has_answer]
    return Tally(sum(entry in settled for entry in counted), len(counted))


def _tally_phases(release: Release, settled: frozenset[EntryId]) -> dict[PhaseId, Tally]:
    return {
        phase: _tally(
            (entry for section in release.sections_of(phase) for entry in section.walk() if not entry.in_section_only),
            settled,
        )
        for phase in release.phases
    }


def _ref(release: Release, section: SectionId, entry: EntryId | None = None) -> Ref:
    return Ref(release.system, release.id, section, entry)


def _find_blockers(evaluation: _Evaluation) -> Iterator[Blocker]:
    release, evidence = evaluation.release, evaluation.evidence
    for context, entry in evaluation.entries:
        if blocked := evaluation.blocked.get(entry.id):
            ref = _ref(release, context.section.id, entry.id)
            yield Blocker(ref, blocked.rule, entry.title, blocked.why, entry.where.location)
    uncovered = find_uncovered(release)
    for section in uncovered:
        ref, why = _ref(release, section.id), "no sign-off covers this section"
        yield Blocker(ref, BlockerRule.UNCOVERED_SECTION, section.title, why, section.where.location)
    offered = {slot.signing_role for slot in counted_slots(release)}
    why = "the policy requires this role, and the release offers it no slot"
    missing = [(str(role), why) for role in evidence.required_roles if role not in offered]
    if not offered and not uncovered:
        missing.append(("Sign-offs", "nobody is asked to sign, so nobody can say go"))
    for title, why in missing:
        yield Blocker(release.ref, BlockerRule.SIGNOFF_MISSING, title, why, release.where.location)
    for path in evidence.unreadable:
        why = "does not decode; see gonogo check"
        yield Blocker(release.ref, BlockerRule.UNREADABLE, path, why, release.where.location)
    if not evidence.has_history:
        why = "sign-offs and waivers are not judged by it, so that none of them counts"
        yield Blocker(release.ref, BlockerRule.NO_HISTORY, "History", why, release.where.location)


def counted_slots(release: Release) -> tuple[SignOff, ...]:
    """The sign-offs of `go` phases. Nobody has to sign another one, so no other answers for anything."""
    return tuple(slot for section, slot in slots_of(release) if release.phases[section.phase].gate == "go")


def find_uncovered(release: Release) -> tuple[Section, ...]:
    """The sections of `go` phases with entries, other than sign-offs, that no sign-off covers whole."""
    references = dict.fromkeys(reference for slot in counted_slots(release) for reference in slot.covers)
    covered = {entry for reference in references for entry in _covered_by(reference, release)}
    return tuple(section for section in _counted_sections(release) if not covered.issuperset(_ids(section)))


def _covered_by(reference: Reference, release: Release) -> Iterator[EntryId]:
    if reference.group == ALL:
        for section in _counted_sections(release):
            yield from _ids(section)
    else:
        yield from (entry.id for _, entry in release.named_by(reference))


def _counted_sections(release: Release) -> Iterator[Section]:
    for section in release.sections.values():
        if release.phases[section.phase].gate == "go" and section.entries and section.kind != signoffs.KIND.id:
            yield section


def _ids(section: Section) -> set[EntryId]:
    return {entry.id for entry in section.walk()}


def _find_excuses(evaluation: _Evaluation) -> Iterator[Excuse]:
    """The waivers and conditions that are in force."""
    for context, entry in evaluation.entries:
        if not context.is_counted or entry.id in evaluation.blocked or entry.id not in evaluation.settled:
            continue
        if excused := entry.find_excuse():
            ref = _ref(evaluation.release, context.section.id, entry.id)
            yield Excuse(ref, entry.title, *excused)


def claims_readiness(declared: str) -> bool:
    """Whether a declared status says that something is ready."""
    return bool(_CLAIM.search(declared)) and not _DENIAL.search(declared)


def _find_contradictions(
    release: Release, entries: list[tuple[_SectionContext, Entry]], settled: frozenset[EntryId], verdict: Verdict
) -> Iterator[Contradiction]:
    if claims_readiness(release.declared) and verdict is not Verdict.GO:
        yield _contradiction(release.ref, release, f"the verdict is {verdict.value}")
    for phase in release.phases.values():
        below = [entry for section in release.sections_of(phase.id) for entry in section.walk()]
        yield from _deny_group(Ref(release.system, release.id, SectionId(phase.id)), phase, below, settled)
    for section in release.sections.values():
        yield from _deny_group(_ref(release, section.id), section, list(section.walk()), settled)
    for context, entry in entries:
        if entry.id not in settled and claims_readiness(entry.declared):
            ref = _ref(release, context.section.id, entry.id)
            yield _contradiction(ref, entry, entry.shortfall(context))


def _deny_group(ref: Ref, group: Described, below: list[Entry], settled: frozenset[EntryId]) -> Iterator[Contradiction]:
    left = sum(entry.id not in settled for entry in below)
    if left and claims_readiness(group.declared):
        yield _contradiction(ref, group, f"{left} of {len(below)} entries are not settled")


def _contradiction(ref: Ref, record: Described, computed: str) -> Contradiction:
    return Contradiction(ref, record.declared, record.title, computed, record.where.at("declared"))

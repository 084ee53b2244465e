"""One release: phases, sections and the entries in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from gonogo.model.ids import SectionId
from gonogo.model.judgement import Excused
from gonogo.model.record import Record
from gonogo.model.references import Ref
from gonogo.model.schedule import utc_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from gonogo.core.nodes import Location
    from gonogo.model.ids import ChannelId, EntryId, PersonId, PhaseId, ReleaseId, RoleId, SystemId
    from gonogo.model.judgement import Blocked, EvaluationContext
    from gonogo.model.own_fact import OwnFact
    from gonogo.model.references import Reference
    from gonogo.model.schedule import Due, Duration, Moment, Offset
    from gonogo.model.state_words import StateWord

PROSE = "prose"


class Described(Record):
    """What a release, a phase, a section and an entry may all say of themselves."""

    title: str
    about: str = ""
    see: tuple[str, ...] = ()
    note: str = ""
    declared: str = ""


class Waiver(Record):
    """Why an entry may stay undone, who allows it, and through which day (UTC)."""

    reason: str
    approved_by: PersonId
    until: date
    instead: str = ""

    def is_live(self, as_of: datetime) -> bool:
        """Whether it has not ended: it is valid through its last day."""
        return utc_day(as_of) <= self.until


class Entry(Described, ABC):
    """One thing in a section. Each kind of section has its own subclass in `gonogo.format.sections`.

    `owner` holds roles and people; it, `at`, `due` are as written: `Section` holds the defaults.
    """

    states: ClassVar[tuple[StateWord, ...]]
    """Every state that entries of this kind can have; the first is that of an entry without an answer."""
    answer_keys: ClassVar[tuple[str, ...]] = ("status",)
    """The keys by which somebody answers an entry of this kind, the answer itself first."""
    in_section_only: ClassVar[bool] = False
    """Whether entries of this kind count in their own section and nowhere else."""
    takes_time: ClassVar[bool] = True
    """Whether entries of this kind take up time on the run sheet; those that do not precede the others."""

    id: EntryId
    evidence: tuple[str, ...] = ()
    expect: str = ""
    run: str = ""
    owner: tuple[str, ...] = ()
    at: Offset | None = None
    due: Due | None = None
    minutes: int | None = None

    @property
    def children(self) -> tuple[Entry, ...]:
        """The entries below this one."""
        return ()

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        """What has to be judged before this entry can be."""
        return ()

    @property
    def waiver(self) -> Waiver | None:
        """The waiver by which it may stay undone."""
        return None

    @property
    def channels(self) -> tuple[ChannelId, ...]:
        """The channels of the system that carry it."""
        return ()

    @property
    def asked_role(self) -> RoleId | None:
        """The role that must answer, whoever owns the entry."""
        return None

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        """What only entries of this kind say on pages, in order."""
        return ()

    def named_people(self) -> Iterator[tuple[PersonId, Location]]:
        """The people whom its answer names, each with its place in the file."""
        if self.waiver is not None:
            yield self.waiver.approved_by, self.waiver.where.at("approved_by")

    @property
    def has_answer(self) -> bool:
        """Whether it has an answer line of its own; only such entries are counted."""
        return True

    def counts_in_progress(self, context: EvaluationContext) -> bool:
        """Whether it is part of the release's progress, given that its phase is."""
        del context
        return True

    @abstractmethod
    def state(self, context: EvaluationContext) -> str:
        """Its state in the words of the format."""

    def describe_state(self, word: str) -> StateWord:
        """The state of this word, as pages show it of this entry."""
        return next(state for state in self.states if state.word == word)

    @abstractmethod
    def is_settled(self, context: EvaluationContext) -> bool:
        """Whether nothing is left to do or to decide here."""

    def shortfall(self, context: EvaluationContext) -> str:
        """What is the case instead, where it is declared ready and is not settled."""
        return f"is {self.state(context)}"

    @abstractmethod
    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """Its own reason against going, if it is one."""

    def find_excuse(self) -> Excused | None:
        """What makes the release CONDITIONAL once this entry is settled, if anything does."""
        if self.waiver is None:
            return None
        return Excused(f"waived: {self.waiver.reason}", self.waiver.instead, self.waiver.until.isoformat())


class Phase(Described):
    """A stretch of the release; `gate` is go, close or none."""

    id: PhaseId
    gate: str


class Section(Described):
    """A titled group of entries of one kind; without entries it is prose."""

    id: SectionId
    phase: PhaseId
    kind: str = "checklist"
    entries: tuple[Entry, ...] = ()
    owner: tuple[str, ...] = ()
    at: Offset | None = None
    due: Due | None = None
    window: Duration | None = None
    decides: str = ""
    restored_by: str = ""

    @property
    def shown_kind(self) -> str:
        """The kind as pages and JSON name it."""
        return self.kind if self.entries else PROSE

    def walk(self) -> Iterator[Entry]:
        """Every entry in document order, a parent before its children."""
        for entry in self.entries:
            yield entry
            yield from entry.children

    def with_entries(self) -> Iterator[Section | Entry]:
        """The section itself, then every entry in it."""
        yield self
        yield from self.walk()

    def owner_of(self, entry: Entry) -> tuple[str, ...]:
        """The owners of the entry, or those that the section gives to all."""
        return entry.owner or self.owner

    def at_of(self, entry: Entry) -> Offset | None:
        """When the entry happens, or when the section does."""
        return entry.at or self.at

    def due_of(self, entry: Entry) -> Due | None:
        """Until when the entry is due, or the section."""
        return entry.due or self.due


class Release(Described):
    """A release file. `outcome` closes it; `deploy_at` is T-0."""

    system: SystemId
    id: ReleaseId
    outcome: str = ""
    deploy_at: Moment | None = None
    window_ends: Moment | None = None
    lead: str = ""
    declared_on: date | None = None
    phases: Mapping[PhaseId, Phase]
    sections: Mapping[SectionId, Section]

    @property
    def ref(self) -> Ref:
        """The release's own reference."""
        return Ref(self.system, self.id)

    def ref_of(self, section: Section, entry: Entry) -> Ref:
        """The full reference of an entry."""
        return Ref(self.system, self.id, section.id, entry.id)

    def ref_of_group(self, group: PhaseId | SectionId) -> Ref:
        """The full reference of a phase or a section; both share one namespace."""
        return Ref(self.system, self.id, SectionId(group))

    def sections_of(self, phase: PhaseId) -> tuple[Section, ...]:
        """The sections of a phase in document order."""
        return tuple(section for section in self.sections.values() if section.phase == phase)

    def walk(self) -> Iterator[tuple[Section, Entry]]:
        """Every entry with its section, phase by phase as the phases are listed, then in document order."""
        for section in self.ordered_sections():
            for entry in section.walk():
                yield section, entry

    def ordered_sections(self) -> tuple[Section, ...]:
        """The sections in the order in which pages show them: by phase, then as written."""
        order = {phase: number for number, phase in enumerate(self.phases)}
        return tuple(sorted(self.sections.values(), key=lambda section: order[section.phase]))

    def named_by(self, reference: Reference) -> tuple[tuple[Section, Entry], ...]:
        """The entries that a reference names, with their sections; empty for prose and unknown names.

        An item names the items below it too.
        """
        return tuple(
            (section, entry)
            for section in self.sections.values()
            if reference.group in (section.id, section.phase)
            for entry in (section.walk() if not reference.entry else _family(reference.entry, section))
        )


def _family(name: str, section: Section) -> Iterator[Entry]:
    for entry in section.walk():
        if entry.id == name:
            yield entry
            yield from entry.children

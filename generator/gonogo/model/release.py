"""One release: phases, sections and the entries in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from gonogo.model.ids import SectionId
from gonogo.model.judgement import Excused, say_unproven
from gonogo.model.record import Record
from gonogo.model.references import Ref
from gonogo.model.schedule import Offset, in_zone, resolve_offset, utc_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, tzinfo

    from gonogo.core.nodes import Location, Plain
    from gonogo.model.answer import Answer
    from gonogo.model.ids import ChannelId, EntryId, PersonId, PhaseId, ReleaseId, RoleId, SystemId
    from gonogo.model.judgement import Blocked, EvaluationContext
    from gonogo.model.own_fact import OwnFact
    from gonogo.model.references import Reference
    from gonogo.model.schedule import Due, Duration, Moment
    from gonogo.model.state_words import StateWord

PROSE = "prose"


class Described(Record):
    """The keys that a release, a phase, a section and an entry have in common."""

    title: str
    about: str = ""
    see: tuple[str, ...] = ()
    note: str = ""
    declared: str = ""


class Waiver(Record):
    """The permission to leave an entry open: the reason, the approver, and the last day (UTC)."""

    reason: str
    approved_by: PersonId
    until: date
    instead: str = ""

    def is_live(self, as_of: datetime) -> bool:
        """Whether it has not ended: it is valid until the end of its last day."""
        return utc_day(as_of) <= self.until


class Entry(Described, ABC):
    """An entry in a section. Each kind of section has its own subclass in `gonogo.format.sections`.

    `owner` are roles and people. `owner`, `at` and `due` are as written; `Section` has the values for entries without
    them. `requires` is evidence or nothing, "" if the section decides.
    """

    states: ClassVar[tuple[StateWord, ...]]
    """Every state of entries of this kind; the first is the state of an entry without an answer."""
    answer_keys: ClassVar[tuple[str, ...]] = ("status",)
    """The keys that answer an entry of this kind, the answer itself first."""
    in_section_only: ClassVar[bool] = False
    """Whether entries of this kind count only in the tally of their section."""
    proven_answers: ClassVar[tuple[str, ...]] = ()
    """The states that, where evidence is required, settle an entry of this kind only with evidence."""
    takes_time: ClassVar[bool] = True
    """Whether entries of this kind take time on the run sheet; at the same time, entries that take none come first."""

    id: EntryId
    evidence: tuple[str, ...] = ()
    expect: str = ""
    run: str = ""
    owner: tuple[str, ...] = ()
    at: Offset | None = None
    due: Due | None = None
    minutes: int | None = None
    requires: str = ""

    @property
    def children(self) -> tuple[Entry, ...]:
        """The entries below this one."""
        return ()

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        """The references to entries that are evaluated before this entry."""
        return ()

    @property
    def waiver(self) -> Waiver | None:
        """The waiver, None if the entry is not waived."""
        return None

    @property
    def channels(self) -> tuple[ChannelId, ...]:
        """The channels in the system over which it is sent."""
        return ()

    @property
    def asked_role(self) -> RoleId | None:
        """The role that has to answer, regardless of the owner; None if any person may."""
        return None

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        """The facts on pages about entries of this kind only, in order."""
        return ()

    def named_people(self) -> Iterator[tuple[PersonId, Location]]:
        """The people that its answer names, each with the place of the name in the file."""
        if self.waiver is not None:
            yield self.waiver.approved_by, self.waiver.where.at("approved_by")

    @property
    def answer_words(self) -> tuple[str, ...]:
        """The states that can be written, () if the answer is not a state."""
        return tuple(state.word for state in self.states)

    @property
    def settled_word(self) -> str:
        """The state that settles it if written; "" if no state alone does, or none should be proposed."""
        plain = (state.word for state in self.states if state.is_settled and not state.is_excused)
        return next((word for word in plain if word in self.answer_words), "")

    @property
    def alarm_word(self) -> str:
        """The state that reports that it must not go on; "" if the kind does not have one."""
        return ""

    def answer_options(self, word: str) -> tuple[str, ...]:
        """The parts that an answer with this state accepts besides evidence and note."""
        del word
        return ()

    def write_answer(self, answer: Answer) -> Mapping[str, Plain | None]:
        """The values of the keys that an answer changes; None removes a key.

        Raises GonogoError if the answer lacks a part that its state needs.
        """
        return {"status": answer.state, **answer.common()}

    @property
    def has_answer(self) -> bool:
        """Whether it is answered by its own key; tallies count only such entries."""
        return True

    def counts_in_progress(self, context: EvaluationContext) -> bool:
        """Whether it counts in the progress of the release, provided that its phase does."""
        del context
        return True

    @abstractmethod
    def state(self, context: EvaluationContext) -> str:
        """Its state, in the format's words."""

    def describe_state(self, word: str) -> StateWord:
        """The state with this word, in the form that pages show for this entry."""
        return next(state for state in self.states if state.word == word)

    @abstractmethod
    def is_settled(self, context: EvaluationContext) -> bool:
        """Whether this entry needs no further work or decision."""

    def lacks_evidence(self, context: EvaluationContext) -> bool:
        """Whether its own answer would settle it, but evidence is required and there is none."""
        is_proven = bool(self.evidence) or not self.has_answer
        return not is_proven and self.state(context) in self.proven_answers and context.requires_evidence(self)

    def say_lack(self, context: EvaluationContext) -> str:
        """The answer of an entry that lacks evidence, and the missing evidence."""
        return say_unproven(self.state(context))

    def shortfall(self, context: EvaluationContext) -> str:
        """The computed state in words, for an entry that is declared ready but is not settled."""
        return f"is {self.say_lack(context) if self.lacks_evidence(context) else self.state(context)}"

    @abstractmethod
    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """The reason why this entry blocks, None if it does not."""

    def find_excuse(self) -> Excused | None:
        """The condition that this settled entry leaves, None without one."""
        if self.waiver is None:
            return None
        return Excused(f"waived: {self.waiver.reason}", self.waiver.instead, self.waiver.until.isoformat())


class Phase(Described):
    """A phase of the release; `gate` is go, close or none."""

    id: PhaseId
    gate: str


class Section(Described):
    """A titled group of entries of one kind; without entries it is prose.

    `requires` is evidence or nothing, "" if the policy decides.
    """

    id: SectionId
    phase: PhaseId
    kind: str = "checklist"
    entries: tuple[Entry, ...] = ()
    owner: tuple[str, ...] = ()
    at: Offset | None = None
    due: Due | None = None
    window: Duration | None = None
    requires: str = ""
    decides: str = ""
    restored_by: str = ""

    @property
    def shown_kind(self) -> str:
        """The kind in the words of pages and JSON."""
        return self.kind if self.entries else PROSE

    def walk(self) -> Iterator[Entry]:
        """Every entry in document order, a parent before its children."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[Entry, ...]:
        return tuple(each for entry in self.entries for each in (entry, *entry.children))

    def with_entries(self) -> Iterator[Section | Entry]:
        """The section itself, then every entry in it."""
        yield self
        yield from self.walk()

    def owner_of(self, entry: Entry) -> tuple[str, ...]:
        """The owners of the entry, or else the owners of the section."""
        return entry.owner or self.owner

    def requires_of(self, entry: Entry) -> str:
        """The requirement for the entry's answer: evidence or nothing, "" if the policy decides."""
        return entry.requires or self.requires

    def at_of(self, entry: Entry) -> Offset | None:
        """The time of the entry, or the section's time if it does not have its own."""
        return entry.at or self.at

    def due_of(self, entry: Entry) -> Due | None:
        """The due time of the entry, or the section's if it does not have its own."""
        return entry.due or self.due


class Release(Described):
    """A release file. `outcome` closes it; `deploy_at` is T-0. `timezone` is the policy's, None without one."""

    system: SystemId
    id: ReleaseId
    outcome: str = ""
    deploy_at: Moment | None = None
    window_ends: Moment | None = None
    lead: str = ""
    declared_on: date | None = None
    phases: Mapping[PhaseId, Phase]
    sections: Mapping[SectionId, Section]
    timezone: tzinfo | None = None

    @property
    def leader(self) -> str:
        """The role or person who runs the day: `lead`, else the role `deployment-lead`."""
        return self.lead or "deployment-lead"

    @property
    def zone(self) -> tzinfo:
        """The time zone for its days and displayed times: the policy's, else that of `deploy_at`, else UTC."""
        written = self.deploy_at.tzinfo if isinstance(self.deploy_at, datetime) else None
        return self.timezone or written or UTC

    @property
    def t_zero(self) -> Moment | None:
        """`deploy_at` by the clock of `timezone`, None while it is not planned."""
        return self.in_zone(self.deploy_at) if self.deploy_at else None

    def in_zone(self, moment: Moment) -> Moment:
        """The moment by the clock of `timezone`; unchanged without one."""
        return in_zone(moment, self.timezone) if self.timezone else moment

    def resolve(self, when: Due) -> Moment | None:
        """The moment of a date or an offset, by the clock of `timezone`; None as `resolve_offset` says."""
        moment = resolve_offset(when, self.deploy_at) if isinstance(when, Offset) else when
        return self.in_zone(moment) if moment else None

    @cached_property
    def ref(self) -> Ref:
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
        """Every entry with its section, in the order of phases, then in document order."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[tuple[Section, Entry], ...]:
        """Kept, because `gonogo check` walks a release forty times."""
        return tuple((section, entry) for section in self.ordered_sections() for entry in section.walk())

    def ordered_sections(self) -> tuple[Section, ...]:
        """The sections in the order of phases, then in document order: the page order."""
        order = {phase: number for number, phase in enumerate(self.phases)}
        return tuple(sorted(self.sections.values(), key=lambda section: order[section.phase]))

    def named_by(self, reference: Reference) -> tuple[tuple[Section, Entry], ...]:
        """The entries that a reference names, with their sections; none for prose and unknown names.

        The name of an item includes the items below it.
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

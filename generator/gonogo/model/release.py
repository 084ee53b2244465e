"""The records of a release: its phases, its sections, and the entries in the sections."""

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
    """The keys that releases, phases, sections and entries have in common."""

    title: str
    about: str = ""
    see: tuple[str, ...] = ()
    note: str = ""
    declared: str = ""


class Waiver(Record):
    """Permission for an item to remain incomplete. `until` is the last day (UTC), `instead` are the safeguards."""

    reason: str
    approved_by: PersonId
    until: date
    instead: str = ""

    def is_live(self, as_of: datetime) -> bool:
        """Whether the waiver has not ended at this time; a waiver ends at the end of its last day."""
        return utc_day(as_of) <= self.until


class Entry(Described, ABC):
    """An entry in a section. Each kind of section has its own subclass in `gonogo.format.sections`.

    `owner` are ids of roles and people. `requires` is "evidence" or "nothing". If an entry has no value for `owner`,
    `at`, `due` or `requires`, the section's value applies: methods of `Section`, such as `owner_of`, return it.
    """

    states: ClassVar[tuple[StateWord, ...]]
    """All states of entries of this kind. The first is the state of an entry without an answer."""
    answer_keys: ClassVar[tuple[str, ...]] = ("status",)
    """The keys that make up the answer: first the key of the answer itself, then for example that of the signer."""
    in_section_only: ClassVar[bool] = False
    """Whether entries of this kind count only in the tally of the section, and not in that of the phase."""
    proven_answers: ClassVar[tuple[str, ...]] = ()
    """The states that settle an entry only together with evidence, if evidence is required."""
    takes_time: ClassVar[bool] = True
    """Whether entries of this kind take time on the run sheet.

    Entries that take no time, such as notices, come before other entries with the same time.
    """

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
        """The entries below this entry."""
        return ()

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        """The references to the entries on which this entry depends: they are evaluated first."""
        return ()

    @property
    def waiver(self) -> Waiver | None:
        """The waiver; None if the entry is not waived."""
        return None

    @property
    def channels(self) -> tuple[ChannelId, ...]:
        """The ids of the channels for a notice; () for entries of other kinds."""
        return ()

    @property
    def asked_role(self) -> RoleId | None:
        """The role that has to answer, regardless of the owner; None if any person may answer."""
        return None

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        """The facts that pages show only for entries of this kind, in this order."""
        return ()

    def named_people(self) -> Iterator[tuple[PersonId, Location]]:
        """The people whom the answer names, such as the signer, each with the place of the id in the file."""
        if self.waiver is not None:
            yield self.waiver.approved_by, self.waiver.where.at("approved_by")

    @property
    def answer_words(self) -> tuple[str, ...]:
        """The words that people can write as the answer; () if the answer is not a word, for example a number."""
        return tuple(state.word for state in self.states)

    @property
    def settled_word(self) -> str:
        """The word to propose for settling the entry; "" if no word settles the entry, or none should be proposed."""
        plain = (state.word for state in self.states if state.is_settled and not state.is_excused)
        return next((word for word in plain if word in self.answer_words), "")

    @property
    def alarm_word(self) -> str:
        """The word that reports a reason against the deployment, such as `fired`; "" if the kind has no such word."""
        return ""

    def answer_options(self, word: str) -> tuple[str, ...]:
        """The parts that an `Answer` with this word may have, in addition to evidence and note."""
        del word
        return ()

    def write_answer(self, answer: Answer) -> Mapping[str, Plain | None]:
        """The new values of the keys that an answer changes, keyed by key; None removes the key.

        Raises GonogoError if the answer does not have a part that its state requires.
        """
        return {"status": answer.state, **answer.common()}

    @property
    def has_answer(self) -> bool:
        """Whether the entry has its own answer, and does not follow from other entries.

        Tallies count only entries with their own answer.
        """
        return True

    def counts_in_progress(self, context: EvaluationContext) -> bool:
        """Whether the entry counts in the tally of its phase and, in phases with `gate: go`, of its release."""
        del context
        return True

    @abstractmethod
    def state(self, context: EvaluationContext) -> str:
        """The word of the entry's state."""

    def describe_state(self, word: str) -> StateWord:
        """The state with this word; the label and the tone can depend on the entry."""
        return next(state for state in self.states if state.word == word)

    @abstractmethod
    def is_settled(self, context: EvaluationContext) -> bool:
        """Whether the entry is sufficiently answered and needs no more work."""

    def lacks_evidence(self, context: EvaluationContext) -> bool:
        """Whether the entry's own answer would settle the entry, but required evidence is missing."""
        is_proven = bool(self.evidence) or not self.has_answer
        return not is_proven and self.state(context) in self.proven_answers and context.requires_evidence(self)

    def say_lack(self, context: EvaluationContext) -> str:
        """The state of an entry whose required evidence is missing, in words."""
        return say_unproven(self.state(context))

    def shortfall(self, context: EvaluationContext) -> str:
        """The computed state as a clause, for an entry that is declared ready but is not settled."""
        return f"is {self.say_lack(context) if self.lacks_evidence(context) else self.state(context)}"

    @abstractmethod
    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """The reason why this entry blocks the release; None if it does not block."""

    def find_excuse(self) -> Excused | None:
        """The reason why this settled entry makes the verdict CONDITIONAL; None if it does not."""
        if self.waiver is None:
            return None
        return Excused(f"waived: {self.waiver.reason}", self.waiver.instead, self.waiver.until.isoformat())


class Phase(Described):
    """A phase of a release; `gate` is go, close or none."""

    id: PhaseId
    gate: str


class Section(Described):
    """A titled group of entries of one kind. A section without entries is prose.

    `requires` is "evidence" or "nothing"; with "", the policy decides whether answers need evidence.
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
        """The kind as pages and JSON name it: `prose` for a section without entries."""
        return self.kind if self.entries else PROSE

    def walk(self) -> Iterator[Entry]:
        """Every entry in document order, with the children of an entry directly after it."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[Entry, ...]:
        return tuple(each for entry in self.entries for each in (entry, *entry.children))

    def with_entries(self) -> Iterator[Section | Entry]:
        """The section itself, then every entry in it."""
        yield self
        yield from self.walk()

    def owner_of(self, entry: Entry) -> tuple[str, ...]:
        """The owners of the entry; the section's owners if the entry does not have its own."""
        return entry.owner or self.owner

    def requires_of(self, entry: Entry) -> str:
        """`requires` of the entry, or else of the section: "evidence" or "nothing"; "" if neither has a value."""
        return entry.requires or self.requires

    def at_of(self, entry: Entry) -> Offset | None:
        """The time of the entry; the section's time if the entry does not have its own."""
        return entry.at or self.at

    def due_of(self, entry: Entry) -> Due | None:
        """The due time of the entry; the section's due time if the entry does not have its own."""
        return entry.due or self.due


class Release(Described):
    """A release file. `deploy_at` is T-0, an `outcome` closes the release, and `timezone` is the policy's value."""

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
        """The role or person who leads the deployment: `lead`, or else the role `deployment-lead`."""
        return self.lead or "deployment-lead"

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are displayed and days end: `timezone`, else the zone of `deploy_at`, else UTC."""
        written = self.deploy_at.tzinfo if isinstance(self.deploy_at, datetime) else None
        return self.timezone or written or UTC

    @property
    def t_zero(self) -> Moment | None:
        """T-0: `deploy_at` converted to `timezone`; None while the deployment is not planned."""
        return self.in_zone(self.deploy_at) if self.deploy_at else None

    def in_zone(self, moment: Moment) -> Moment:
        """The moment converted to `timezone`; unchanged if the policy has no `timezone`."""
        return in_zone(moment, self.timezone) if self.timezone else moment

    def resolve(self, when: Due) -> Moment | None:
        """The moment of a date or an offset, converted to `timezone`; None in the same cases as `resolve_offset`."""
        moment = resolve_offset(when, self.deploy_at) if isinstance(when, Offset) else when
        return self.in_zone(moment) if moment else None

    @cached_property
    def ref(self) -> Ref:
        return Ref(self.system, self.id)

    def ref_of(self, section: Section, entry: Entry) -> Ref:
        """The full reference of an entry."""
        return Ref(self.system, self.id, section.id, entry.id)

    def ref_of_group(self, group: PhaseId | SectionId) -> Ref:
        """The full reference of a phase or a section. A phase and a section never have the same id."""
        return Ref(self.system, self.id, SectionId(group))

    def sections_of(self, phase: PhaseId) -> tuple[Section, ...]:
        """The sections of a phase in document order."""
        return tuple(section for section in self.sections.values() if section.phase == phase)

    def walk(self) -> Iterator[tuple[Section, Entry]]:
        """Every entry with its section, in page order: by phase, then in document order."""
        return iter(self._walked)

    @cached_property
    def _walked(self) -> tuple[tuple[Section, Entry], ...]:
        """Cached, because `gonogo check` walks through a release forty times."""
        return tuple((section, entry) for section in self.ordered_sections() for entry in section.walk())

    def ordered_sections(self) -> tuple[Section, ...]:
        """The sections in page order: by phase, then in document order."""
        order = {phase: number for number, phase in enumerate(self.phases)}
        return tuple(sorted(self.sections.values(), key=lambda section: order[section.phase]))

    def named_by(self, reference: Reference) -> tuple[tuple[Section, Entry], ...]:
        """The entries that a reference names, with their sections; () for a section of prose or an unknown name.

        A reference to an item also names the items below it.
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

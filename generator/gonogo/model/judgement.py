"""The judgement of a release and its parts, and the context in which an entry is evaluated."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gonogo.core.frozen import Frozen, field
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.model.ids import EntryId, PhaseId, SectionId
    from gonogo.model.provenance import ContentChange, Provenance
    from gonogo.model.references import Ref, Reference
    from gonogo.model.release import Entry


class Verdict(Enum):
    """Whether a release can be deployed."""

    GO = "GO"
    CONDITIONAL = "CONDITIONAL"
    NO_GO = "NO-GO"


class BlockerRule(Enum):
    """The rules that block a release, in the order in which blockers are listed."""

    FIRED_TRIGGER = "fired-trigger"
    REFUSED = "refused"
    UNSEEN_TRIGGER = "unseen-trigger"
    SIGNOFF_MISSING = "signoff-missing"
    WAIVER_INVALID = "waiver-invalid"
    ENTRY_OPEN = "entry-open"
    CRITERION_UNMET = "criterion-unmet"
    METRIC_MISSED = "metric-missed"
    UNCOVERED_SECTION = "uncovered-section"
    UNREADABLE = "unreadable"
    NO_HISTORY = "no-history"


class SignOffState(Enum):
    """The state of a sign-off slot.

    PENDING: filled in lines that are not on main yet. UNJUDGED: filled, without history to verify it against. REFUSED:
    a no-go. STALE: covered content has changed since the decision. BELOW_LEVEL: the evidence is weaker than the policy
    requires. NO_SECOND_PERSON: the policy requires another person to merge it, which has not happened.
    """

    UNSIGNED = "unsigned"
    PENDING = "pending"
    UNJUDGED = "unjudged"
    VALID = "valid"
    REFUSED = "refused"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    BELOW_LEVEL = "below-level"
    NO_SECOND_PERSON = "no-second-person"


class Blocked(Frozen):
    """The reason why an entry blocks; `code` is the reason for programs, if history provides it."""

    rule: BlockerRule
    why: str
    code: str = ""


class Excused(NamedTuple):
    """The condition that a settled entry leaves, the safeguards in the meantime, and the last day (ISO 8601)."""

    what: str
    protects: str = ""
    until: str = ""


class Tally(NamedTuple):
    """The number of settled entries among the counted entries."""

    settled: int
    total: int

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.settled + other.settled, self.total + other.total)


class Point(Frozen):
    """The progress of a release after a landing; `at` is the time of the landing, never before the previous point."""

    landing: str
    at: datetime
    progress: Tally


class Standing(Frozen):
    """The state of a sign-off, the level of its evidence, the reason, and the next step to a valid or stronger one.

    `code` is the reason for programs, a word in `gonogo.model.trust_codes`, "" if nothing is wrong. `provenance` is
    None if the decision is not on main. `stale_by` is the covered content that has changed since the signer saw it.
    `remarks` are further sentences for readers.
    """

    state: SignOffState
    level: str | None
    reason: str
    next_step: str
    code: str = ""
    provenance: Provenance | None = None
    stale_by: tuple[ContentChange, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_by_another(self) -> bool:
        """Whether someone other than the person in `by` wrote the decision, which pages show first and in red."""
        return self.code == TrustCode.AUTHOR_MISMATCH


class Approval(Frozen):
    """Whether a waiver, an `na` or an answer counts; `reason` says why not, "" if it counts.

    `code` is the reason for programs, a word in `gonogo.model.trust_codes`.
    """

    reason: str = ""
    code: str = ""
    provenance: Provenance | None = None

    @property
    def is_valid(self) -> bool:
        """Whether an authorized person has written or merged it."""
        return not self.reason


class Answer(Frozen):
    """The answer of a trigger or criterion that counts, as the word of its state.

    `reason` and `code` say why it is not the written answer, "" if it is.
    """

    state: str
    reason: str = ""
    code: str = ""
    provenance: Provenance | None = None


class Remark(NamedTuple):
    """Something unusual: a word in `gonogo.model.trust_codes` for programs, and a sentence for readers."""

    code: str
    text: str


class Closing(Frozen):
    """How a release was closed, and the moment as of which it is judged.

    `t_zero` is T-0, or the time of the closing landing; `landing` is the landing whose files are judged. `remarks` list
    anything unusual, for example that T-0 was moved when the release was closed.
    """

    outcome: str
    t_zero: datetime
    landing: str
    closed: Provenance
    remarks: tuple[Remark, ...] = ()

    @property
    def is_as_of_closing(self) -> bool:
        """Whether it is judged as of the time of the closing landing: it had no T-0, or was closed before it."""
        return self.t_zero == self.closed.landed_at


class ReleaseBlock(NamedTuple):
    """A blocker of a release as a whole: its rule, its title, why it blocks, and the reason for programs."""

    rule: BlockerRule
    title: str
    why: str
    code: str = ""


class Blocker(Frozen):
    """A reason for NO-GO, at the entry, section or release that causes it."""

    ref: Ref
    rule: BlockerRule
    title: str
    why: str
    location: Location
    code: str = ""

    @property
    def message(self) -> str:
        """The reason as one line of text."""
        return f"{self.title}: {self.why}"


class Excuse(Frozen):
    """A reason for CONDITIONAL: a live waiver, or the condition of a sign-off."""

    ref: Ref
    title: str
    what: str
    protects: str
    until: str


class Contradiction(Frozen):
    """A declared status that claims more than the computed state."""

    ref: Ref
    declared: str
    title: str
    computed: str
    location: Location

    @property
    def message(self) -> str:
        """The declared and the computed state as one line of text."""
        return f'"{self.title}" is declared "{self.declared}", but {self.computed}'


class Judgement(Frozen):
    """All values computed for a release at one time; mappings are keyed by id.

    `counted` are the entries that count in the numbers of their phase: `phases` and `progress` are tallies of them.
    `ready` are the sign-offs whose covered entries are all settled. `unproven` are the entries that are not settled
    because required evidence is missing; `requires` is the policy's requirement. `has_history` says that sign-offs were
    verified against git history. For a closed release, `verdict`, `blockers`, `excuses` and `standings` are as of
    `closing.t_zero`; everything else is as the files are now. `outcome_refusal` says why the outcome in the file does
    not count, None if it does.
    """

    verdict: Verdict
    as_of: datetime
    blockers: tuple[Blocker, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    progress: Tally = field(default=Tally(0, 0))
    phases: Mapping[PhaseId, Tally] = field(factory=dict)
    sections: Mapping[SectionId, Tally] = field(factory=dict)
    settled: frozenset[EntryId] = frozenset()
    counted: frozenset[EntryId] = frozenset()
    states: Mapping[EntryId, str] = field(factory=dict)
    standings: Mapping[EntryId, Standing] = field(factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    approvals: Mapping[EntryId, Approval] = field(factory=dict)
    answers: Mapping[EntryId, Answer] = field(factory=dict)
    ready: frozenset[EntryId] = frozenset()
    unproven: frozenset[EntryId] = frozenset()
    requires: str = "none"
    has_history: bool = False
    closing: Closing | None = None
    outcome_refusal: Remark | None = None

    def say_state(self, entry: EntryId) -> str:
        """The state of an entry, with a note if it lacks evidence."""
        return say_unproven(self.states[entry]) if entry in self.unproven else self.states[entry]


def say_unproven(state: str) -> str:
    """A state that lacks required evidence, in words."""
    return f"{state} without the required evidence"


class EvaluationContext(Protocol):
    """The queries of an entry during its evaluation. The entries that it depends on have been evaluated before."""

    @property
    def as_of(self) -> datetime: ...

    @property
    def is_counted(self) -> bool:
        """Whether the entry is in a phase with `gate: go`."""
        ...

    @property
    def decides(self) -> str:
        """The decision that triggers in its section lead to: no-go, rollback, or "" for sections of other kinds."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether the release is judged after its deployment: then a fired rollback trigger no longer blocks."""
        ...

    def requires_evidence(self, entry: Entry) -> bool:
        """Whether the entry, its section or the policy requires evidence for its answer."""
        ...

    def is_settled(self, reference: Reference) -> bool:
        """Whether all entries that `reference` names are settled; False if it does not name any."""
        ...

    def blocks_elsewhere(self, reference: Reference) -> bool:
        """Whether an unsettled entry that `reference` names is itself a blocker."""
        ...

    def lacks_signoff(self, reference: Reference) -> bool:
        """Whether a sign-off that `reference` names is not valid."""
        ...

    def name_of(self, person: str) -> str:
        """The name of a person, the id if the person is unknown."""
        ...

    def standing(self, entry: EntryId) -> Standing: ...

    def approval(self, entry: EntryId) -> Approval: ...

    def answer(self, entry: EntryId, written: str) -> Answer:
        """The answer of a trigger or criterion that counts; without history, the written answer."""
        ...

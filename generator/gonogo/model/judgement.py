"""The judgement of a release and its parts, and the context in which an entry is evaluated."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.model.ids import EntryId, PhaseId, SectionId
    from gonogo.model.references import Ref, Reference


class Verdict(Enum):
    """Whether a release can be deployed."""

    GO = "GO"
    CONDITIONAL = "CONDITIONAL"
    NO_GO = "NO-GO"


class BlockerRule(Enum):
    """The rules by which a release is blocked, in the order in which blockers are listed."""

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
    """The state of a sign-off slot; `unjudged`: it is filled, and not verified against git history.

    STALE (covered entries have changed since the signature) and BELOW_LEVEL (the signature is weaker than the policy
    requires) are for that verification; nothing gives them yet.
    """

    UNSIGNED = "unsigned"
    UNJUDGED = "unjudged"
    VALID = "valid"
    REFUSED = "refused"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    BELOW_LEVEL = "below-level"


class Blocked(NamedTuple):
    """The reason for which an entry blocks."""

    rule: BlockerRule
    why: str


class Excused(NamedTuple):
    """The condition that a settled entry leaves, what protects meanwhile, and until which day (ISO 8601)."""

    what: str
    protects: str = ""
    until: str = ""


class Tally(NamedTuple):
    """How many of the counted entries are settled."""

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
    """The state of a sign-off, its level, why, and the next step towards a valid one."""

    state: SignOffState
    level: str | None
    reason: str
    next_step: str


class Approval(Frozen):
    """Whether the approval of a waiver or of an `na` counts; `reason` says why not, "" if it counts."""

    reason: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether a person who may approve has approved."""
        return not self.reason


class Blocker(Frozen):
    """A reason for NO-GO, at the entry, section or release that causes it."""

    ref: Ref
    rule: BlockerRule
    title: str
    why: str
    location: Location

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
    """Everything that is computed about a release at one time; mappings are by id."""

    verdict: Verdict
    as_of: datetime
    blockers: tuple[Blocker, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    progress: Tally = field(default=Tally(0, 0))
    phases: Mapping[PhaseId, Tally] = field(factory=dict)
    sections: Mapping[SectionId, Tally] = field(factory=dict)
    settled: frozenset[EntryId] = frozenset()
    states: Mapping[EntryId, str] = field(factory=dict)
    standings: Mapping[EntryId, Standing] = field(factory=dict)
    contradictions: tuple[Contradiction, ...] = ()


class EvaluationContext(Protocol):
    """What an entry may ask while it is evaluated. The entries that it depends on have been evaluated before."""

    @property
    def as_of(self) -> datetime: ...

    @property
    def is_counted(self) -> bool:
        """Whether the entry is in a phase with `gate: go`."""
        ...

    @property
    def decides(self) -> str:
        """What the triggers of its section decide: no-go, rollback, or "" for sections of other kinds."""
        ...

    def is_settled(self, reference: Reference) -> bool:
        """Whether all entries that `reference` names are settled; False if it names none."""
        ...

    def blocks_elsewhere(self, reference: Reference) -> bool:
        """Whether an unsettled entry that `reference` names is a blocker of its own."""
        ...

    def lacks_signoff(self, reference: Reference) -> bool:
        """Whether a sign-off that `reference` names is not valid."""
        ...

    def name_of(self, person: str) -> str:
        """The name of a person, the id if the person is unknown."""
        ...

    def standing(self, entry: EntryId) -> Standing: ...

    def approval(self, entry: EntryId) -> Approval: ...

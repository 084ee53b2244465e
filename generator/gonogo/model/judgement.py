"""The words of a judgement, and what an entry may ask of its surroundings while it is judged."""

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
    """Whether a release can go."""

    GO = "GO"
    CONDITIONAL = "CONDITIONAL"
    NO_GO = "NO-GO"


class BlockerRule(Enum):
    """Why a release cannot go, in the order in which reasons are given."""

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
    """How a sign-off slot stands; `unjudged` means that no history was there to judge it by."""

    UNSIGNED = "unsigned"
    UNJUDGED = "unjudged"
    VALID = "valid"
    REFUSED = "refused"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    BELOW_LEVEL = "below-level"


class Blocked(NamedTuple):
    """An entry's own reason against going."""

    rule: BlockerRule
    why: str


class Excused(NamedTuple):
    """What an entry that is settled leaves as a condition, what protects meanwhile, and until which day (ISO 8601)."""

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
    """How far a release was after a landing; `at` is when that was, never earlier than the point before."""

    landing: str
    at: datetime
    progress: Tally


class Standing(Frozen):
    """How a sign-off stands, why, and what would raise it."""

    state: SignOffState
    level: str | None
    reason: str
    next_step: str


class Approval(Frozen):
    """Whether the approval of a waiver or of an `na` counts; `reason` says why not, "" when it does."""

    reason: str = ""

    @property
    def is_valid(self) -> bool:
        """Whether somebody who may approve has approved."""
        return not self.reason


class Blocker(Frozen):
    """One reason against going, at the entry, section or release that gives it."""

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
    """What makes a release CONDITIONAL: a live waiver, or the condition of a sign-off."""

    ref: Ref
    title: str
    what: str
    protects: str
    until: str


class Contradiction(Frozen):
    """A declared status that claims more than the evidence."""

    ref: Ref
    declared: str
    title: str
    computed: str
    location: Location

    @property
    def message(self) -> str:
        """Both sides as one line of text."""
        return f'"{self.title}" is declared "{self.declared}", but {self.computed}'


class Judgement(Frozen):
    """All that is computed of one release at one time."""

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
    """What an entry may ask while it is judged. Asking about other entries never recurses forever."""

    @property
    def as_of(self) -> datetime: ...

    @property
    def is_counted(self) -> bool:
        """Whether the entry at hand lies in a phase with `gate: go`."""
        ...

    @property
    def decides(self) -> str:
        """What the triggers of the section at hand decide: no-go, rollback, or "" for other kinds."""
        ...

    def is_settled(self, reference: Reference) -> bool: ...

    def blocks_elsewhere(self, reference: Reference) -> bool:
        """Whether an unsettled entry that `reference` names is a blocker of its own."""
        ...

    def lacks_signoff(self, reference: Reference) -> bool:
        """Whether a sign-off that `reference` names is not valid."""
        ...

    def name_of(self, person: str) -> str:
        """The name of a person, the id where nobody of that id is known."""
        ...

    def standing(self, entry: EntryId) -> Standing: ...

    def approval(self, entry: EntryId) -> Approval: ...

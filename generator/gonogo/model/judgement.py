"""The judgement of a release, the records in it, and `EvaluationContext`, by which an entry is evaluated."""

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

    PENDING: the decision is not on main yet. UNJUDGED: there is no git history against which gonogo can verify the
    decision. VALID: the decision is a go that counts. REFUSED: the decision is a no-go. STALE: covered content has
    changed since the decision. BELOW_LEVEL: the evidence is weaker than the policy requires. NO_SECOND_PERSON: the
    policy requires that another person merges the decision, and nobody else has merged it.
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
    """The reason why an entry blocks the release. `code` is a `TrustCode` if a failed verification is the reason."""

    rule: BlockerRule
    why: str
    code: str = ""


class Excused(NamedTuple):
    """The reason why a settled entry makes the verdict CONDITIONAL: its waiver, or the conditions of its go.

    `protects` are the safeguards of a waiver, `until` is its last day (ISO 8601).
    """

    what: str
    protects: str = ""
    until: str = ""


class Tally(NamedTuple):
    """A count of entries: `settled` is the number of settled entries, and `total` the number of all entries."""

    settled: int
    total: int

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.settled + other.settled, self.total + other.total)


class Point(Frozen):
    """The progress of a release after a landing. `at` is the landing's time, but at least the previous point's."""

    landing: str
    at: datetime
    progress: Tally


class Standing(Frozen):
    """The status of a sign-off: its state, the level of its evidence, and the reason for both in words.

    `next_step` says how the sign-off becomes valid, or reaches a higher level. `code` is the reason as a `TrustCode`,
    "" without a problem. `provenance` is None if the decision is not on main. `stale_by` lists the covered content that
    has changed since the signer saw it. `remarks` are more sentences for readers.
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
        """Whether someone other than the person in `by` wrote the decision. Pages show such decisions first, in red."""
        return self.code == TrustCode.AUTHOR_MISMATCH


class Approval(Frozen):
    """The result of verifying a waiver or an `na`: `reason` says why it does not count, "" if it counts.

    `code` is the reason as a `TrustCode`.
    """

    reason: str = ""
    code: str = ""
    provenance: Provenance | None = None

    @property
    def is_valid(self) -> bool:
        """Whether the waiver or the `na` counts: an authorized person has written or merged it."""
        return not self.reason


class Answer(Frozen):
    """The answer that counts for a trigger or criterion: `state` is a state word.

    An unauthorized answer in the file does not count. Then `reason` and `code` say why `state` differs from the file;
    otherwise, both are "".
    """

    state: str
    reason: str = ""
    code: str = ""
    provenance: Provenance | None = None


class Remark(NamedTuple):
    """An unusual fact about history: a `TrustCode` for programs, and a sentence for readers."""

    code: str
    text: str


class Closing(Frozen):
    """The closing of a release, and the moment as of which gonogo judges the closed release.

    `t_zero` is this moment: T-0, or the time of the closing landing. `landing` is the last landing up to this moment,
    whose files are judged. `closed` is the provenance of the outcome. `remarks` are unusual facts, for example that
    the commit that closed the release also moved T-0.
    """

    outcome: str
    t_zero: datetime
    landing: str
    closed: Provenance
    remarks: tuple[Remark, ...] = ()

    @property
    def is_as_of_closing(self) -> bool:
        """Whether `t_zero` is the time of the closing landing: the release had no T-0, or was closed before T-0."""
        return self.t_zero == self.closed.landed_at


class ReleaseBlock(NamedTuple):
    """A blocker of the whole release: its rule, its title, the reason in words, and the reason as a `TrustCode`."""

    rule: BlockerRule
    title: str
    why: str
    code: str = ""


class Blocker(Frozen):
    """A reason for NO-GO. `ref` and `location` are those of the entry, section or release that causes the NO-GO."""

    ref: Ref
    rule: BlockerRule
    title: str
    why: str
    location: Location
    code: str = ""

    @property
    def message(self) -> str:
        """The title and the reason as one line of text."""
        return f"{self.title}: {self.why}"


class Excuse(Frozen):
    """A reason for CONDITIONAL: an entry's waiver or the conditions of a go, as in `Excused`."""

    ref: Ref
    title: str
    what: str
    protects: str
    until: str


class Contradiction(Frozen):
    """A `declared` value that claims readiness although the computed state is not ready; `computed` is a clause."""

    ref: Ref
    declared: str
    title: str
    computed: str
    location: Location

    @property
    def message(self) -> str:
        """The title, the declared value and the computed state as one line of text."""
        return f'"{self.title}" is declared "{self.declared}", but {self.computed}'


class Judgement(Frozen):
    """All values that gonogo computes for a release, as of one time. Mappings are keyed by id.

    `counted` are the entries that the tallies in `phases` and `progress` count. `ready` are the sign-offs that a signer
    can sign, because the entries that they wait for are settled. `unproven` are the entries that are not settled
    because required evidence is missing. `requires` is the value of this key in the policy. `has_history` says that
    sign-offs were verified against git history. For a closed release, `verdict`, `blockers`, `excuses` and `standings`
    are as of `closing.t_zero`; all other values are computed from the present files. `outcome_refusal` says why the
    outcome in the file does not count; None if the outcome counts.
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
        """The state word of an entry, with the words of `say_unproven` if required evidence is missing."""
        return say_unproven(self.states[entry]) if entry in self.unproven else self.states[entry]


def say_unproven(state: str) -> str:
    """The state of an entry, with words that say that the required evidence is missing."""
    return f"{state} without the required evidence"


class EvaluationContext(Protocol):
    """The questions that an entry can ask while gonogo evaluates it.

    Gonogo evaluates an entry after all entries on which it depends.
    """

    @property
    def as_of(self) -> datetime: ...

    @property
    def is_counted(self) -> bool:
        """Whether the entry is in a phase with `gate: go`."""
        ...

    @property
    def decides(self) -> str:
        """The effect of a fired trigger in the entry's section: no-go or rollback; "" in sections of other kinds."""
        ...

    @property
    def is_over(self) -> bool:
        """Whether gonogo judges the release after its deployment, when a fired rollback trigger no longer blocks."""
        ...

    def requires_evidence(self, entry: Entry) -> bool:
        """Whether the answer of the entry needs evidence, according to the entry, its section or the policy."""
        ...

    def is_settled(self, reference: Reference) -> bool:
        """Whether all entries that `reference` names are settled; False if `reference` does not name any entry."""
        ...

    def blocks_elsewhere(self, reference: Reference) -> bool:
        """Whether an unsettled entry that `reference` names blocks the release by itself."""
        ...

    def lacks_signoff(self, reference: Reference) -> bool:
        """Whether a sign-off that `reference` names is not valid."""
        ...

    def name_of(self, person: str) -> str:
        """The name of the person with this id; the id if people.yml does not have the person."""
        ...

    def standing(self, entry: EntryId) -> Standing: ...

    def approval(self, entry: EntryId) -> Approval: ...

    def answer(self, entry: EntryId, written: str) -> Answer:
        """The answer that counts for a trigger or criterion.

        Without history, this is `written`, the answer in the file.
        """
        ...

"""The kind `signoffs`: slots for the decisions of roles, each with the content that it covers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import field, replace
from gonogo.format.named_types import COVERAGE, ID, LINE, MOMENT, SEEN, TEXT
from gonogo.format.sections.kind import OWN_ID, OWN_TITLE, Area, Kind, entry_table
from gonogo.format.tables import Empty, Field, Nested, RecordsById, Table
from gonogo.format.value_type import Choice, ListOf, meanings
from gonogo.model.answer import write_evidence
from gonogo.model.ids import ALL, PersonId, RoleId
from gonogo.model.judgement import Blocked, BlockerRule, Excused, SignOffState
from gonogo.model.provenance import say_changes
from gonogo.model.record import Record
from gonogo.model.references import Reference
from gonogo.model.release import Entry
from gonogo.model.schedule import utc_day, write_utc
from gonogo.model.state_words import StateWord
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.nodes import Location, Plain
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.answer import Answer
    from gonogo.model.judgement import EvaluationContext, Standing
    from gonogo.model.release import Release, Section
    from gonogo.model.schedule import Moment

EVERYTHING = (Reference(ALL),)
DECISION_KEYS = ("decision", "by", "on", "reason", "conditions", "evidence", "seen", "signed")
"""The keys that make up a decision: if the value of one of these keys changes, the decision is a new decision."""
COUNTERSIGNED = "countersigned"
"""The key with the signatures that other people add to a decision. The key is not part of the decision."""
_UNJUDGED, _PENDING = SignOffState.UNJUDGED.value, SignOffState.PENDING.value
STATES = (
    StateWord(SignOffState.UNSIGNED.value, "Unsigned", "mute", "unsigned"),
    StateWord(_UNJUDGED, "Not verified", "warn", "unjudged"),
    StateWord(_PENDING, "Not merged yet", "warn", "unjudged"),
    StateWord(SignOffState.VALID.value, "Go", "good", "signed", is_settled=True),
    StateWord(SignOffState.REFUSED.value, "No-go", "bad", "refused", trouble="no-go"),
    StateWord(SignOffState.STALE.value, "Stale", "warn", "stale", trouble="stale"),
    StateWord(SignOffState.WITHDRAWN.value, "Withdrawn", "warn", "withdrawn", trouble="withdrawn"),
    StateWord(SignOffState.BELOW_LEVEL.value, "Not accepted", "bad", "cond", trouble="not accepted"),
    StateWord(
        SignOffState.NO_SECOND_PERSON.value, "No second person", "warn", "cond", trouble="without a second person"
    ),
)
# The looks of a decision before it is verified or merged: pages show the word of the decision, but never as good.
_DECIDED = {
    "go": StateWord("go", "Go", "warn", "unjudged"),
    "no-go": StateWord("no-go", "No-go", "bad", "refused"),
    "withdrawn": StateWord("withdrawn", "Withdrawn", "warn", "withdrawn"),
}
_OPTIONS = {"go": ("by", "conditions"), "no-go": ("by", "reason"), "withdrawn": ("reason",)}
_READY = StateWord(SignOffState.UNSIGNED.value, "Ready to sign", "info", "unsigned")
_BY_ANOTHER = StateWord(
    SignOffState.BELOW_LEVEL.value, "Written by another", "bad", "cond", trouble="written by another"
)
_EARLY = StateWord(SignOffState.VALID.value, "Go, too early", "warn", "cond", trouble="too early")


class Signature(Record):
    """A portable signature: its time, the digest of the signed content, and the signature. No command writes it yet."""

    at: str
    digest: str
    signature: str = ""


class SignOff(Entry):
    """A slot for the decision of a role. `decision` and `by` are "" until somebody decides."""

    states = STATES
    answer_keys: ClassVar[tuple[str, ...]] = ("decision", "by")

    decision: str = ""
    by: str = ""
    on: Moment | None = None
    seen: str = ""
    reason: str = ""
    conditions: str = ""
    signed: Signature | None = None
    countersigned: Mapping[str, Signature] = field(factory=dict)
    role: str = ""
    meaning: str = ""
    covers: tuple[Reference, ...] = EVERYTHING

    @property
    def signing_role(self) -> RoleId:
        """The role that must sign: `role`, or else the role whose id is the id of the slot."""
        return RoleId(self.role or self.id)

    @property
    def signer(self) -> PersonId | None:
        """The person in `by`; None while the slot is empty."""
        return PersonId(self.by) if self.by else None

    @property
    def shown_meaning(self) -> str:
        """The statement that the signer confirms: `meaning`, or else the title."""
        return self.meaning or self.title

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        """The references in `covers` except `all`. If they name sign-offs, these must be valid first."""
        return tuple(reference for reference in self.covers if reference.group != ALL)

    @property
    def asked_role(self) -> RoleId | None:
        return self.signing_role

    @property
    def alarm_word(self) -> str:
        return "no-go"

    def named_people(self) -> Iterator[tuple[PersonId, Location]]:
        if self.signer:
            yield self.signer, self.where.at("by")
        yield from ((PersonId(name), record.where.location) for name, record in self.countersigned.items())

    @property
    def answer_words(self) -> tuple[str, ...]:
        return tuple(_DECIDED)

    def answer_options(self, word: str) -> tuple[str, ...]:
        return _OPTIONS[word]

    def write_answer(self, answer: Answer) -> Mapping[str, Plain | None]:
        """The values of the keys of a new decision; all other keys of the earlier decision are removed.

        Only the earlier `evidence` is kept, if the answer has no evidence.
        """
        if answer.state == "no-go" and not answer.reason:
            raise GonogoError("a no-go needs a reason", "add --reason 'What has to happen first'")
        earlier = dict.fromkeys((*DECISION_KEYS, COUNTERSIGNED))
        kept = {"evidence": write_evidence(self.evidence)} if self.evidence else {}
        decision = {"decision": answer.state, **answer.given("by", "on", "reason", "conditions")}
        return {**earlier, **kept, **decision, **answer.common()}

    def describe_state(self, word: str) -> StateWord:
        """The state with this word. A no-go is marked as a problem even before it is verified or merged."""
        state = super().describe_state(word)
        if word in (_UNJUDGED, _PENDING) and self.decision in _DECIDED:
            decided = _DECIDED[self.decision]
            state = replace(decided, word=word, label=f"{decided.label}, {state.label.lower()}")
        return replace(state, trouble="no-go") if self.decision == "no-go" else state

    def describe_standing(self, standing: Standing, *, is_ready: bool, is_settled: bool) -> StateWord:
        """The state as pages and commands display it.

        `is_ready` says that all entries that the slot waits for are settled. `is_settled` says that the slot itself is
        settled: a valid final authorization is settled only if all sign-offs that it covers are valid.
        """
        if standing.is_by_another:
            return _BY_ANOTHER
        if standing.state is SignOffState.UNSIGNED and is_ready:
            return _READY
        if standing.state is SignOffState.VALID and not is_settled:
            return _EARLY
        state = self.describe_state(standing.state.value)
        # Nobody made a false claim: the forge's squash replaced the signer as the author of the commit.
        return replace(state, tone="mute") if standing.code == TrustCode.ATTRIBUTION_LOST_BY_SQUASH else state

    def state(self, context: EvaluationContext) -> str:
        return context.standing(self.id).state.value

    def is_settled(self, context: EvaluationContext) -> bool:
        is_valid = context.standing(self.id).state is SignOffState.VALID
        return is_valid and not any(context.lacks_signoff(reference) for reference in self.depends_on)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """The reason why the slot blocks; None outside `go` phases.

        Every slot that is not settled blocks. A no-go blocks even if it is not verified.
        """
        if not context.is_counted:
            return None
        standing = context.standing(self.id)
        if self.decision == "no-go":
            by_another = f"{standing.reason}: " if standing.is_by_another else ""
            why = f"{by_another}{context.name_of(self.by)} said no-go{self._say_reason()}"
            return Blocked(BlockerRule.REFUSED, why, standing.code)
        if self.is_settled(context):
            return None
        return Blocked(BlockerRule.SIGNOFF_MISSING, self._say_shortfall(standing, context), standing.code)

    def _say_shortfall(self, standing: Standing, context: EvaluationContext) -> str:
        """The reason why a slot is not settled. The slot must not have a no-go, which has another message."""
        match standing.state:
            case SignOffState.VALID:
                invalid = [str(reference) for reference in self.depends_on if context.lacks_signoff(reference)]
                return f"it covers sign-offs that are not valid: {', '.join(invalid)}"
            case SignOffState.STALE if standing.stale_by:
                return say_changes(standing.stale_by)
            case SignOffState.UNSIGNED if context.is_over:
                return "unsigned"
            case SignOffState.WITHDRAWN if not standing.is_by_another:
                return f"{context.name_of(self.by)} withdrew the go{self._say_reason()}"
            case _:
                return standing.reason

    def _say_reason(self) -> str:
        return f": {self.reason}" if self.reason else ""

    def find_excuse(self) -> Excused | None:
        if self.decision != "go" or not self.conditions:
            return None
        return Excused(f"go, on the condition: {self.conditions}")


def is_final(slot: SignOff, release: Release) -> bool:
    """Whether a slot is a final authorization: its `covers` names sign-offs."""
    named = (entry for reference in slot.depends_on for _, entry in release.named_by(reference))
    return any(isinstance(entry, SignOff) for entry in named)


def propose_on(slot: SignOff, as_of: datetime) -> str:
    """The value of `on` for a new decision: the day (UTC), or the time if `on` already has this day.

    So a second decision on the same day has another value.
    """
    day = utc_day(as_of)
    written = slot.on.date() if isinstance(slot.on, datetime) else slot.on
    return day.isoformat() if written != day else write_utc(as_of)


def slots_of(release: Release) -> Iterator[tuple[Section, SignOff]]:
    """The sign-offs of a release with their sections, in page order."""
    for section, entry in release.walk():
        if isinstance(entry, SignOff):
            yield section, entry


def _check_signoff(slot: SignOff, reading: DecodeContext) -> None:
    if slot.decision and not slot.by:
        message = f'"{slot.id}" has a decision but no signer'
        reading.error("conflicting-keys", slot.where.at("by").span, message, "write the signer's id after `by:`")


SIGNATURE = Table(
    "signature",
    Signature,
    Field("at", LINE, "The time of signing.", required=True, empty=Empty.REFUSED),
    Field("digest", LINE, "The digest of the signed content.", required=True, empty=Empty.REFUSED),
    Field("signature", TEXT, "The portable signature.", empty=Empty.REFUSED),
)

_OTHERS = {
    "go": "yes, y, true, x, [x], ok, approve, approved, accept, accepted, signed, agreed, conditional, done, ✅, ✓, ✔",
    "no-go": "no, n, false, reject, rejected, refused, denied, no go, nogo, not approved, failed, ❌, ✗, ✘",
    "withdrawn": "withdraw, revoked, retracted",
}
DECISION = Choice("go", "no-go", "withdrawn", others=meanings(_OTHERS))

KIND = Kind(
    "signoffs",
    "Slots for the decisions of roles. A slot is settled when its decision is a valid go at the required level. A slot "
    "that names sign-offs in `covers` is a final authorization: these sign-offs must be valid, too.",
    entry_table(
        "sign-off",
        SignOff,
        answers=(
            Field(
                "decision",
                DECISION,
                "The decision.",
                required=True,
                empty=Empty.OPEN,
            ),
            Field("by", ID, "The person who decided.", required=True, empty=Empty.OPEN),
            Field("on", MOMENT, "The date or time of the decision. Change it to sign again.", empty=Empty.REFUSED),
            Field("seen", SEEN, "The digest of the signed content, written by `gonogo mark`.", empty=Empty.REFUSED),
            Field("reason", TEXT, "The reason for the decision."),
            Field("conditions", TEXT, "The conditions of a go. They make the release CONDITIONAL."),
            Field(
                "signed",
                Nested(SIGNATURE),
                "Reserved for a portable signature; no command writes it yet.",
                empty=Empty.REFUSED,
            ),
            Field(
                COUNTERSIGNED,
                RecordsById(SIGNATURE, has_id=False),
                "Reserved for the portable signatures of other people, keyed by person; no command writes them yet.",
                empty=Empty.REFUSED,
            ),
        ),
        plan=(
            Field("role", ID, "The role that must sign.", empty=Empty.REFUSED, default=OWN_ID),
            Field("meaning", LINE, "The statement that the signer confirms.", default=OWN_TITLE),
            Field(
                "covers",
                ListOf(COVERAGE),
                "The covered content: phases, sections or entries, or `all`. `all` covers all sections in `go` phases "
                "except sign-offs.",
                empty=Empty.REFUSED,
                default="`[all]`",
            ),
        ),
        check=_check_signoff,
    ),
    areas=(Area("Sign-offs"),),
    page="sign-offs",
)

"""`signoffs`: slots for decisions: which role decides, and on which entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.core.frozen import field, replace
from gonogo.format.named_types import COVERAGE, ID, LINE, TEXT
from gonogo.format.sections.kind import Area, Kind, entry_table
from gonogo.format.tables import Empty, Field, Nested, RecordsById, Table
from gonogo.format.value_type import Choice, ListOf
from gonogo.model.ids import ALL, PersonId, RoleId
from gonogo.model.judgement import Blocked, BlockerRule, Excused, SignOffState
from gonogo.model.own_fact import OwnFact
from gonogo.model.record import Record
from gonogo.model.references import Reference
from gonogo.model.release import Entry
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.nodes import Location
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.judgement import EvaluationContext
    from gonogo.model.release import Release, Section

EVERYTHING = (Reference(ALL),)
_UNJUDGED = SignOffState.UNJUDGED.value
STATES = (
    StateWord(SignOffState.UNSIGNED.value, "Unsigned", "mute", "unsigned"),
    StateWord(_UNJUDGED, "Not judged", "warn", "unjudged"),
    StateWord(SignOffState.VALID.value, "Signed", "good", "signed", is_settled=True),
    StateWord(SignOffState.REFUSED.value, "No-go", "bad", "refused", trouble="no-go"),
    StateWord(SignOffState.STALE.value, "Stale", "warn", "stale"),
    StateWord(SignOffState.WITHDRAWN.value, "Withdrawn", "warn", "withdrawn"),
    StateWord(SignOffState.BELOW_LEVEL.value, "Below level", "bad", "cond", trouble="below level"),
)
# A decision that is not verified is shown as what was decided, and never as good.
_DECIDED = {
    "go": StateWord(_UNJUDGED, "Go, not judged", "warn", "unjudged"),
    "no-go": StateWord(_UNJUDGED, "No-go", "bad", "refused"),
    "withdrawn": StateWord(_UNJUDGED, "Withdrawn", "warn", "withdrawn"),
}


class Signature(Record):
    """The values that `gonogo sign` writes: time, digest of the covered entries, portable signature."""

    at: str
    digest: str
    signature: str = ""


class SignOff(Entry):
    """A slot for the decision of a role; `decision` and `by` are "" until somebody fills it."""

    states = STATES
    answer_keys: ClassVar[tuple[str, ...]] = ("decision", "by")

    decision: str = ""
    by: str = ""
    reason: str = ""
    conditions: str = ""
    signed: Signature | None = None
    countersigned: Mapping[str, Signature] = field(factory=dict)
    role: str = ""
    meaning: str = ""
    covers: tuple[Reference, ...] = EVERYTHING

    @property
    def signing_role(self) -> RoleId:
        """The role that must sign."""
        return RoleId(self.role or self.id)

    @property
    def signer(self) -> PersonId | None:
        """The person who has filled the slot, None if nobody has."""
        return PersonId(self.by) if self.by else None

    @property
    def shown_meaning(self) -> str:
        """The statement that a signature makes. For `gonogo sign`, which will show it to the signer."""
        return self.meaning or self.title

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        """The references that it covers by name: a final authorization needs the sign-offs among them to be valid."""
        return tuple(reference for reference in self.covers if reference.group != ALL)

    @property
    def asked_role(self) -> RoleId | None:
        return self.signing_role

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        return (
            *([OwnFact("Means", self.meaning)] if self.meaning else []),
            OwnFact("Covers", references=self.covers),
            *([OwnFact("Decision", f"{self.decision}, by", person=PersonId(self.by))] if self.decision else []),
            *([OwnFact("Because", self.reason)] if self.reason else []),
            *([OwnFact("Condition", self.conditions)] if self.conditions else []),
        )

    def named_people(self) -> Iterator[tuple[PersonId, Location]]:
        if self.signer:
            yield self.signer, self.where.at("by")
        yield from ((PersonId(name), record.where.location) for name, record in self.countersigned.items())

    def describe_state(self, word: str) -> StateWord:
        """The state with this word; a no-go counts as trouble at any level."""
        state = (word == _UNJUDGED and _DECIDED.get(self.decision)) or super().describe_state(word)
        return replace(state, trouble="no-go") if self.decision == "no-go" else state

    def state(self, context: EvaluationContext) -> str:
        return context.standing(self.id).state.value

    def is_settled(self, context: EvaluationContext) -> bool:
        is_valid = context.standing(self.id).state is SignOffState.VALID
        return is_valid and not any(context.lacks_signoff(reference) for reference in self.depends_on)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """Every slot of a `go` phase is required. A no-go blocks at any level, verified or not."""
        if not context.is_counted:
            return None
        if self.decision == "no-go":
            reason = f": {self.reason}" if self.reason else ""
            return Blocked(BlockerRule.REFUSED, f"{context.name_of(self.by)} said no-go{reason}")
        if self.is_settled(context):
            return None
        standing = context.standing(self.id)
        is_early = standing.state is SignOffState.VALID
        return Blocked(
            BlockerRule.SIGNOFF_MISSING, "covers a sign-off that is not valid" if is_early else standing.reason
        )

    def find_excuse(self) -> Excused | None:
        if self.decision != "go" or not self.conditions:
            return None
        return Excused(f"go, on the condition: {self.conditions}")


def slots_of(release: Release) -> Iterator[tuple[Section, SignOff]]:
    """The sign-offs of a release with their sections, in the order of its pages."""
    for section, entry in release.walk():
        if isinstance(entry, SignOff):
            yield section, entry


def _check_signoff(slot: SignOff, reading: DecodeContext) -> None:
    if slot.decision and not slot.by:
        message = f'"{slot.id}" has a decision and nobody who made it'
        reading.error("conflicting-keys", slot.where.at("by").span, message, "write the signer's id behind `by:`")


SIGNATURE = Table(
    "signature",
    Signature,
    Field("at", LINE, "When it was signed.", required=True, empty=Empty.REFUSED),
    Field("digest", LINE, "The digest of what it covers.", required=True, empty=Empty.REFUSED),
    Field("signature", TEXT, "The portable signature.", empty=Empty.REFUSED),
)

KIND = Kind(
    "signoffs",
    "The slots of those who decide. Settled by a valid go at the required level. Naming sign-offs in `covers` makes a "
    "final authorization: it needs them to be valid.",
    entry_table(
        "sign-off",
        SignOff,
        answers=(
            Field(
                "decision",
                Choice("go", "no-go", "withdrawn"),
                "The decision.",
                required=True,
                empty=Empty.OPEN,
            ),
            Field("by", ID, "The person who decided.", required=True, empty=Empty.OPEN),
            Field("reason", TEXT, "Why not."),
            Field("conditions", TEXT, "What a go depends on; makes the release CONDITIONAL."),
            Field("signed", Nested(SIGNATURE), "Written by `gonogo sign`.", empty=Empty.REFUSED),
            Field(
                "countersigned",
                RecordsById(SIGNATURE, has_id=False),
                "By person: written by `gonogo countersign`.",
                empty=Empty.REFUSED,
            ),
        ),
        plan=(
            Field("role", ID, "The role that must sign.", empty=Empty.REFUSED, default="the entry's id"),
            Field("meaning", LINE, "What a signature here says.", default="the title"),
            Field(
                "covers",
                ListOf(COVERAGE),
                "What it is about: phases, sections, entries, or `all` sections of `go` phases except sign-offs.",
                empty=Empty.REFUSED,
                default="`[all]`",
            ),
        ),
        check=_check_signoff,
    ),
    areas=(Area("Sign-offs"),),
    page="sign-offs",
)

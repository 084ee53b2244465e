"""The kind `triggers`: events that forbid GO or force a rollback if they happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.format.sections.kind import LIVE_ANSWER, Answered, Area, Kind, entry_table, status
from gonogo.format.tables import Empty, Field
from gonogo.format.value_type import Choice
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from gonogo.model.judgement import EvaluationContext


UNSEEN = StateWord(
    "open", "Not checked", "mute", "open", also="unchecked, not looked at, unknown, todo, pending, [ ], ☐"
)
CLEAR = StateWord(
    "clear", "Clear", "good", "clear", is_settled=True, also="done, ok, met, green, not fired, not triggered, ✅, ✓, ✔"
)
FIRED = StateWord("fired", "Fired", "bad", "fired", trouble="fired", also="triggered, happened, occurred, raised, ❌")
STATES = (UNSEEN, CLEAR, FIRED)
_AMBIGUOUS = ("yes", "no", "y", "n", "true", "false", "x", "[x]", "☑")
_FIRED_OR_CLEAR = "`fired` if the event has happened, `clear` if a check showed that it has not"


class Trigger(Answered):
    """A trigger. Its status is open (nobody has checked), clear or fired."""

    states = STATES
    proven_answers: ClassVar[tuple[str, ...]] = (CLEAR.word,)

    @property
    def settled_word(self) -> str:
        """`clear`; "" for a fired trigger, because pages must not propose clearing it."""
        return "" if self.status == FIRED.word else CLEAR.word

    @property
    def alarm_word(self) -> str:
        return FIRED.word

    def counts_in_progress(self, context: EvaluationContext) -> bool:
        is_open = self.status == UNSEEN.word or self.lacks_evidence(context)
        return not (context.decides == "rollback" and is_open)

    def is_settled(self, context: EvaluationContext) -> bool:
        is_clear = self.status == CLEAR.word == context.answer(self.id, self.status).state
        return is_clear and not self.lacks_evidence(context)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        """The blocker according to the worse of two answers: the answer in the file, and the answer that counts."""
        answer = context.answer(self.id, self.status)
        reason = f": {self.note}" if self.note else ""
        if FIRED.word in (self.status, answer.state) and not (context.is_over and context.decides == "rollback"):
            return Blocked(BlockerRule.FIRED_TRIGGER, answer.reason or f"fired{reason}", answer.code)
        if UNSEEN.word in (self.status, answer.state) and context.decides == "no-go":
            return Blocked(BlockerRule.UNSEEN_TRIGGER, answer.reason or "not checked", answer.code)
        if context.decides == "no-go" and self.lacks_evidence(context):
            return Blocked(BlockerRule.UNSEEN_TRIGGER, self.say_lack(context))
        return None


KIND = Kind(
    "triggers",
    "Events that forbid the deployment or force a rollback. A trigger is settled when it is `clear`. A fired trigger "
    "blocks in every phase. An open no-go trigger blocks too, because nobody has checked whether the event has "
    "happened. An open rollback trigger never blocks.",
    entry_table("trigger", Trigger, answers=(status(STATES, others=dict.fromkeys(_AMBIGUOUS, _FIRED_OR_CLEAR)),)),
    rows=(
        Field(
            "decides",
            Choice("no-go", "rollback"),
            "The effect of a fired trigger in this section.",
            required=True,
            empty=Empty.REFUSED,
        ),
    ),
    areas=(Area("No-go triggers", gate="", decides="no-go"),),
    live_keys=LIVE_ANSWER,
)

"""`triggers`: events that mean no-go or rollback if they happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections.kind import Answered, Area, Kind, entry_table, status
from gonogo.format.tables import Empty, Field
from gonogo.format.value_type import Choice
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from gonogo.model.judgement import EvaluationContext


UNSEEN = StateWord("open", "Not looked at", "mute", "open")
CLEAR = StateWord("clear", "Clear", "good", "clear", is_settled=True)
FIRED = StateWord("fired", "Fired", "bad", "fired", trouble="fired")
STATES = (UNSEEN, CLEAR, FIRED)


class Trigger(Answered):
    """A trigger: open (not checked yet), clear or fired."""

    states = STATES

    def counts_in_progress(self, context: EvaluationContext) -> bool:
        return not (context.decides == "rollback" and self.status == UNSEEN.word)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        reason = f": {self.note}" if self.note else ""
        if self.status == FIRED.word:
            return Blocked(BlockerRule.FIRED_TRIGGER, f"fired{reason}")
        if self.status == UNSEEN.word and context.decides == "no-go":
            return Blocked(BlockerRule.UNSEEN_TRIGGER, "nobody has looked")
        return None


KIND = Kind(
    "triggers",
    "What forbids to go, or forces back. Settled when `clear`. A fired trigger blocks whatever its phase; an open "
    "one that decides no-go does too, because nobody has looked. Open rollback triggers never block.",
    entry_table("trigger", Trigger, answers=(status(STATES),)),
    rows=(
        Field(
            "decides",
            Choice("no-go", "rollback"),
            "What a fired trigger of this section means.",
            required=True,
            empty=Empty.REFUSED,
        ),
    ),
    areas=(Area("No-go triggers", gate="", decides="no-go"),),
)

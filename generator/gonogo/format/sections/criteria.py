"""The kind `criteria`: conditions that GO requires."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.format.named_types import REFERENCE
from gonogo.format.sections.kind import LIVE_ANSWER, MET, OPEN, Area, Kind, entry_table, status
from gonogo.format.tables import Empty, Field
from gonogo.format.value_type import ListOf
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.own_fact import OwnFact
from gonogo.model.release import Entry
from gonogo.model.state_words import StateWord

if TYPE_CHECKING:
    from gonogo.format.decode_context import DecodeContext
    from gonogo.model.judgement import EvaluationContext
    from gonogo.model.references import Reference

UNMET = StateWord(
    "unmet", "Not met", "bad", "blocked", trouble="not met", also="not met yet, failed, fail, no, n, false, ❌, ✗, ✘"
)
STATES = (OPEN, MET, UNMET)
WORDS = tuple(state.word for state in STATES)


class Criterion(Entry):
    """A criterion. Either a person answers the criterion with `status`, or it follows from the entries in `when`."""

    states = STATES
    proven_answers: ClassVar[tuple[str, ...]] = (MET.word,)

    status: str | None = None
    when: tuple[Reference, ...] = ()

    @property
    def depends_on(self) -> tuple[Reference, ...]:
        return self.when

    @property
    def has_answer(self) -> bool:
        return not self.when

    @property
    def alarm_word(self) -> str:
        return UNMET.word

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        return (OwnFact("Follows from", references=self.when),) if self.when else ()

    def state(self, context: EvaluationContext) -> str:
        return self.status or ("met" if self.is_settled(context) else "open")

    def is_settled(self, context: EvaluationContext) -> bool:
        if self.when:
            return all(context.is_settled(reference) for reference in self.when)
        is_met = self.status == "met" == context.answer(self.id, "met").state
        return is_met and not self.lacks_evidence(context)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        if not context.is_counted or self.is_settled(context):
            return None
        if not self.when:
            answer = context.answer(self.id, self.status or "")
            reason = f": {self.note}" if self.note else ""
            why = self.say_lack(context) if self.lacks_evidence(context) else f"{self.status}{reason}"
            return Blocked(BlockerRule.CRITERION_UNMET, answer.reason or why, answer.code)
        if any(context.blocks_elsewhere(reference) for reference in self.when):
            return None
        return Blocked(BlockerRule.CRITERION_UNMET, self.shortfall(context))

    def shortfall(self, context: EvaluationContext) -> str:
        if not self.when:
            return super().shortfall(context)
        unsettled = ", ".join(str(reference) for reference in self.when if not context.is_settled(reference))
        return f"follows from {unsettled}, which is not settled"


def _check_criterion(criterion: Criterion, reading: DecodeContext) -> None:
    if criterion.status is not None and criterion.when:
        hint = "a criterion with `when` cannot have a status: remove one of them"
        place = criterion.where.at("status").span
        reading.error("conflicting-keys", place, "`status` and `when` are both present", hint)
    if criterion.status is None and not criterion.when:
        hint = f"add `status:` with one of {', '.join(WORDS)}, or `when:` with the entries that it follows from"
        message = f'criterion "{criterion.id}" has no line "status"'
        reading.error("missing-key", criterion.where.key, message, hint)


KIND = Kind(
    "criteria",
    "Conditions that GO requires. A criterion is settled when it is `met`. A criterion with `when` is settled when all "
    "entries named in `when` are settled; until then, it blocks only if none of these entries blocks.",
    entry_table(
        "criterion",
        Criterion,
        answers=(status(STATES, required=False),),
        plan=(
            Field(
                "when",
                ListOf(REFERENCE),
                "The phases, sections or entries from which the criterion follows. Replaces `status`.",
                empty=Empty.REFUSED,
            ),
        ),
        check=_check_criterion,
    ),
    areas=(Area("Go criteria"),),
    live_keys=LIVE_ANSWER,
    live_unless="when",
)

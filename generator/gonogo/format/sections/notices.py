"""The kind `notices`: messages with their times and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.format.named_types import ID, OFFSET
from gonogo.format.sections.kind import DONE, OPEN, Answered, Kind, entry_table, status
from gonogo.format.tables import Empty, Field
from gonogo.format.value_type import ListOf
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.own_fact import OwnFact

if TYPE_CHECKING:
    from gonogo.model.ids import ChannelId
    from gonogo.model.judgement import EvaluationContext


STATES = (OPEN, DONE)


class Notice(Answered):
    """A notice in the communication timeline. The status `done` means that somebody has sent the notice."""

    states = STATES
    proven_answers: ClassVar[tuple[str, ...]] = (DONE.word,)
    takes_time: ClassVar[bool] = False

    channels: tuple[ChannelId, ...] = ()

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        return (OwnFact("Channels", channels=self.channels),) if self.channels else ()

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        if not context.is_counted or self.is_settled(context):
            return None
        why = self.say_lack(context) if self.lacks_evidence(context) else "not sent"
        return Blocked(BlockerRule.ENTRY_OPEN, why)


KIND = Kind(
    "notices",
    "The communication timeline. A notice is settled when it is `done`, which means sent.",
    entry_table(
        "notice",
        Notice,
        answers=(status(STATES),),
        plan=(
            Field("at", OFFSET, "The time to send the notice, relative to T-0.", required=True, empty=Empty.REFUSED),
            Field("channels", ListOf(ID), "The channels for the notice, by their ids in `system.yml`."),
        ),
    ),
    page="communication",
)

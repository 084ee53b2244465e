"""`notices`: who is told what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.fields import Empty, Field, ListOf
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.release import Entry
from gonogo.sections.common import Kind, entry_table, status
from gonogo.values import ID, OFFSET

if TYPE_CHECKING:
    from gonogo.model.ids import ChannelId
    from gonogo.model.judgement import Circumstances


class Notice(Entry):
    """A notice of the communication timeline; done means sent."""

    status: str
    channels: tuple[ChannelId, ...] = ()

    def state(self, around: Circumstances) -> str:
        del around
        return self.status

    def is_settled(self, around: Circumstances) -> bool:
        del around
        return self.status == "done"

    def find_blocker(self, around: Circumstances) -> Blocked | None:
        if not around.is_counted or self.status == "done":
            return None
        return Blocked(BlockerRule.ENTRY_OPEN, "not sent")


KIND = Kind(
    "notices",
    "The communication timeline. Settled when `done`, which means sent.",
    entry_table(
        "notice",
        Notice,
        answers=(status("open", "done"),),
        plan=(
            Field("at", OFFSET, "When it is sent, relative to T-0.", required=True, empty=Empty.REFUSED),
            Field("channels", ListOf(ID), "The channels of `system.yml` that carry it."),
        ),
    ),
)

"""`triggers`: what, when it happens, means no-go or rollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.fields import Choice, Empty, Field
from gonogo.model.judgement import Blocked, BlockerRule
from gonogo.model.release import Entry
from gonogo.sections.common import Kind, entry_table, status

if TYPE_CHECKING:
    from gonogo.model.judgement import Circumstances


class Trigger(Entry):
    """A trigger: open (nobody has looked), clear or fired."""

    status: str

    def state(self, around: Circumstances) -> str:
        del around
        return self.status

    def is_settled(self, around: Circumstances) -> bool:
        del around
        return self.status == "clear"

    def counts_in_progress(self, around: Circumstances) -> bool:
        return not (around.decides == "rollback" and self.status == "open")

    def find_blocker(self, around: Circumstances) -> Blocked | None:
        reason = f": {self.note}" if self.note else ""
        if self.status == "fired":
            return Blocked(BlockerRule.FIRED_TRIGGER, f"fired{reason}")
        if self.status == "open" and around.decides == "no-go":
            return Blocked(BlockerRule.UNSEEN_TRIGGER, "nobody has looked")
        return None


KIND = Kind(
    "triggers",
    "What forbids to go, or forces back. Settled when `clear`. A fired trigger blocks whatever its phase; an open "
    "one that decides no-go does too, because nobody has looked. Open rollback triggers never block.",
    entry_table("trigger", Trigger, answers=(status("open", "clear", "fired"),)),
    rows=(
        Field(
            "decides",
            Choice("no-go", "rollback"),
            "What a fired trigger of this section means.",
            required=True,
            empty=Empty.REFUSED,
        ),
    ),
)

"""`procedure`: timed steps, minutes from its start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.fields import Empty, Field
from gonogo.model.release import Entry
from gonogo.sections.common import Kind, entry_table, status
from gonogo.values import ID, SPAN

if TYPE_CHECKING:
    from gonogo.model.judgement import Blocked, Circumstances


class Step(Entry):
    """A step; `span` is from minute to minute, from the start of the procedure. It never counts in progress."""

    in_section_only: ClassVar[bool] = True

    status: str
    span: tuple[int, int]

    def state(self, around: Circumstances) -> str:
        del around
        return self.status

    def is_settled(self, around: Circumstances) -> bool:
        del around
        return self.status == "done"

    def find_blocker(self, around: Circumstances) -> Blocked | None:
        del around
        return None


KIND = Kind(
    "procedure",
    "Steps on a clock, such as a rollback. Settled when `done`, in its section only: steps never count in progress "
    "and never block.",
    entry_table(
        "step",
        Step,
        answers=(status("open", "done"),),
        plan=(
            Field(
                "span",
                SPAN,
                "From minute to minute, from the procedure's start.",
                required=True,
                empty=Empty.REFUSED,
            ),
        ),
    ),
    rows=(
        Field(
            "restored_by",
            ID,
            "The step after which service is back.",
            empty=Empty.REFUSED,
            default="the last step",
        ),
    ),
)

"""`procedure`: timed steps, minutes from its start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gonogo.format.named_types import ID, SPAN
from gonogo.format.sections.kind import DONE, OPEN, Answered, Kind, entry_table, status
from gonogo.format.tables import Empty, Field
from gonogo.model.own_fact import OwnFact

if TYPE_CHECKING:
    from gonogo.model.judgement import Blocked, EvaluationContext
    from gonogo.model.release import Section


STATES = (OPEN, DONE)


class Step(Answered):
    """A step; `span` is its first and last minute from the start of the procedure. It never counts in progress."""

    states = STATES
    proven_answers: ClassVar[tuple[str, ...]] = (DONE.word,)
    in_section_only: ClassVar[bool] = True

    span: tuple[int, int]

    @property
    def own_facts(self) -> tuple[OwnFact, ...]:
        start, end = self.span
        return (OwnFact("Minutes", f"{start} to {end}"),)

    def find_blocker(self, context: EvaluationContext) -> Blocked | None:
        del context
        return None


def steps_of(section: Section) -> tuple[Step, ...]:
    """The steps of a procedure, in order; empty for a section of another kind."""
    return tuple(entry for entry in section.entries if isinstance(entry, Step))


KIND = Kind(
    "procedure",
    "Timed steps, such as a rollback. A step is settled when `done`, but only in its section: steps never count toward "
    "progress and never block.",
    entry_table(
        "step",
        Step,
        answers=(status(STATES),),
        plan=(
            Field(
                "span",
                SPAN,
                "The start and end minutes, counted from the procedure's start.",
                required=True,
                empty=Empty.REFUSED,
            ),
        ),
    ),
    rows=(
        Field(
            "restored_by",
            ID,
            "The step that restores service. Without this step, the latest time to decide on a rollback is unknown.",
            empty=Empty.REFUSED,
        ),
    ),
    page="rollback",
)

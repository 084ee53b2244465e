"""The kind `procedure`: steps with their start and end in minutes from the start of the procedure."""

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
    """A step. `span` is its start and end, in minutes from the start of the procedure.

    A step never counts toward the progress of the release.
    """

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
    """The steps of a procedure in document order; () for a section of another kind."""
    return tuple(entry for entry in section.entries if isinstance(entry, Step))


KIND = Kind(
    "procedure",
    "The steps of a procedure such as a rollback, with their times. A step is settled when it is `done`. Steps count "
    "only in their section: they never count toward the progress of the release, and never block.",
    entry_table(
        "step",
        Step,
        answers=(status(STATES),),
        plan=(
            Field(
                "span",
                SPAN,
                "The start and end of the step, in minutes from the start of the procedure.",
                required=True,
                empty=Empty.REFUSED,
            ),
        ),
    ),
    rows=(
        Field(
            "restored_by",
            ID,
            "The step that restores service. Without this key, gonogo cannot compute the latest time for a rollback "
            "decision.",
            empty=Empty.REFUSED,
        ),
    ),
    page="rollback",
)

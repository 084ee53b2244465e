"""The outcome of a closed release, the day of its closing, and its fired triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, show_day
from gonogo.site.parts.fired_triggers import FiredTrigger, list_reasons
from gonogo.verdict.reasons import outcome_word

if TYPE_CHECKING:
    from gonogo.site.release_context import ReleaseContext


class OutcomeView(Frozen):
    """The outcome in one word, the day on which the release was closed, and the triggers that had fired.

    `doubt` says that the release was rolled back although no trigger has fired; else it is "".
    """

    word: str
    day: Clock | None
    triggers: tuple[FiredTrigger, ...]
    doubt: str

    @property
    def is_explained(self) -> bool:
        """Whether the view has facts that the release's badge does not show."""
        return bool(self.triggers or self.doubt)


def show_outcome(context: ReleaseContext) -> OutcomeView | None:
    """The outcome of a closed release, with links from the current page; None for an open release."""
    outcome = context.release.outcome
    if not outcome:
        return None
    triggers = list_reasons(context, context.path)
    doubt = "the reason is missing: no trigger is marked as fired" if outcome == "rolled-back" and not triggers else ""
    return OutcomeView(outcome_word(outcome), find_closing_day(context), triggers, doubt)


def find_closing_day(context: ReleaseContext) -> Clock | None:
    """The day on which a release was closed; None for an open release, or if git history does not give the day."""
    closing = context.judgement.closing
    return show_day(closing.closed.landed_at) if closing and closing.closed.landed_at else None

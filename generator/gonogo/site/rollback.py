"""What somebody needs who has to decide to go back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.model.schedule import shift
from gonogo.sections.procedure import Step
from gonogo.site.clock import say_length, say_moment
from gonogo.site.entries import Fact, text_fact
from gonogo.site.reach import Reach, reach_owner

if TYPE_CHECKING:
    from gonogo.site.plan import Shelf


class RollbackView(Frozen):
    """The facts above the triggers and the procedure, and whom to call."""

    facts: tuple[Fact, ...]
    call: tuple[Reach, ...]


def show_rollback(shelf: Shelf) -> RollbackView:
    """How long it takes, until when it can be decided, and whom to call."""
    facts = []
    restored = restored_after(shelf)
    if restored is not None:
        facts.append(text_fact("Service is back", f"{say_length(restored)} after the procedure starts"))
    window = shelf.release.window_ends
    latest = shift(window, -restored) if isinstance(window, datetime) and restored is not None else None
    if latest is not None:
        facts.append(text_fact("Decide by", say_moment(latest)))
    elif restored is not None:
        why = "gives no time of day" if window else "does not say"
        facts.append(
            text_fact("Decide by", f"not known: the release {why} when the maintenance window ends (`window_ends`)")
        )
    lead = shelf.release.lead or "deployment-lead"
    known = lead in shelf.system.roles or lead in shelf.snapshot.people
    return RollbackView(tuple(facts), reach_owner(lead, shelf.system, shelf.snapshot) if known else ())


def restored_after(shelf: Shelf) -> int | None:
    """Minutes from the start of the first procedure until service is back; None without a procedure."""
    for section in shelf.release.ordered_sections():
        steps = [entry for entry in section.entries if isinstance(entry, Step)]
        if steps:
            named = [step for step in steps if step.id == section.restored_by]
            return (named or steps)[-1].span[1]
    return None

"""How long going back takes, and until when that can be decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.format.sections.procedure import steps_of
from gonogo.model.schedule import shift

if TYPE_CHECKING:
    from gonogo.format.sections.procedure import Step
    from gonogo.model.release import Release, Section


def find_slowest(release: Release) -> tuple[Section, int] | None:
    """The procedure that takes longest until service is back, and its minutes; None without a timed procedure.

    The slowest counts, because nobody knows beforehand which one will be needed.
    """
    procedures = [
        (section, restored_after(section, steps))
        for section in release.ordered_sections()
        if (steps := steps_of(section))
    ]
    return max(procedures, key=lambda pair: pair[1], default=None)


def restored_after(section: Section, steps: tuple[Step, ...]) -> int:
    """Minutes from the start of a procedure until service is back: at the end of `restored_by`, else of all steps."""
    named = [step for step in steps if step.id == section.restored_by]
    return (named or steps)[-1].span[1]


def latest_decision(release: Release) -> datetime | None:
    """The last moment at which going back still fits into the maintenance window of an open release.

    None if the release is closed, if its window does not end at a time of day, or without a timed procedure.
    """
    slowest = find_slowest(release)
    if release.outcome or slowest is None or release.window_ends is None:
        return None
    moment = release.in_zone(release.window_ends)
    return shift(moment, -slowest[1]) if isinstance(moment, datetime) else None

"""The duration of a rollback, and the latest time to decide on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.format.sections.procedure import steps_of
from gonogo.model.schedule import shift

if TYPE_CHECKING:
    from gonogo.model.release import Release, Section


def find_slowest(release: Release) -> tuple[Section, int] | None:
    """The procedure that takes longest to restore service, and its minutes; None if that is not known.

    The slowest counts, because it is not known in advance which procedure will be needed. So the duration is not known
    as long as one procedure does not give the time when service is restored.
    """
    minutes = [(section, restored_after(section)) for section in list_procedures(release)]
    known = [(section, restored) for section, restored in minutes if restored is not None]
    return max(known, key=lambda pair: pair[1]) if known and len(known) == len(minutes) else None


def list_procedures(release: Release) -> tuple[Section, ...]:
    """The sections with timed steps, in page order."""
    return tuple(section for section in release.ordered_sections() if steps_of(section))


def restored_after(section: Section) -> int | None:
    """Minutes from the start of a procedure until service is restored: the end of `restored_by`; None without it.

    The last step is not a substitute: it is often a meeting or a report.
    """
    return next((step.span[1] for step in steps_of(section) if step.id == section.restored_by), None)


def latest_decision(release: Release) -> datetime | None:
    """The last moment at which a rollback still fits into the maintenance window of an open release.

    None if the release is closed, if its window does not end at a time of day, or if the duration of a rollback is not
    known.
    """
    slowest = find_slowest(release)
    if release.outcome or slowest is None or release.window_ends is None:
        return None
    moment = release.in_zone(release.window_ends)
    return shift(moment, -slowest[1]) if isinstance(moment, datetime) else None

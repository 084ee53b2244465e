"""The duration of a rollback, and the latest time to decide on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.format.sections.procedure import steps_of
from gonogo.model.schedule import shift

if TYPE_CHECKING:
    from gonogo.model.release import Release, Section


def find_slowest(release: Release) -> tuple[Section, int] | None:
    """The procedure that takes longest to restore service, and its minutes; None if a duration is not known.

    Nobody knows in advance which procedure will be needed, so the slowest one counts. The result is not known if one of
    the procedures does not say when service is restored.
    """
    minutes = [(section, restored_after(section)) for section in list_procedures(release)]
    known = [(section, restored) for section, restored in minutes if restored is not None]
    return max(known, key=lambda pair: pair[1]) if known and len(known) == len(minutes) else None


def list_procedures(release: Release) -> tuple[Section, ...]:
    """The sections with timed steps, in page order."""
    return tuple(section for section in release.ordered_sections() if steps_of(section))


def restored_after(section: Section) -> int | None:
    """Minutes from the start of a procedure to the end of its step `restored_by`; None without this key.

    The end of the last step would be wrong, because the last step is often a meeting or a report.
    """
    return next((step.span[1] for step in steps_of(section) if step.id == section.restored_by), None)


def latest_decision(release: Release) -> datetime | None:
    """The last moment at which a rollback still fits into the maintenance window of an open release.

    None if the release is closed, if `window_ends` is not a time of day, or if the duration of a rollback is not known.
    """
    slowest = find_slowest(release)
    if release.outcome or slowest is None or release.window_ends is None:
        return None
    moment = release.in_zone(release.window_ends)
    return shift(moment, -slowest[1]) if isinstance(moment, datetime) else None

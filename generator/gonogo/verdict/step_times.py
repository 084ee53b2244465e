"""The start and end times of entries with an `at`.

All entries with the same time in `at` are a block. In a block, a step begins when the previous step ends. The run
sheet, the calendar, open work and overdue entries use the times from this module.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import shift, start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import EntryId
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.schedule import Offset


class TimedEntry(Frozen):
    """An entry with its `at`. `when` is the same time in minutes, for sorting."""

    at: Offset
    when: float
    section: Section
    entry: Entry


class StepTime(NamedTuple):
    """The time of an entry in its block.

    `passed` is the sum of the planned minutes of the previous entries in the block; None if one of them has no planned
    minutes. `lasts` are the planned minutes of the entry itself; None if the entry has none. `start` and `end` are
    None if `passed` is None, if T-0 is not planned, or if T-0 is only a day.
    """

    passed: int | None
    lasts: int | None
    start: datetime | None
    end: datetime | None


def list_timed(release: Release) -> Iterator[tuple[Section, Entry, Offset]]:
    """Every entry with an `at`, of its own or of its section, with the section. Steps of procedures are left out."""
    for section, entry in release.walk():
        if (at := section.at_of(entry)) is not None and not entry.in_section_only:
            yield section, entry, at


def group_timed(release: Release) -> list[tuple[TimedEntry, ...]]:
    """The blocks of a release, earliest first."""
    timed = [TimedEntry(at, _when(at, release), section, entry) for section, entry, at in list_timed(release)]
    # A notice is sent before the steps with the same time begin.
    timed.sort(key=lambda step: (step.when, step.entry.takes_time))
    return [tuple(group) for _, group in groupby(timed, lambda step: step.when)]


def measure_block(group: tuple[TimedEntry, ...], release: Release, judgement: Judgement) -> dict[EntryId, StepTime]:
    """The times of the entries in a block, keyed by entry, in the order of the block."""
    moment = release.resolve(group[0].at)
    parents = {child.id: timed.entry for timed in group for child in timed.entry.children}
    passed: int | None = 0
    times = {}
    for timed in group:
        entry = timed.entry
        lasts = _minutes(entry, parents.get(entry.id), judgement) if entry.takes_time else 0
        start = shift(moment, passed) if isinstance(moment, datetime) and passed is not None else None
        times[entry.id] = StepTime(passed, lasts, start, shift(start, lasts or 0) if start else None)
        passed = None if passed is None or lasts is None else passed + lasts
    return times


def find_step_times(release: Release, judgement: Judgement) -> dict[EntryId, StepTime]:
    """The times of all entries of a release that have an `at`, keyed by entry."""
    times: dict[EntryId, StepTime] = {}
    for group in group_timed(release):
        times |= measure_block(group, release, judgement)
    return times


def _when(at: Offset, release: Release) -> float:
    """The time in minutes, for sorting: from the epoch if T-0 is planned, else from T-0 with months of 30 days."""
    moment = release.resolve(at)
    return start_of(moment).timestamp() / 60 if moment else at.nominal


def _minutes(entry: Entry, parent: Entry | None, judgement: Judgement) -> int | None:
    """The minutes that an entry takes in its block; None if they are not known.

    `parent` is the entry above this entry, if it is in the block too. An excused entry takes no time. If an entry has
    entries below it with minutes, only the minutes of these count; otherwise, only the minutes of the entry itself.
    """
    if entry.describe_state(judgement.states[entry.id]).is_excused:
        return 0
    if entry.children:
        return 0 if any(child.minutes is not None for child in entry.children) else entry.minutes
    if parent is None or parent.minutes is None or any(child.minutes is not None for child in parent.children):
        return entry.minutes
    return 0

"""The start and end times of a release's steps and notices: a step begins after the earlier steps in its block.

A block is everything with the same `at`. The run sheet, the calendar, open work and overdue entries all take their
times from this module.
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
    """A step or notice with its time; `when` is in minutes, for sorting."""

    at: Offset
    when: float
    section: Section
    entry: Entry


class StepTime(NamedTuple):
    """The time of a step or notice in its block.

    `passed` are the planned minutes of the steps before it, `lasts` its own; None if the file does not give them.
    `start` and `end` are clock times; None if T-0 has no time, or if they are not known.
    """

    passed: int | None
    lasts: int | None
    start: datetime | None
    end: datetime | None


def list_timed(release: Release) -> Iterator[tuple[Section, Entry, Offset]]:
    """Every step and notice that has a time, with its section."""
    for section, entry in release.walk():
        if (at := section.at_of(entry)) is not None and not entry.in_section_only:
            yield section, entry, at


def group_timed(release: Release) -> list[tuple[TimedEntry, ...]]:
    """The blocks of a release, earliest first."""
    timed = [TimedEntry(at, _when(at, release), section, entry) for section, entry, at in list_timed(release)]
    # A notice goes out before the steps of its time begin.
    timed.sort(key=lambda step: (step.when, step.entry.takes_time))
    return [tuple(group) for _, group in groupby(timed, lambda step: step.when)]


def measure_block(group: tuple[TimedEntry, ...], release: Release, judgement: Judgement) -> dict[EntryId, StepTime]:
    """The times of the steps and notices in a block, in its order."""
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
    """The times of all steps and notices of a release that have a time."""
    times: dict[EntryId, StepTime] = {}
    for group in group_timed(release):
        times |= measure_block(group, release, judgement)
    return times


def _when(at: Offset, release: Release) -> float:
    """Minutes for sorting: by the clock if T-0 is planned, since months differ in length."""
    moment = release.resolve(at)
    return start_of(moment).timestamp() / 60 if moment else at.nominal


def _minutes(entry: Entry, parent: Entry | None, judgement: Judgement) -> int | None:
    """The minutes that a step takes in its block, None if unknown; `parent` is the step above it in the block.

    An excused step takes no time. If the steps below a step have minutes, theirs count and its own do not.
    """
    if entry.describe_state(judgement.states[entry.id]).is_excused:
        return 0
    if entry.children:
        return 0 if any(child.minutes is not None for child in entry.children) else entry.minutes
    if parent is None or parent.minutes is None or any(child.minutes is not None for child in parent.children):
        return entry.minutes
    return 0

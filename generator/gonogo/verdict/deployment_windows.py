"""The deployment windows of open releases, their overlaps, and the people with steps in two overlapping windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.schedule import end_of, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gonogo.model.ids import PersonId
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System


class DeploymentWindow(Frozen):
    """The deployment window of an open release: from T-0 to `window_ends`.

    Without `window_ends`, the window is only T-0, or the whole day if T-0 is a day. `people` are the people who lead
    the deployment or own a step with a time, including the holders of roles.
    """

    system: System
    release: Release
    start: datetime
    end: datetime
    people: frozenset[PersonId]


class Overlap(NamedTuple):
    """Two overlapping windows: `first` starts first. `people` are the ids of the people in both windows, sorted."""

    first: DeploymentWindow
    second: DeploymentWindow
    people: tuple[PersonId, ...]


def find_windows(snapshot: Snapshot) -> tuple[DeploymentWindow, ...]:
    """The windows of all open releases that have a T-0, sorted by start."""
    windows = [
        window
        for system, release in snapshot.releases()
        if not release.outcome and (window := _find_window(system, release, snapshot))
    ]
    return tuple(sorted(windows, key=lambda window: (window.start, str(window.release.ref))))


def find_overlaps(windows: Iterable[DeploymentWindow]) -> Iterator[Overlap]:
    """Every pair of overlapping windows. `windows` must be sorted by start, as `find_windows` returns them."""
    running: list[DeploymentWindow] = []
    for window in windows:
        running = [earlier for earlier in running if earlier.end >= window.start]
        for earlier in running:
            yield Overlap(earlier, window, tuple(sorted(earlier.people & window.people)))
        running.append(window)


def _find_window(system: System, release: Release, snapshot: Snapshot) -> DeploymentWindow | None:
    if release.deploy_at is None:
        return None
    start = start_of(release.deploy_at, release.zone)
    end = end_of(release.window_ends or release.deploy_at, release.zone)
    return DeploymentWindow(system, release, start, max(start, end), _find_people(system, release, snapshot))


def _find_people(system: System, release: Release, snapshot: Snapshot) -> frozenset[PersonId]:
    names = {release.leader}
    for section, entry in release.walk():
        if entry.takes_time and section.at_of(entry):
            names.update(section.owner_of(entry))
    people = {person for name in names for person in system.people_of(name)}
    return frozenset(people & snapshot.people.keys())

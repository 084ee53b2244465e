"""The burn-up of a release: the number of its entries and of its settled entries, after each landing that changed it.

A version is the file after a landing. gonogo reads it like the versions from which it derives events, so that the chart
agrees with the audit trail: for example, a tab is an error in the checked-out file, but not in a past version. gonogo
then decodes and counts the version like the checked-out file, so that the last number equals the number on every page.
The burn-up leaves out a version that cannot be read or decoded.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.judgement import Point, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gonogo.model.commits import Commit

# The most points: a chart as wide as a page cannot show more. The latest days are always kept, because rates are
# computed from them.
MOST, LATEST = 120, 20


class LandedVersion(NamedTuple):
    """A version of a file on main: its path at that time, its blob, the landing, and the time of the landing."""

    path: str
    blob: str
    landing: str
    at: datetime

    @property
    def key(self) -> str:
        """A text with all data on which the counts of the version depend, except the registry."""
        return f"{self.blob} {self.at.isoformat()} {self.path}"


def find_versions(line: Iterable[Commit], path: str) -> tuple[LandedVersion, ...]:
    """The versions of the file that is now at `path`, under all its names, oldest first. `line` is newest first.

    A landing without a date is omitted. If a landing has an earlier time than the previous landing, it gets the time of
    the previous landing.
    """
    newest_first: list[LandedVersion] = []
    for landing in line:
        change = next((change for change in landing.changes if change.path == path), None)
        moment = landing.committer.moment
        if change is not None and change.after and change.after.blob and moment:
            newest_first.append(LandedVersion(path, change.after.blob, landing.oid, moment))
        path = (change.old_path or path) if change else path
    versions: list[LandedVersion] = []
    for version in reversed(newest_first):
        versions.append(version._replace(at=max(version.at, versions[-1].at)) if versions else version)
    return tuple(versions)


def choose_versions(versions: tuple[LandedVersion, ...], t_zero: datetime | None = None) -> tuple[LandedVersion, ...]:
    """The last version of each day, in UTC, and the last version before T-0; at most MOST versions.

    If there are more, these are the last LATEST versions, and versions evenly spread over the time before.
    """
    is_after = (bool(t_zero and version.at > t_zero) for version in versions)
    days = tuple(
        {(version.at.date(), after): version for version, after in zip(versions, is_after, strict=True)}.values()
    )
    if len(days) <= MOST:
        return days
    older, places = days[:-LATEST], MOST - LATEST
    spread = (older[round(number * (len(older) - 1) / (places - 1))] for number in range(places))
    return (*spread, *days[-LATEST:])


def measure_burn_up(versions: Iterable[LandedVersion], counts: Mapping[str, Tally | None]) -> tuple[Point, ...]:
    """A point for each version that could be counted. `counts` are keyed by `LandedVersion.key`."""
    counted = ((version, counts[version.key]) for version in versions)
    return tuple(Point(version.landing, version.at, tally) for version, tally in counted if tally is not None)


def write_counts(counts: Mapping[str, Tally | None]) -> bytes:
    """The counts in the format of `parse_counts`."""
    return json.dumps(counts, separators=(",", ":")).encode("ascii")


def parse_counts(data: bytes) -> dict[str, Tally | None]:
    """The counts that `write_counts` wrote."""
    return {key: Tally(*count) if count else None for key, count in json.loads(data).items()}

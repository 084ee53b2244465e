"""The burn-up of a release: the number of its entries, and of settled entries, at each of its versions on main.

A version is the file after a landing. Each is read like the versions from which events are derived, so that the chart
agrees with the audit trail: a tab, which gonogo refuses in the checked-out file, hides no day of the past. Each is then
decoded and counted like the checked-out file, so that the last number equals the number on every page. A version that
cannot be read or decoded is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.judgement import Point, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gonogo.model.commits import Commit

# More points than a page-wide chart can show; all of the latest days are kept, since rates are computed from them.
MOST, LATEST = 120, 20


class LandedVersion(NamedTuple):
    """A version of a file on main: its name at the time, its blob, the landing, and the landing's time."""

    path: str
    blob: str
    landing: str
    at: datetime

    @property
    def key(self) -> str:
        """All data that its counts depend on, except the registry."""
        return f"{self.blob} {self.at.isoformat()} {self.path}"


def find_versions(line: Iterable[Commit], path: str) -> tuple[LandedVersion, ...]:
    """The versions of the file that is now at `path`, under all its names, oldest first; `line` is newest first.

    A landing without a date is left out. Time never runs backwards: a landing that claims to be older than the previous
    landing gets the previous landing's date.
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
    """The last version of each day, in UTC, and the last before T-0; if a chart cannot show so many, MOST of them.

    These are the LATEST versions, and others evenly spread over the time before.
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
    """A point for each version that could be counted; `counts` are keyed by `LandedVersion.key`."""
    counted = ((version, counts[version.key]) for version in versions)
    return tuple(Point(version.landing, version.at, tally) for version, tally in counted if tally is not None)


def write_counts(counts: Mapping[str, Tally | None]) -> bytes:
    """The counts in the format of `parse_counts`."""
    return json.dumps(counts, separators=(",", ":")).encode("ascii")


def parse_counts(data: bytes) -> dict[str, Tally | None]:
    """The counts that `write_counts` wrote."""
    return {key: Tally(*count) if count else None for key, count in json.loads(data).items()}

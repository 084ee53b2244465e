"""How a checklist grew and was settled: the same numbers as today's, of versions that were official.

A version is what the main line held after a landing. Each is read and counted as the one that is checked out, so that
the last number of all is the one that every page shows. What cannot be read counts nothing and is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.judgement import Point, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gonogo.model.git import Commit

# More than a chart of a page's width can show; of the latest days, from which rates are told, none is left out.
MOST, LATEST = 120, 20


class Landed(NamedTuple):
    """A version of a file on the main line: the name that it had, its blob, the landing, and when that was."""

    path: str
    blob: str
    landing: str
    at: datetime

    @property
    def key(self) -> str:
        """What its numbers follow from, beside the directory."""
        return f"{self.blob} {self.at.isoformat()} {self.path}"


def find_versions(line: Iterable[Commit], path: str) -> tuple[Landed, ...]:
    """The versions of the file that is at `path` now, under whatever name, oldest first; `line` is newest first.

    A landing without a date has none. Time never runs backwards: a landing that says it is older than the one before
    is given the date of that.
    """
    found: list[Landed] = []
    for landing in line:
        change = next((one for one in landing.changes if one.path == path), None)
        moment = landing.committer.moment
        if change is not None and change.after and change.after.blob and moment:
            found.append(Landed(path, change.after.blob, landing.oid, moment))
        path = (change.old_path or path) if change else path
    in_order: list[Landed] = []
    for one in reversed(found):
        in_order.append(one._replace(at=max(one.at, in_order[-1].at)) if in_order else one)
    return tuple(in_order)


def choose_versions(versions: tuple[Landed, ...]) -> tuple[Landed, ...]:
    """The last version of each day, in UTC; where those are too many for a chart, MOST of them.

    These are the LATEST ones, and others evenly spread over the time before.
    """
    days = tuple({one.at.date(): one for one in versions}.values())
    if len(days) <= MOST:
        return days
    older, places = days[:-LATEST], MOST - LATEST
    spread = (older[round(number * (len(older) - 1) / (places - 1))] for number in range(places))
    return (*spread, *days[-LATEST:])


def measure_growth(versions: Iterable[Landed], counts: Mapping[str, Tally | None]) -> tuple[Point, ...]:
    """A point for each version that could be counted; `counts` are by `Landed.key`."""
    counted = ((one, counts[one.key]) for one in versions)
    return tuple(Point(one.landing, one.at, tally) for one, tally in counted if tally is not None)


def write_counts(counts: Mapping[str, Tally | None]) -> bytes:
    """Counts in a form that `parse_counts` reads."""
    return json.dumps(counts, separators=(",", ":")).encode("ascii")


def parse_counts(data: bytes) -> dict[str, Tally | None]:
    """The counts that were written."""
    return {key: Tally(*count) if count else None for key, count in json.loads(data).items()}

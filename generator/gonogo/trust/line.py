"""The line: the landings that changed the checklists, up to the judged commit.

A landing is a commit on the first-parent line of the main branch, often a merge commit. Its *place* is its index on the
line, 0 for the oldest. The commits *inside* a landing are the commits that it merged into main, including the landing
itself.

The time of a landing is its committer date, which anybody can forge. So a date before that of the previous landing does
not count. The landing then has the time of the previous landing, and `is_backwards` is True.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.history.pull_requests import pull_request_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.commits import Commit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LineLanding(Frozen):
    """A landing of the line; `index` is its place.

    `commit.changes` are the files that differ from the first parent. `at` is its time, never before that of the
    previous landing. `is_backwards` means that the landing's own date was earlier, or cannot be read.
    """

    index: int
    commit: Commit
    at: datetime
    is_backwards: bool

    @property
    def oid(self) -> str:
        return self.commit.oid

    @property
    def pull_request(self) -> int | None:
        """The number of the pull request that the landing's message names; None if it names none."""
        return pull_request_of(self.commit)


def order_landings(newest_first: Iterable[Commit]) -> tuple[LineLanding, ...]:
    """The landings of a line, oldest first."""
    landings: list[LineLanding] = []
    latest = _EPOCH
    for index, commit in enumerate(reversed(tuple(newest_first))):
        moment = commit.committer.moment
        is_backwards = moment is None or moment < latest
        latest = latest if moment is None or is_backwards else moment
        landings.append(LineLanding(index, commit, latest, is_backwards))
    return tuple(landings)

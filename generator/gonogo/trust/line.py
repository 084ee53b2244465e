"""The line: the landings on the main branch that changed the checklists, up to the judged state.

The time of a landing is its committer date, which can be forged. So a landing is never earlier than the landing before
it, and backward dates are recorded.
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
    """A landing with its place on the line, from 0; `commit` lists the files changed against its first parent.

    `at` is its time, never before that of the previous landing; `is_backwards` says that its own date was earlier, or
    cannot be read.
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
        """The pull request number in its message, None without one."""
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

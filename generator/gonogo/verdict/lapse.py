"""The time when a verdict changes without a commit: the end of a waiver that it depends on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gonogo.model.judgement import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.judgement import Judgement


def find_lapse(judgements: Iterable[Judgement]) -> datetime | None:
    """The first moment at which the verdict of an open release changes by itself; None if it does not.

    Only the verdict of a release that could go can get worse: NO-GO stays NO-GO when another waiver ends.
    """
    can_go = (judgement for judgement in judgements if not judgement.closing and judgement.verdict is not Verdict.NO_GO)
    return min((moment for judgement in can_go for moment in _list_ends(judgement)), default=None)


def _list_ends(judgement: Judgement) -> Iterator[datetime]:
    """The moment after the last day (UTC) of each waiver in force; the calendar's last day has no moment after it."""
    for excuse in judgement.excuses:
        if excuse.until and (until := date.fromisoformat(excuse.until)) < date.max:
            yield datetime.combine(until + timedelta(days=1), time(), UTC)

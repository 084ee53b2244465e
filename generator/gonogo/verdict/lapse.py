"""The moment at which a verdict changes without a commit, because a waiver ends on which the verdict depends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gonogo.model.judgement import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.judgement import Judgement


def find_lapse(judgements: Iterable[Judgement]) -> datetime | None:
    """The first moment at which the verdict of any open release changes without a commit; None if there is none.

    Only GO and CONDITIONAL can change in this way: NO-GO stays NO-GO when another waiver ends.
    """
    can_go = (judgement for judgement in judgements if not judgement.closing and judgement.verdict is not Verdict.NO_GO)
    return min((moment for judgement in can_go for moment in _list_ends(judgement)), default=None)


def _list_ends(judgement: Judgement) -> Iterator[datetime]:
    """The moment after the last day (UTC) of each waiver in force.

    A waiver until the last day of Python's calendar is left out, because there is no moment after this day.
    """
    for excuse in judgement.excuses:
        if excuse.until and (until := date.fromisoformat(excuse.until)) < date.max:
            yield datetime.combine(until + timedelta(days=1), time(), UTC)

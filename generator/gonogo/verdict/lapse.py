"""When a verdict changes although nobody commits anything: a waiver on which it depends ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gonogo.model.judgement import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.judgement import Judgement


def find_lapse(judgements: Iterable[Judgement]) -> datetime | None:
    """The first moment at which the verdict of an open release changes by itself; None if none does.

    Only a release that could go can fall back: NO-GO stays NO-GO when another waiver ends.
    """
    can_go = (judgement for judgement in judgements if not judgement.closing and judgement.verdict is not Verdict.NO_GO)
    return min((moment for judgement in can_go for moment in _list_ends(judgement)), default=None)


def _list_ends(judgement: Judgement) -> Iterator[datetime]:
    """The moment after the last day (UTC) of each waiver in force; the last day of the calendar ends never."""
    for excuse in judgement.excuses:
        if excuse.until and (until := date.fromisoformat(excuse.until)) < date.max:
            yield datetime.combine(until + timedelta(days=1), time(), UTC)

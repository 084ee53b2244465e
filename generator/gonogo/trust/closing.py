"""When a release was closed, and the time as of which it is judged."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.schedule import parse_moment
from gonogo.model.trust_codes import TrustCode
from gonogo.trust.closers import may_close

if TYPE_CHECKING:
    from gonogo.model.provenance import Provenance
    from gonogo.trust.release_history import ReleaseHistory, Step
    from gonogo.trust.release_values import ReleaseValues


_DISAGREE = (
    "landing times are out of order or in the future, so the worse of two verdicts counts: "
    "at T-0 and at the closing landing"
)


class Outcome(NamedTuple):
    """The outcome that counts, "" while the release is open, and the place on the line of the landing that set it.

    `reason` and `code` say why the written outcome does not count, "" if it does.
    """

    word: str = ""
    place: int = -1
    closed: Provenance | None = None
    reason: str = ""
    code: str = ""


class TimeZero(NamedTuple):
    """The moments as of which a closed release is judged, each with the place of the landing whose files are judged.

    The first is T-0. There are others only if the times of landings run backwards or are in the future: then the worst
    verdict counts. `remarks` are pairs of a code and a sentence.
    """

    moments: tuple[tuple[datetime, int], ...]
    remarks: tuple[tuple[TrustCode, str], ...]


def find_outcome(history: ReleaseHistory) -> Outcome:
    """The outcome that counts at the end of the line: the last outcome that an authorized person wrote or merged."""
    counted = Outcome()
    for step in history.steps:
        before, after = _outcome_of(step.before), _outcome_of(step.after)
        if before == after:
            continue
        introducers = history.introducers(step.place, ("outcome", ""))
        made = history.provenance(step.place, introducers[0])
        if may_close(history.participants(step.place, introducers), history, step.place):
            # Rewording the outcome does not close the release again.
            place, closed = (counted.place, counted.closed) if after and counted.word else (step.place, made)
            counted = Outcome(after, place, closed) if after else Outcome()
        elif after == counted.word:
            counted = counted._replace(reason="", code="")
        else:
            how = f"wrote “{after}”" if after else f"emptied “{before}”"
            why = f"{made.written_by.name} {how}, but may not close or reopen the release"
            counted = counted._replace(reason=why, code=TrustCode.OUTCOME_NOT_AUTHORISED)
    return counted


def _outcome_of(values: ReleaseValues) -> str:
    value = values.values.get(("outcome", ""))
    return str(value[0]) if value else ""


def find_time_zero(history: ReleaseHistory, closed_at: int, as_of: datetime) -> TimeZero:
    """The time as of which a release is judged if the landing at a place closed it.

    T-0 is the value of `deploy_at` before that landing. A value that was already in the past when it was merged is
    ignored. Without a T-0, or if the release was closed before T-0, the time of the closing landing is used.
    """
    landings = history.reader.landings[: closed_at + 1]
    closed = landings[-1].at
    taken, remarks = _find_planned(history, closed_at)
    moments = [min(taken or closed, closed)]
    if any(landing.is_backwards for landing in landings) or closed > as_of:
        remarks.append((TrustCode.LANDING_TIMES_DISAGREE, _DISAGREE))
        moments += [closed, *([taken] if taken else [])]
    pairs = [(moment, max((at.index for at in landings if at.at <= moment), default=0)) for moment in moments]
    return TimeZero(tuple(dict.fromkeys(pairs)), tuple(remarks))


def _find_planned(history: ReleaseHistory, closed_at: int) -> tuple[datetime | None, list[tuple[TrustCode, str]]]:
    """The T-0 planned before a landing, and anything unusual about its values."""
    taken: datetime | None = None
    kept = written = ""
    remarks: list[tuple[TrustCode, str]] = []
    for step in history.steps:
        new = _deploy_at_of(step)
        if step.place > closed_at or new == written:
            continue
        moment, written = end_of(new), new
        if step.place == closed_at or (moment and moment < history.reader.landings[step.place].at):
            when = "by the commit that closed the release" if step.place == closed_at else "after that time"
            why = f"T-0 was changed from {kept or 'nothing'} to {new or 'nothing'} {when}; the change does not count"
            remarks.append((TrustCode.T0_MOVED, why))
        else:
            taken, kept = moment, new
    return taken, remarks


def _deploy_at_of(step: Step) -> str:
    value = step.after.values.get(("deploy_at", ""))
    return str(value[0]) if value else ""


def end_of(text: str) -> datetime | None:
    """The time that `deploy_at` names; for a date, the last second of that day in UTC; None without a time or date."""
    try:
        moment = parse_moment(text)
    except ValueError:
        return None
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), UTC) + timedelta(days=1, seconds=-1)

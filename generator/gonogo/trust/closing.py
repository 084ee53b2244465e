"""The landing that closed a release, and the time for which the closed release is judged."""

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
    "times of merges to main are out of order or in the future, so the worse of two verdicts counts: "
    "at T-0 and at the commit that closed the release"
)


class Outcome(NamedTuple):
    """The outcome that counts, and the landing that set it.

    `word` is "" while the release is open. `place` is the place of the landing on the line, -1 while the release is
    open. `reason` and `code` say why the outcome in the file does not count; they are "" if it counts.
    """

    word: str = ""
    place: int = -1
    closed: Provenance | None = None
    reason: str = ""
    code: str = ""


class TimeZero(NamedTuple):
    """The moments for which a closed release is judged.

    Each moment is paired with the place on the line of the landing whose files are judged for this moment. The first
    moment is T-0, or the time of the closing landing if that is earlier. Further moments exist only if the times of
    landings are out of order or in the future: then the worst verdict counts. `remarks` are pairs of a code and a
    sentence.
    """

    moments: tuple[tuple[datetime, int], ...]
    remarks: tuple[tuple[TrustCode, str], ...]


def find_outcome(history: ReleaseHistory) -> Outcome:
    """The outcome that counts at the end of the line: the last outcome that an authorized person wrote or merged.

    If an unauthorized person wrote a later outcome, the result says so in `reason` and `code`.
    """
    counted = Outcome()
    for step in history.steps:
        before, after = _outcome_of(step.before), _outcome_of(step.after)
        if before == after:
            continue
        introducers = history.introducers(step.place, ("outcome", ""))
        made = history.provenance(step.place, introducers[0])
        if may_close(history.participants(step.place, introducers), history, step.place):
            # A change from one outcome to another does not close the release again.
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
    """The moments for which a closed release is judged. `closed_at` is the place of the landing that closed it.

    T-0 is the value of `deploy_at` before that landing. A value is ignored if it was already in the past when it was
    merged. If there is no T-0, or if the landing closed the release before T-0, the time of the landing is used
    instead.
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
    """The T-0 planned before the landing at `closed_at`, and a remark for each ignored change of `deploy_at`."""
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
    """The moment that `deploy_at` names; None if the text is neither a time nor a date.

    For a date, the result is the last second of that day in UTC.
    """
    try:
        moment = parse_moment(text)
    except ValueError:
        return None
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), UTC) + timedelta(days=1, seconds=-1)

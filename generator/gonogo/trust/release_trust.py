"""What git history proves about one release: at the judged time and, for a closed release, as of T-0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import replace
from gonogo.model.verification import ClosedTrust, ReleaseTrust, VerifiedRelease
from gonogo.trust.answers import find_removed_alarms, verify_answers
from gonogo.trust.approvals import verify_approvals
from gonogo.trust.changed_slots import find_changed_slots
from gonogo.trust.closing import find_outcome, find_time_zero
from gonogo.trust.decisions import verify_decisions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gonogo.model.release import Release
    from gonogo.trust.judged_release import JudgedRelease

    DecodeRelease = Callable[[str, bytes], Release | None]


def verify_release(judged: JudgedRelease, decode: DecodeRelease, as_of: datetime) -> VerifiedRelease:
    """The verification of a release in the judged files and, if the release is closed, as of T-0."""
    outcome = find_outcome(judged.history)
    reason, code = outcome.reason, outcome.code
    if judged.release.outcome != outcome.word and not reason:
        reason, code = f"“{judged.release.outcome}” is not on {judged.main} yet", "pending"
    verified = VerifiedRelease(
        now=_verify(judged),
        outcome=outcome.word,
        outcome_reason=reason,
        outcome_code=code,
        closing=outcome.closed,
    )
    if not outcome.word:
        return verified
    zero = find_time_zero(judged.history, outcome.place, as_of)
    closed = tuple(_verify_closed(judged, place, moment, decode) for moment, place in zero.moments)
    then = closed[0].trust
    # A closed release keeps the requirements for answers that the policy had at T-0.
    now = replace(verified.now, requires=then.requires) if then else verified.now
    return replace(verified, now=now, closed=closed, remarks=zero.remarks)


def _verify(judged: JudgedRelease) -> ReleaseTrust:
    policy = judged.demands.policy
    return ReleaseTrust(
        standings=verify_decisions(judged),
        approvals=verify_approvals(judged),
        answers=verify_answers(judged),
        blocks=(*find_changed_slots(judged), *find_removed_alarms(judged)),
        required_roles=policy.required_roles if policy else (),
        requires=policy.requires if policy else "none",
    )


def _verify_closed(judged: JudgedRelease, place: int, moment: datetime, decode: DecodeRelease) -> ClosedTrust:
    """The verification of a release as of the landing at `place`; later landings have no influence."""
    history = judged.history
    landing = history.reader.landings[place].oid
    blob = history.reader.blob_after(place, history.path)
    content = dict(history.reader.store.read_blobs([blob]))[blob] if blob else b""
    release = decode(history.path, content)
    tree = history.reader.tree_after(place, history.path)
    if release is None or tree is None:
        return ClosedTrust(moment, landing, content, None)
    then = replace(history, end=place, registry=history.registry.up_to(place))
    trust = _verify(replace(judged, release=release, tree=tree, history=then, commit=landing))
    return ClosedTrust(moment, landing, content, trust)

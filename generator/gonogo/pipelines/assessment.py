"""The pipeline of `status` and `next`: from files and git history to a snapshot, and from there to judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import replace
from gonogo.core.nodes import START, Location
from gonogo.core.secrets import hide_secrets
from gonogo.model.judgement import Closing, Remark, Verdict
from gonogo.model.references import Ref
from gonogo.model.verification import Verification
from gonogo.pipelines.project_reader import parse_release, read_project
from gonogo.source.files.worktree import read_files
from gonogo.trust.unverified import NO_HISTORY, unverified_approvals, unverified_standings
from gonogo.verdict.evaluation import judge, judge_unreadable
from gonogo.verdict.grounds import Grounds

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gonogo.model.judgement import Blocker, Excuse, Judgement
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.model.verification import ClosedTrust, ReleaseTrust, VerifiedRelease
    from gonogo.trust.unverified import Unverified

_BEST_FIRST = tuple(Verdict)


def load(root: Path) -> Snapshot:
    """The snapshot of the working tree at `root`. The content of a file never causes an exception."""
    return read_project(read_files(root))


def apply_outcomes(snapshot: Snapshot, verification: Verification | Unverified) -> Snapshot:
    """The snapshot, in which each release has the outcome that counts, "" if no authorized person has set one."""
    if not isinstance(verification, Verification):
        return snapshot
    systems = {
        key: replace(
            system,
            releases={
                name: replace(release, outcome=verified.outcome)
                if release and (verified := verification.releases.get(release.ref))
                else release
                for name, release in system.releases.items()
            },
        )
        for key, system in snapshot.systems.items()
    }
    return replace(snapshot, systems=systems)


def assess(
    snapshot: Snapshot, as_of: datetime, verification: Verification | Unverified = NO_HISTORY
) -> dict[Ref, Judgement]:
    """The judgement of every release at the time `as_of`, in the order of systems and releases."""
    judgements = {}
    for system in snapshot.systems.values():
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            if release is None:
                judgements[ref] = judge_unreadable(ref, Location(system.path_of(name), START), as_of)
            else:
                judgements[ref] = judge_release(release, system, snapshot, as_of, verification)
    return judgements


def judge_release(
    release: Release, system: System, snapshot: Snapshot, as_of: datetime, verification: Verification | Unverified
) -> Judgement:
    """The judgement of one release: at the time `as_of` if it is open, as of T-0 if it is closed."""
    if not isinstance(verification, Verification):
        return judge(release, _unverified_grounds(release, system, snapshot, verification), as_of)
    verified = verification.releases[release.ref]
    now = judge(release, _grounds(verified.now, system, snapshot), as_of)
    if verified.outcome_reason:
        now = replace(now, outcome_refusal=Remark(verified.outcome_code, verified.outcome_reason))
    if not verified.outcome or not verified.closing:
        return now
    return _judge_closed(release, now, verified, system, snapshot)


def _judge_closed(
    release: Release, now: Judgement, verified: VerifiedRelease, system: System, snapshot: Snapshot
) -> Judgement:
    """The present judgement, but with the verdict, the blockers and the excuses as of T-0.

    If there are several moments for T-0, the worst verdict counts.
    """
    judged = [(then, _judge_then(then, release, system, snapshot)) for then in verified.closed]
    then, worst = max(judged, key=lambda pair: _BEST_FIRST.index(pair[1].verdict))
    assert verified.closing is not None  # noqa: S101 - a release with an outcome has one
    return replace(
        now,
        verdict=worst.verdict,
        blockers=tuple(_at_present_place(blocker, release) for blocker in worst.blockers),
        excuses=tuple(_mask_excuse(excuse) for excuse in worst.excuses),
        standings={**now.standings, **worst.standings},
        closing=Closing(
            outcome=verified.outcome,
            t_zero=then.moment,
            landing=then.landing,
            closed=verified.closing,
            remarks=tuple(Remark(*remark) for remark in verified.remarks),
        ),
    )


def _judge_then(then: ClosedTrust, release: Release, system: System, snapshot: Snapshot) -> Judgement:
    path = system.path_of(release.id)
    old = parse_release(path, then.content) if then.trust else None
    if old is None or then.trust is None:
        return judge_unreadable(release.ref, Location(path, START), then.moment)
    return judge(replace(old, outcome=""), _grounds(then.trust, system, snapshot, is_over=True), then.moment)


def _at_present_place(blocker: Blocker, release: Release) -> Blocker:
    """The blocker from an earlier version of a file, with the present place of its entry, and without secrets."""
    masked = replace(blocker, title=hide_secrets(blocker.title), why=hide_secrets(blocker.why))
    for section, entry in release.walk():
        if entry.id == blocker.ref.entry:
            return replace(masked, ref=release.ref_of(section, entry), location=entry.where.location)
    return replace(masked, location=release.where.location)


def _mask_excuse(excuse: Excuse) -> Excuse:
    title, what, protects = map(hide_secrets, (excuse.title, excuse.what, excuse.protects))
    return replace(excuse, title=title, what=what, protects=protects)


def _grounds(trust: ReleaseTrust, system: System, snapshot: Snapshot, *, is_over: bool = False) -> Grounds:
    return Grounds(
        standings=trust.standings,
        approvals=trust.approvals,
        answers=trust.answers,
        blocks=trust.blocks,
        names={key: person.name for key, person in snapshot.people.items()},
        required_roles=trust.required_roles,
        requires=trust.requires,
        unreadable=() if is_over else (*snapshot.unreadable, *system.unreadable),
        has_history=True,
        is_over=is_over,
    )


def _unverified_grounds(release: Release, system: System, snapshot: Snapshot, cause: Unverified) -> Grounds:
    return Grounds(
        standings=unverified_standings(release, system.roles, snapshot.people, cause),
        approvals=unverified_approvals(release, snapshot.people, cause),
        names={key: person.name for key, person in snapshot.people.items()},
        required_roles=snapshot.policy.required_roles if snapshot.policy else (),
        requires=snapshot.policy.requires if snapshot.policy else "none",
        unreadable=(*snapshot.unreadable, *system.unreadable),
        why_unverified=cause.reason,
    )

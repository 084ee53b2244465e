"""T-0 has passed, but the release has no outcome.

Readers cannot see whether the release was deployed. `gonogo next` still lists its entries, entries become overdue, and
the verdict can still change. If the release has `window_ends`, the rule reports this only after the end of the
maintenance window.

Example:
    outcome:
    deploy_at: 2026-03-01T09:00+01:00

Today is a day in April.

Do instead: write the outcome: `deployed`, `rolled-back` or `cancelled`. If the deployment was postponed, change
`deploy_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.clock import say_moment
from gonogo.model.schedule import is_past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        # If the file has an outcome that does not count, the rule outcome-not-authorised reports it.
        if release.outcome or judgement.outcome_refusal or release.deploy_at is None:
            continue
        moments = [moment for moment in (release.deploy_at, release.window_ends) if moment]
        if all(is_past(moment, assessment.as_of, release.zone) for moment in moments):
            when = say_moment(release.in_zone(release.deploy_at))
            message = f"T-0 was {when}, but the release has no outcome"
            hint = f"run gonogo close {release.ref} with deployed, rolled-back or cancelled, or change `deploy_at:`"
            yield Finding(release.where.at("outcome"), message, hint)

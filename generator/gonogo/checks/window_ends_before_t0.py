"""The maintenance window ends before T-0.

The rollback page computes the latest time for a rollback decision from the end of the window. If the window ends before
T-0, this time would be before the deployment.

Example:
    deploy_at: 2026-03-01T09:00+01:00
    window_ends: 2026-03-01T08:00+01:00

Do instead: correct the wrong line. If you postpone the deployment, change both lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.schedule import is_past, start_of, write_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, _ in assessment.releases():
        begins, ends = release.deploy_at, release.window_ends
        if release.outcome or not begins or not ends or not is_past(ends, start_of(begins, release.zone), release.zone):
            continue
        message = f"the maintenance window ends at {write_moment(ends)}, but T-0 is {write_moment(begins)}"
        yield Finding(release.where.at("window_ends"), message, "correct `window_ends:` or `deploy_at:`")

"""The deployment windows of two open releases overlap.

The window of a release begins at T-0 and ends at `window_ends`. Without `window_ends`, the window is T-0 itself, or the
whole day if T-0 is a day. If two windows overlap, people may attribute a fault to the wrong deployment, and a person
with steps in both deployments cannot do them at the same time.

Example:
    deploy_at: 2026-03-01T09:00+01:00
    window_ends: 2026-03-01T12:00+01:00

Another release has `deploy_at: 2026-03-01T11:00+01:00`.

Do instead: move one of the two deployments, or plan both together, with different people for their steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.registry import name_of
from gonogo.model.schedule import write_moment
from gonogo.verdict.deployment_windows import find_overlaps, find_windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for first, second, people in find_overlaps(find_windows(assessment.snapshot)):
        release, other = second.release, first.release
        begins = write_moment(other.deploy_at) if other.deploy_at else ""
        ends = f" to {write_moment(other.window_ends)}" if other.window_ends else ""
        names = ", ".join(name_of(person, assessment.snapshot.people) for person in people)
        both = f"; {names} {'has' if len(people) == 1 else 'have'} steps in both" if people else ""
        message = f"the release is deployed at the same time as {other.ref} ({begins}{ends}){both}"
        yield Finding(release.where.at("deploy_at"), message, "move one of the two deployments")

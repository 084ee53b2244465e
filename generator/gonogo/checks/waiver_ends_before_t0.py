"""A waiver ends before T-0.

The waiver counts now, but will not count at T-0. When the waiver ends, the verdict becomes NO-GO without any commit.

Example:
    deploy_at: 2026-03-01T09:00+01:00

The `waiver` of an item that GO requires has `until: 2026-02-27`.

Do instead: complete the item before T-0, or ask the approver for a waiver that ends on the day of T-0 or later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.clock import say_plan
from gonogo.model.schedule import end_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, section, entry in assessment.entries():
        waiver = entry.waiver
        is_required = release.phases[section.phase].gate == "go" and not release.outcome
        if waiver is None or release.deploy_at is None or not is_required:
            continue
        if waiver.is_live(assessment.as_of) and not waiver.is_live(end_of(release.deploy_at)):
            message = f'the waiver of "{entry.id}" ends on {waiver.until.isoformat()}, and {say_plan(release)}'
            hint = "complete the item before T-0, or get the waiver approved until T-0"
            yield Finding(waiver.where.at("until"), message, hint)

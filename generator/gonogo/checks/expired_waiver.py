"""A waiver has ended.

A waiver is valid until the end of the day `until` (UTC). After that, the item is not settled and blocks the release.

Example:
    waiver:
      reason: No staging mirror yet
      approved_by: ann
      until: 2025-01-31

Do instead: complete the item, or get a new waiver approved with a later `until`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, _, entry in assessment.entries():
        if entry.waiver and not entry.waiver.is_live(assessment.as_of) and not release.outcome:
            message = f'the waiver of "{entry.id}" ended on {entry.waiver.until.isoformat()}'
            yield Finding(entry.waiver.where.at("until"), message, "complete the item, or get a new waiver approved")

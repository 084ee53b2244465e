"""An item has the status `na` (not applicable) but no reason.

`na` settles an item without any work, so a reviewer must be able to judge the reason. Without a reason in `note`, the
item is not settled and blocks the release.

Example:
    status: na
    title: HIPAA compliance validated (if applicable)

Do instead: give the reason directly below the status.

    status: na
    note: No health data of US patients is held
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.format.sections.checklist import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, _, _, entry in assessment.entries():
        if isinstance(entry, Item) and entry.status == "na" and not entry.note:
            hint = "add a `note:` line with the reason"
            yield Finding(entry.where.at("status"), f'"{entry.id}" is not applicable without a reason', hint)

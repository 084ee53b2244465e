"""The document claims more about itself than the evidence supports.

A `declared` status that claims readiness (✅, or ready, go, done, complete, approved, met) contradicts the computed
state: the verdict is not GO, or an entry is not settled. Readers would believe the more favorable status. Pages show
both, and label the computed status.

Example:
    declared: READY FOR DEPLOYMENT ✅

while sign-offs are blank.

Do instead: settle the open entries, or correct the `declared` line if it was wrong from the start.
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
    for _, _, judgement in assessment.releases():
        for contradiction in judgement.contradictions:
            yield Finding(contradiction.location, contradiction.message, "gonogo status lists the open entries")

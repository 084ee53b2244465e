"""A `declared` status claims readiness, but the computed state is not ready.

A status claims readiness if it has ✅ or a word such as ready, go, done, complete, approved or met. The computed state
is not ready if the verdict of the release is not GO, or if an entry is not settled. Readers tend to believe the better
of two statuses, so pages show both and say which of them is computed.

Example:
    declared: READY FOR DEPLOYMENT ✅

But the sign-offs are empty.

Do instead: settle the open entries, or correct the `declared` line.
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

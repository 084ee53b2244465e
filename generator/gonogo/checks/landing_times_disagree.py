"""The times of merges to main are not in the order of the merges, or are in the future.

The computer on which a commit is made sets the time of the commit. Gonogo judges a closed release as of T-0, so a wrong
clock can change which commits are judged. If the times are wrong, gonogo computes two verdicts, at T-0 and at the
commit that closed the release, and the worse of them counts.

Example:
    Date:   Thu Jan 1 00:00:00 2099

This line is the time of a merge to main.

Do instead: synchronize the clocks of the forge and of all developers' computers with a time server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        for remark in judgement.closing.remarks if judgement.closing else ():
            if remark.code == TrustCode.LANDING_TIMES_DISAGREE:
                yield Finding(release.where.at("outcome"), remark.text, "explain the cause in `note:`")

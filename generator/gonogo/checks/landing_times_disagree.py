"""The merge times of commits are out of order, or are in the future.

The author's computer sets the time of a commit. Gonogo judges a release as of T-0, so a wrong clock could change which
commits count. If times disagree, the worse of two verdicts counts: at T-0, and at the closing commit.

Example:
    Date:   Thu Jan 1 00:00:00 2099

Do instead: synchronize the clocks of the forge and of every committing computer with a time server.
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

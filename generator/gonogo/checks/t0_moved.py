"""The T-0 of a release was changed in the commit that closed the release, or to a moment in the past.

Gonogo judges a closed release as of the planned T-0. By changing T-0 afterwards, a person could select a day on which
all entries were settled. So the new value does not count.

Example:
    deploy_at: 2026-03-05T09:00+01:00

The commit that closed the release also changed this line.

Do instead: if the deployment is postponed, change `deploy_at` in a separate commit before T-0.
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
            if remark.code == TrustCode.T0_MOVED:
                yield Finding(release.where.at("deploy_at"), remark.text, "explain the cause in `note:`")

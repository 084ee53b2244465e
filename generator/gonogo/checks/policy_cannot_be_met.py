"""The policy requires evidence that the forge does not keep.

A squash loses the signatures of commits, and a rebase loses who merged. If none of the last ten merges kept what the
policy requires, no sign-off will ever count.

Example:
    level: signed

while the forge squashes every pull request.

Do instead: let the forge make merge commits; or require no more than it keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment, Finding

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    yield from assessment.trust_findings(TrustCode.POLICY_CANNOT_BE_MET)

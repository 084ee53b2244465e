"""The policy requires evidence that the forge does not keep.

A squash loses the signatures of commits, and a rebase loses the merge commit. If none of the last ten merges kept the
required evidence, no sign-off can count.

Example:
    level: signed

while the forge squashes every pull request.

Do instead: allow merge commits on the forge; or require only evidence that the forge keeps.
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

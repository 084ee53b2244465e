"""The policy requires evidence that the forge does not keep.

When a forge squashes commits, their signatures are lost. When a forge rebases commits, git does not record who merged
them. If none of the last ten merges to main has the required evidence, no sign-off will ever count.

Example:
    level: signed

The forge squashes every pull request.

Do instead: configure the forge to make merge commits, or require only evidence that the forge keeps.
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

"""A person who is not a maintainer removed a sign-off slot, changed its role, or moved it to where it does not count.

GO means that all required roles have signed. So only maintainers can change which roles have to sign. After such a
change by another person, the original sign-off is still required, and blocks the release because it is missing.

Example:
    role: intern

A developer changed this line, which was `role: qa-lead`.

Do instead: ask a maintainer to revert the change, or to write or merge it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        for blocker in judgement.blockers if not release.outcome else ():
            if blocker.code == TrustCode.SLOT_CHANGED:
                yield Finding(blocker.location, blocker.message, "ask a maintainer to revert or merge the change")

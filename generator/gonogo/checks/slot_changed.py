"""A sign-off was removed, given to another role, or moved to where it does not count, without a maintainer.

Which roles have to sign is part of what a GO means. If a person without the right removes a slot, the sign-off is still
required and missing.

Example:
    role: qa-lead

changed to `role: intern`.

Do instead: a maintainer reverts the change; or writes or merges it.
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
                yield Finding(blocker.location, blocker.message, "a maintainer reverts the change, or merges it")

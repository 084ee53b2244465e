"""After this change, no maintainer could change the registry.

The registry needs an active maintainer with an address and, if the policy requires signatures, a key. Without one, the
registry could never be changed again.

Example:
    maintainers: [ann]

while ann is `state: left`.

Do instead: keep a maintainer who can change the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment, Finding

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    yield from assessment.trust_findings(TrustCode.WOULD_LOCK_OUT)

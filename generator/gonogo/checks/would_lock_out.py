"""After this change, no maintainer could change the registry.

A change to the registry needs an active maintainer with an e-mail address and, if policy.yml requires signatures, with
a key. If there is no such maintainer, nobody can change the registry again.

Example:
    maintainers: [ann]

In people.yml, Ann has `state: left`.

Do instead: keep at least one maintainer who can change the registry.
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

"""No registry commit names its author as a maintainer, so no sign-off counts.

Gonogo trusts the registry (people.yml, policy.yml and each roles.yml) from the first commit whose author, or the person
who merged it, is a maintainer in people.yml and policy.yml. Before that commit, gonogo cannot tell whose decision a
sign-off is.

Example:
    maintainers:

Do instead: add yourself to people.yml, with the address that you commit with, and under `maintainers:` in policy.yml,
and commit both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment, Finding

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    yield from assessment.trust_findings(TrustCode.BEFORE_TRUST_ROOT)

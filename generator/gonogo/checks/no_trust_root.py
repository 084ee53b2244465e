"""No commit of the registry names its author as a maintainer, so no sign-off counts.

Gonogo trusts the roles from the first commit on whose author or merger is a maintainer in its own people.yml and
policy.yml. Without such a commit, gonogo cannot tell whose decision a sign-off is.

Example:
    maintainers:

Do instead: add yourself to people.yml, with the address of your commits, and to `maintainers:` in policy.yml, and
commit both.
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

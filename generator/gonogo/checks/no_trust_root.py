"""No author of a commit to the registry is a maintainer, so no sign-off counts.

The registry is people.yml, policy.yml and each roles.yml. Gonogo trusts the registry from the first commit that a
maintainer wrote or merged, according to people.yml and policy.yml in this commit. Before this commit, gonogo cannot
verify who signed.

Example:
    maintainers:

The list of maintainers is empty.

Do instead: add yourself to people.yml, with the e-mail address of your commits, and to `maintainers:` in policy.yml.
Then commit both files.
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

"""A file of the registry (people.yml, policy.yml or a roles.yml) was changed without a maintainer.

Otherwise people could add themselves to a role and sign for it. The change has no effect: the file differs from the
registry that counts.

Example:
    qa-lead:
      people: [mallory]

in a commit that mallory wrote and merged.

Do instead: revert it; or, as a maintainer, confirm it with the id of the commit in `confirmed:` of policy.yml.
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
    yield from assessment.trust_findings(TrustCode.REGISTRY_NOT_AUTHORISED)

"""A person who is not a maintainer has changed people.yml, policy.yml or a roles.yml file.

Such a change has no effect: gonogo uses the previous values, and not the values in the file. Otherwise, people could
add themselves to a role and then sign for this role.

Example:
    qa-lead:
      people: [mallory]

Mallory, who is not a maintainer, wrote and merged this commit.

Do instead: revert the change, or ask a maintainer to add the id of the commit to `confirmed:` in policy.yml.
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

"""A person who is not a maintainer has changed people.yml, policy.yml or a roles.yml file.

Otherwise, people could add themselves to a role and sign for it. So such a change has no effect: gonogo uses the
previous values, not those in the file.

Example:
    qa-lead:
      people: [mallory]

in a commit that mallory wrote and merged.

Do instead: revert the change, or ask a maintainer to confirm it by adding the commit's id under `confirmed:` in
policy.yml.
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

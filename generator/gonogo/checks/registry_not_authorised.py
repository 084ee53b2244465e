"""A person who is not a maintainer has changed people.yml, policy.yml or a roles.yml.

A person who could add themselves to a role could sign for it. So such a change has no effect: the values from before it
count, and not those in the file.

Example:
    qa-lead:
      people: [mallory]

in a commit that mallory wrote and merged.

Do instead: revert it; or confirm it: a maintainer adds the id of the commit under `confirmed:` in policy.yml.
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

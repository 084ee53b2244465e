"""The author of a decision, a waiver or an `na` has an e-mail address that is not in people.yml.

Gonogo identifies the author of a commit by the e-mail address in the commit. If this address is not in people.yml, the
decision, waiver or `na` does not count.

Example:
    decision: go
    by: ann

The author of this commit is ann@home.example, but people.yml has only ann@work.example.

Do instead: ask a maintainer to add the address to people.yml. Then ask the author to decide again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment, Finding

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    yield from assessment.trust_findings(TrustCode.UNKNOWN_AUTHOR)

"""A person who may not close the release wrote or removed its outcome.

An outcome closes the release: gonogo then judges it as of T-0, and no longer as of now. So only the holder of a role in
`may_close` (by default the deployment lead) or a maintainer may write or merge an outcome. An outcome by other people
does not count: the release stays open, or closed, as it was before.

Example:
    outcome: deployed

A developer wrote and merged the commit with this line.

Do instead: ask the deployment lead or a maintainer to write or merge the outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        refusal = judgement.outcome_refusal
        if refusal is not None and refusal.code == TrustCode.OUTCOME_NOT_AUTHORISED:
            hint = "ask a holder of `may_close` or a maintainer to write or merge the outcome"
            yield Finding(release.where.at("outcome"), f"the outcome does not count: {refusal.text}", hint)

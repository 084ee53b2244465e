"""A person who may not close the release wrote or emptied its outcome.

An outcome ends the judgement of a release: what was open at T-0 no longer blocks anything. So only a holder of
`may_close` (by default the deployment lead) or a maintainer writes or merges it. Until then the release stays as it
was.

Example:
    outcome: deployed

in a commit that neither of them wrote or merged.

Do instead: the deployment lead or a maintainer writes the outcome, or merges it.
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
            hint = "a holder of `may_close` or a maintainer writes or merges the outcome"
            yield Finding(release.where.at("outcome"), f"the outcome does not count: {refusal.text}", hint)

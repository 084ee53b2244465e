"""A person who may not close the release wrote or cleared its outcome.

After an outcome, gonogo stops judging the release: entries that were open at T-0 no longer block it. So only a holder
of `may_close` (by default the deployment lead) or a maintainer may write or merge an outcome. Until one of them does,
the release stays as it was.

Example:
    outcome: deployed

in a commit that neither of them wrote or merged.

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

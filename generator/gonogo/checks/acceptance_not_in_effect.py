"""The policy has an accepted finding that no maintainer has authorized yet.

An entry under `accepted` has no effect until a maintainer commits it to the main branch or merges it. Otherwise,
authors could accept the findings in their own changes. Without git history, no entry has an effect.

Example:
    accepted:
      orders-by-ticket:
        rule: unreachable-owner
        at: shop/v1.0.0#day/hand-over
        reason: The vendor answers by ticket only.

No maintainer has merged the pull request with these lines.

Do instead: ask a maintainer to merge the entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.verification import Verification

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    policy, verification = assessment.snapshot.policy, assessment.verification
    if isinstance(verification, Verification):
        in_effect = frozenset(verification.accepted)
        why, hint = "no maintainer has authorized the entry on the main branch", "ask a maintainer to merge the entry"
    else:
        in_effect, why, hint = frozenset(), verification.reason, verification.hint
    for key, acceptance in policy.accepted.items() if policy else ():
        if key not in in_effect:
            yield Finding(acceptance.where.location, f'"{key}" has no effect: {why}', hint)

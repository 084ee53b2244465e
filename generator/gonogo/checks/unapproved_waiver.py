"""A waiver or an `na` does not count, because no authorized person has approved it.

The approver has to write or merge the waiver: a name under `approved_by` is not proof. `may_waive` and `may_mark_na` in
policy.yml list the approvers. Until an approver acts, the item blocks the release.

Example:
    waiver:
      reason: No mirror yet
      approved_by: cto
      until: 2026-06-30

in a commit that the CTO neither wrote nor merged.

Do instead: ask the approver to write or merge the waiver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.trust_codes import TrustCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        if release.outcome or not judgement.has_history:
            continue
        for _, entry in release.walk():
            approval = judgement.approvals.get(entry.id)
            if approval is None or approval.is_valid or approval.code == TrustCode.PENDING:
                continue
            what, key = ("waiver", "waiver") if entry.waiver else ("na", "status")
            message = f'the {what} of "{entry.id}" does not count: {approval.reason}'
            yield Finding(entry.where.at(key), message, "ask a person who may approve it to write or merge it")

"""A waiver or an `na` does not count, because no authorized person has approved it.

The person in `approved_by` must write or merge the waiver, because anyone can write a name into the file. In
policy.yml, `may_waive` lists the roles that may approve a waiver, and `may_mark_na` the roles that may write or merge
`na`. Without approval, the item blocks the release.

Example:
    waiver:
      reason: No mirror yet
      approved_by: cto
      until: 2026-06-30

The CTO neither wrote nor merged the commit with these lines.

Do instead: ask the person in `approved_by` to write or merge the waiver.
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
            excuse, key = ("waiver", "waiver") if entry.waiver else ("na", "status")
            message = f'the {excuse} of "{entry.id}" does not count: {approval.reason}'
            hint = f"ask a person who may approve the {excuse} to write or merge it"
            yield Finding(entry.where.at(key), message, hint)

"""The policy accepts a finding that does not exist.

Either the cause of the finding has been fixed, or another entry already accepts the finding. If you keep the entry, it
accepts the next finding of the same rule in the same place, and nobody reviews that finding.

Example:
    accepted:
      orders-by-ticket:
        rule: unreachable-owner
        at: shop/v1.0.0#day/hand-over
        reason: The vendor answers by ticket only.

But the owner of `hand-over` now has a phone number.

Do instead: remove the entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.acceptance import Acceptances
from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    # In a file that cannot be decoded, other rules may miss findings, so an entry may only seem to have no effect.
    if any(diagnostic.severity is Severity.ERROR for diagnostic in assessment.snapshot.diagnostics):
        return
    acceptances = Acceptances(assessment)
    matching = [acceptances.find(diagnostic) for diagnostic in assessment.found]
    used = {acceptance.id for acceptances_of_one in matching for acceptance in acceptances_of_one[:1]}
    others = {acceptance.id: first.id for first, *more in filter(None, matching) for acceptance in more}
    for acceptance in acceptances.in_effect:
        if acceptance.id not in used:
            why = f"{acceptance.rule} finds nothing in {acceptance.at}"
            if acceptance.id in others:
                why = f'"{others[acceptance.id]}" already accepts the same finding'
            yield Finding(acceptance.where.location, f'"{acceptance.id}" has no effect: {why}', "remove the entry")

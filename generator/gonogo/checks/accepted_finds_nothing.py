"""The policy accepts a finding that does not exist.

Its cause is fixed, or another entry accepts it already. An entry that stays would accept the next finding of this kind,
which nobody has reviewed.

Example:
    accepted:
      orders-by-ticket:
        rule: unreachable-owner
        at: shop/v1.0.0#day/hand-over
        reason: The vendor answers by ticket only.

while the owner of `hand-over` has a phone.

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
    # The findings in a file that cannot be decoded are not known.
    if any(diagnostic.severity is Severity.ERROR for diagnostic in assessment.snapshot.diagnostics):
        return
    acceptances = Acceptances(assessment)
    fitting = [acceptances.find(diagnostic) for diagnostic in assessment.found]
    used = {acceptance.id for first in fitting for acceptance in first[:1]}
    others = {acceptance.id: first.id for first, *more in filter(None, fitting) for acceptance in more}
    for acceptance in acceptances.in_effect:
        if acceptance.id not in used:
            why = f"{acceptance.rule} finds nothing in {acceptance.at}"
            if acceptance.id in others:
                why = f'"{others[acceptance.id]}" accepts the same already'
            yield Finding(acceptance.where.location, f'"{acceptance.id}" accepts nothing: {why}', "remove it")

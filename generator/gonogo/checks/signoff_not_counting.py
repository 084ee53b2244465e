"""A sign-off has a decision that does not count.

The level of its evidence is below the level that the policy requires, the signer did not hold the role, the decision
was added together with its file, or no second person merged it. The message says which. The release stays NO-GO.

Example:
    decision: go
    by: ann

in a commit with an address that people.yml does not have.

Do instead: follow the help of the message; usually the signer decides again, in a commit of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.judgement import SignOffState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


_STATES = (SignOffState.BELOW_LEVEL, SignOffState.NO_SECOND_PERSON)


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, _, slot, standing in assessment.open_slots():
        if standing.state in _STATES and not standing.is_by_another:
            message = f'the sign-off "{slot.id}" does not count: {standing.reason}'
            yield Finding(slot.where.at("decision"), message, standing.next_step)

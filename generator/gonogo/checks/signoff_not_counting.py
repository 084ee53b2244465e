"""A sign-off has a decision that does not count.

The message gives the reason: the evidence is below the level that the policy requires, the signer did not hold the
role, one commit added both the file and the decision, or no second person merged the decision. The release stays NO-GO.

Example:
    decision: go
    by: ann

in a commit with an address that is not in people.yml.

Do instead: follow the message's `help:` line. Usually the signer has to decide again, in their own commit.
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

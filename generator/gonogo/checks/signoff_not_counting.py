"""The decision of a sign-off does not count.

The message gives the reason. For example, the evidence is below the level that policy.yml requires, the signer did not
hold the role, one commit added both the file and the decision, or no second person merged the decision. As long as the
decision does not count, the release is NO-GO.

Example:
    decision: go
    by: ann

The author's address in this commit is not in people.yml.

Do instead: follow the `help:` line of the message. Usually, the signer has to decide again, in a commit of their own.
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

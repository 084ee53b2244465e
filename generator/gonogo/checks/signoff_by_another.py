"""The author of a decision is not the signer whom the decision names.

Such a sign-off does not count, even if the signer agrees with it: only the signer's own commit proves the decision.

Example:
    decision: go
    by: jonas

Miriam wrote the commit with these lines.

Do instead: ask Jonas to decide in his own commit. If Jonas does not use git, list his role under `recorded_roles` in
policy.yml. Then another person can record his decision, with evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.registry import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, _, slot, standing in assessment.open_slots():
        made = standing.provenance
        if standing.is_by_another and made is not None:
            signer = name_of(slot.by, assessment.snapshot.people)
            who = f"{made.written_by.name} wrote this decision, not {signer}"
            message = f'{who}: sign-off "{slot.id}", commit {made.commit[:12]}'
            yield Finding(slot.where.at("by"), message, standing.next_step)

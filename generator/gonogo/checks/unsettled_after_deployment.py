"""A release is deployed, but an entry in a phase with `gate: close` is not settled.

Phases with `gate: close` are expected to be settled when the release is deployed. People easily forget open entries
once everyone has gone home.

Example:
    outcome: deployed

while "Monitoring alerts configured" is open.

Do instead: settle the entry, or say in its `note` why it stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment

SEVERITY = Severity.WARNING


def find(assessment: Assessment) -> Iterator[Finding]:
    for _, release, judgement in assessment.releases():
        if release.outcome != "deployed":
            continue
        for section, entry in release.walk():
            is_due = release.phases[section.phase].gate == "close" and not entry.in_section_only
            if is_due and entry.id not in judgement.settled:
                message = f'"{entry.id}" is {judgement.say_state(entry.id)}, but the release is deployed'
                yield Finding(entry.where.location, message, "settle it")

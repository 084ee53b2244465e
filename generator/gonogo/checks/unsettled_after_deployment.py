"""A release is deployed, but an entry in a phase with `gate: close` is not settled.

All entries in a phase with `gate: close` should be settled when the outcome is `deployed`. After the deployment, people
easily forget open entries.

Example:
    outcome: deployed

The entry "Monitoring alerts configured" is still open.

Do instead: settle the entry. If it has to stay open, write the reason into its `note`.
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
                yield Finding(entry.where.location, message, "settle the entry")

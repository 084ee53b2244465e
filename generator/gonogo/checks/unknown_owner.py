"""An `owner` or `lead` is neither a role of the system nor a person in `people.yml`.

Then nobody is responsible for the entry, and `gonogo next --for` does not list the entry for anyone.

Example:
    owner: alcie

Do instead: use the id of a role in the system's `roles.yml`, or of a person in `people.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.core.nodes import Location
    from gonogo.model.release import Release

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    suggest = Suggester()
    for system, release, _ in assessment.releases():
        if not assessment.is_known("people.yml", "roles.yml", system=system):
            continue
        known = dict.fromkeys([*system.roles, *assessment.snapshot.people])
        for key, owner, location in _named(release):
            if owner not in known:
                message = f'{key} "{owner}" is neither in people.yml nor in checklists/{system.id}/roles.yml'
                yield Finding(location, message, suggest.help(owner, known, "add the person or the role there"))


def _named(release: Release) -> Iterator[tuple[str, str, Location]]:
    if release.lead:
        yield "lead", release.lead, release.where.at("lead")
    for section in release.sections.values():
        for record in section.with_entries():
            for at, owner in enumerate(record.owner):
                yield "owner", owner, record.where.at("owner", at)

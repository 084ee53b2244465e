"""An owner or lead is neither a role of the system nor a person.

Nobody is asked to do the work, and `gonogo next --for` never shows it to anybody.

Example:
    owner: alcie

Do instead: use the id of a role in the system's `roles.yml`, or of a person in `people.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.facts import Finding
from gonogo.diagnostics import Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.facts import Facts
    from gonogo.model.snapshot import System
    from gonogo.tree import Where

SEVERITY = Severity.ERROR


def find(facts: Facts) -> Iterator[Finding]:
    for system, release, _ in facts.releases():
        if not facts.is_known("people.yml", "roles.yml", system=system):
            continue
        known = [*system.roles, *facts.snapshot.people]
        if release.lead:
            yield from _find_unknown("lead", (release.lead,), release.where, known, system)
        for section in release.sections.values():
            for record in section.with_entries():
                yield from _find_unknown("owner", record.owner, record.where, known, system)


def _find_unknown(
    key: str, owners: tuple[str, ...], where: Where, known: list[str], system: System
) -> Iterator[Finding]:
    for index, owner in enumerate(owners):
        if owner not in known:
            message = f'{key} "{owner}" is neither in people.yml nor in checklists/{system.id}/roles.yml'
            yield Finding(where.at(key, index), message, did_you_mean(owner, known))

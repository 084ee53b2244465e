"""A file names a person who is not in `people.yml`.

Gonogo cannot verify the decisions and approvals of this person, and readers cannot see how to reach this person.

Example:
    by: tom.brown

Do instead: use the person's id in `people.yml`, or ask a maintainer to add the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity, Suggester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.core.nodes import Location

SEVERITY = Severity.ERROR


def find(assessment: Assessment) -> Iterator[Finding]:
    suggest = Suggester()
    people = assessment.snapshot.people
    if not assessment.is_known("people.yml"):
        return
    for name, location in _named(assessment):
        if name not in people:
            yield Finding(
                location, f'person "{name}" is not in people.yml', suggest.help(name, people, "add the person there")
            )


def _named(assessment: Assessment) -> Iterator[tuple[str, Location]]:
    if assessment.snapshot.policy is not None:
        policy = assessment.snapshot.policy
        yield from ((name, policy.where.at("maintainers", at)) for at, name in enumerate(policy.maintainers))
    for system in assessment.snapshot.systems.values():
        for role in system.roles.values():
            yield from ((name, role.where.at("people", at)) for at, name in enumerate(role.people))
        for contact in system.contacts:
            if contact.person:
                yield contact.person, contact.where.at("person")
    for _, _, _, entry in assessment.entries():
        yield from entry.named_people()

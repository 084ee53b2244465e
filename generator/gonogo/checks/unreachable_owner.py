"""People cannot reach an owner.

On deployment day, people need a phone number, an e-mail address or a pager of every owner. If the owner is a role, the
role must have a holder. The address of a person is in `people.yml`, or in a contact in `system.yml`.

Example:
    owner: qa-lead

In `roles.yml`, the role `qa-lead` has no people.

Do instead: add the holder to `roles.yml`, and add a contact with a phone number for this person to `system.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.ids import PersonId, RoleId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.core.nodes import Location
    from gonogo.model.snapshot import Snapshot, System

SEVERITY = Severity.NOTE


def find(assessment: Assessment) -> Iterator[Finding]:
    for system, release, _ in assessment.releases():
        named: dict[str, Location] = {}
        if release.lead:
            named[release.lead] = release.where.at("lead")
        for section in release.sections.values():
            for record in section.with_entries():
                for at, owner in enumerate(record.owner):
                    named.setdefault(owner, record.where.at("owner", at))
        for owner, location in named.items():
            if why := _why_unreachable(owner, system, assessment.snapshot):
                yield Finding(
                    location,
                    f'"{owner}" cannot be reached: {why}',
                    "see roles.yml and the contacts in system.yml",
                )


def _why_unreachable(owner: str, system: System, snapshot: Snapshot) -> str:
    if RoleId(owner) not in system.roles and PersonId(owner) not in snapshot.people:
        return ""
    people = system.people_of(owner)
    if not people:
        return "this role has no holder"
    if any(_is_reachable(person, system, snapshot) for person in people):
        return ""
    return f"{', '.join(people)} has no known phone, e-mail or pager"


def _is_reachable(person: PersonId, system: System, snapshot: Snapshot) -> bool:
    known = snapshot.people.get(person)
    contacts = [contact for contact in system.contacts if contact.person == person]
    return bool(known and known.emails) or any(contact.is_reachable for contact in contacts)

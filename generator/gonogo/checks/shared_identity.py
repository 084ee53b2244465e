"""Two people share an e-mail, a key or an account of the forge, or a role has the id of a person.

E-mail, key and account say who did something. If two people share one, it proves nothing about either of them.

Example:
    ann:
      emails: [team@example.com]
    bob:
      emails: [team@example.com]

Do instead: give each person an address, key and account of their own; a shared mailbox is a contact in `system.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rule import Finding
from gonogo.core.diagnostics import Severity
from gonogo.model.registry import Registry, fold_email
from gonogo.trust.identities import Identities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.checks.rule import Assessment
    from gonogo.core.nodes import Location

SEVERITY = Severity.ERROR
_ACCOUNT = "account "  # neither an e-mail nor a key begins like this


def find(assessment: Assessment) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for person, mark, name, location in _marks(assessment):
        holder = first.setdefault(mark, person)
        if holder != person:
            message = f'"{person}" and "{holder}" share {name}'
            yield Finding(location, message, "give each person one of their own")
    for system in assessment.snapshot.systems.values():
        for key, role in system.roles.items():
            if str(key) in assessment.snapshot.people:
                yield Finding(role.where.location, f'"{key}" is a person already', "rename the role")


def _marks(assessment: Assessment) -> Iterator[tuple[str, str, str, Location]]:
    """Each e-mail, key and account: its person, its comparable form, its name in messages, and its place.

    A private address of the forge is an e-mail and contains an account.
    """
    identities = Identities(Registry(assessment.snapshot.people, assessment.snapshot.policy))
    for person_id, person in assessment.snapshot.people.items():
        for at, email in enumerate(person.emails):
            folded = fold_email(email)
            yield person_id, folded, f"the e-mail {folded}", person.where.at("emails", at)
            if handle := identities.private_handle(folded):
                yield person_id, _ACCOUNT + handle, f"the account {handle}", person.where.at("emails", at)
        for key in person.keys.values():
            if key.ssh:
                yield person_id, key.ssh, f"the key {key.ssh[:40]}…", key.where.at("ssh")
        if person.forge:
            handle = fold_email(person.forge)
            yield person_id, _ACCOUNT + handle, f"the account {handle}", person.where.at("forge")

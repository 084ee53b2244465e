"""Two people have the same e-mail address, key or forge account, or a role has the id of a person.

Gonogo identifies people by their addresses, keys and accounts. If two people share an address, a key or an account,
gonogo cannot identify either of them by it.

Example:
    ann:
      emails: [team@example.com]
    bob:
      emails: [team@example.com]

Do instead: give each person their own address, key and account. List a shared mailbox as a contact in `system.yml`.
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
_ACCOUNT = "account "  # no e-mail address and no key begins with this, so that marks of different kinds differ


def find(assessment: Assessment) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for person, mark, name, location in _list_marks(assessment):
        holder = first.setdefault(mark, person)
        if holder != person:
            message = f'"{person}" and "{holder}" share {name}'
            yield Finding(location, message, "give each person their own address, key and account")
    for system in assessment.snapshot.systems.values():
        for key, role in system.roles.items():
            if str(key) in assessment.snapshot.people:
                yield Finding(role.where.location, f'"{key}" is already a person', "rename the role")


def _list_marks(assessment: Assessment) -> Iterator[tuple[str, str, str, Location]]:
    """Each mark by which a person is identified: the person, the mark for comparison, its name in messages, its place.

    A mark is an e-mail address, a key or a forge account. A private address of the forge is two marks, because the
    address contains the account.
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

"""How to contact the people behind roles, owners and contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.ids import PersonId, RoleId

if TYPE_CHECKING:
    from gonogo.model.registry import Role
    from gonogo.model.snapshot import Snapshot, System

# Digits with what people put between them. With a second +, "(0)", words or letters nobody can say what to dial.
_NUMBER = re.compile(r"\+?(?!.*\(0\))[0-9 ().\-/]*[0-9][0-9 ().\-/]*")


class ContactDetails(Frozen):
    """Somebody by name, with what is known to contact them; `role` is "" for a person named directly.

    `href` leads to the page of the person, "" where nothing does.
    """

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    pager: str = ""
    is_vacant: bool = False
    href: str = ""

    @property
    def tel(self) -> str:
        """The number as a `tel:` link takes it; "" where a text has more than one certain number in it."""
        if not _NUMBER.fullmatch(self.phone):
            return ""
        return "".join(character for character in self.phone if character in "+0123456789")


def list_owner_contacts(owner: str, system: System, snapshot: Snapshot) -> tuple[ContactDetails, ...]:
    """The people behind an owner; a vacant role is one entry that says so."""
    role = system.roles.get(RoleId(owner))
    if role is None:
        return (contact_person(PersonId(owner), system, snapshot),)
    holders = [person for person in role.people if not has_left(person, snapshot)]
    if not holders:
        return (ContactDetails(role.title, role=role.title, is_vacant=True),)
    return tuple(contact_person(person, system, snapshot, role) for person in holders)


def has_left(person: PersonId, snapshot: Snapshot) -> bool:
    """Whether people.yml says that the person has left."""
    known = snapshot.people.get(person)
    return known is not None and known.state == "left"


def contact_person(person: PersonId, system: System, snapshot: Snapshot, role: Role | None = None) -> ContactDetails:
    """A person with phone and e-mail from the system's contacts, else from people.yml."""
    known = snapshot.people.get(person)
    contacts = [contact for contact in system.contacts if contact.person == person]
    email = next((contact.email for contact in contacts if contact.email), "")
    return ContactDetails(
        name=f"{known.name}{' (has left)' if known.state == 'left' else ''}" if known else person,
        role=role.title if role else "",
        phone=next((contact.phone for contact in contacts if contact.phone), ""),
        email=email or (known.emails[0] if known and known.emails else ""),
        pager=next((contact.pager for contact in contacts if contact.pager), ""),
    )

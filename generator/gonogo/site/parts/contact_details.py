"""Contact details of the people that roles, owners and contacts name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.ids import PersonId, RoleId

if TYPE_CHECKING:
    from gonogo.model.registry import Role
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.site.plan import SitePlan


# Digits with common separators. A second +, "(0)", words or letters make the number to dial ambiguous.
_NUMBER = re.compile(r"\+?(?!.*\(0\))[0-9 ().\-/]*[0-9][0-9 ().\-/]*")


class ContactDetails(Frozen):
    """A person, a contact or a vacant role by name, with its known contact details.

    `role` is "" for a person who is named directly. `href` links to the page of the person, "" if there is none.
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
        """The number in the form of a `tel:` link; "" if the string is not exactly one number."""
        if not _NUMBER.fullmatch(self.phone):
            return ""
        return "".join(character for character in self.phone if character in "+0123456789")


def list_owner_contacts(owner: str, system: System, snapshot: Snapshot) -> tuple[ContactDetails, ...]:
    """The holders of a role, or the person that `owner` names; a vacant role is one entry that says so."""
    role = system.roles.get(RoleId(owner))
    if role is None:
        return (contact_person(PersonId(owner), system, snapshot),)
    holders = [person for person in role.people if not has_left(person, snapshot)]
    if not holders:
        return (ContactDetails(role.title, role=role.title, is_vacant=True),)
    return tuple(contact_person(person, system, snapshot, role) for person in holders)


def has_left(person: PersonId, snapshot: Snapshot) -> bool:
    """Whether people.yml marks the person as having left."""
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


def link_contact(person: PersonId, system: System, site: SitePlan, source: str) -> ContactDetails:
    """The result of `contact_person`, with a link from the page at `source` to the person's own page."""
    return replace(contact_person(person, system, site.snapshot), href=site.link_person(source, person))


def list_lead_contacts(release: Release, system: System, snapshot: Snapshot) -> tuple[ContactDetails, ...]:
    """The people who run the day: the release's `lead`, else the role `deployment-lead`; empty if both are unknown."""
    lead = release.leader
    is_known = lead in system.roles or lead in snapshot.people
    return list_owner_contacts(lead, system, snapshot) if is_known else ()

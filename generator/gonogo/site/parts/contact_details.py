"""Contact details of the people whom roles, owners and contacts name."""

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


# One number with common separators. With a second +, "(0)" or letters, it would not be clear which number to dial.
_NUMBER = re.compile(r"\+?(?!.*\(0\))[0-9 ().\-/]*[0-9][0-9 ().\-/]*")


class ContactDetails(Frozen):
    """The name and the known contact details of a person, a contact or a vacant role.

    `role` is "" for a person who is named without a role. `href` links to the person's page, "" if there is no page.
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
        """The phone number for a `tel:` link; "" if `phone` is not exactly one number."""
        if not _NUMBER.fullmatch(self.phone):
            return ""
        return "".join(character for character in self.phone if character in "+0123456789")


def list_owner_contacts(owner: str, system: System, snapshot: Snapshot) -> tuple[ContactDetails, ...]:
    """The holders of the role `owner` who have not left, or the person `owner`.

    A vacant role has one entry with `is_vacant`.
    """
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
    """The contact details of a person.

    Phone and pager come from the system's contacts, the e-mail address from there or else from people.yml.
    """
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
    """The result of `contact_person`, with a link from the page at `source` to the person's page."""
    return replace(contact_person(person, system, site.snapshot), href=site.link_person(source, person))


def list_lead_contacts(release: Release, system: System, snapshot: Snapshot) -> tuple[ContactDetails, ...]:
    """The people who lead the deployment: the release's `lead`, by default the role `deployment-lead`.

    Empty if this is neither a role nor a person.
    """
    lead = release.leader
    is_known = lead in system.roles or lead in snapshot.people
    return list_owner_contacts(lead, system, snapshot) if is_known else ()

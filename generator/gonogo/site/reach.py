"""How to reach the people behind roles, owners and contacts; and what a public site leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.frozen import Frozen, replace
from gonogo.model.ids import PersonId, RoleId
from gonogo.site.privacy import PRIVATE, TELLING

if TYPE_CHECKING:
    from gonogo.model.directory import Role
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.model.system import Channel, Contact


# Digits with what people put between them. With a second +, "(0)", words or letters nobody can say what to dial.
_NUMBER = re.compile(r"\+?(?!.*\(0\))[0-9 ().\-/]*[0-9][0-9 ().\-/]*")


class Reach(Frozen):
    """Somebody by name, with what is known to reach them; `role` is "" for a person named directly.

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


def reach_owner(owner: str, system: System, snapshot: Snapshot) -> tuple[Reach, ...]:
    """The people behind an owner; a vacant role is one entry that says so."""
    role = system.roles.get(RoleId(owner))
    if role is None:
        return (reach_person(PersonId(owner), system, snapshot),)
    holders = [person for person in role.people if not has_left(person, snapshot)]
    if not holders:
        return (Reach(role.title, role=role.title, is_vacant=True),)
    return tuple(reach_person(person, system, snapshot, role) for person in holders)


def has_left(person: PersonId, snapshot: Snapshot) -> bool:
    """Whether people.yml says that the person has left."""
    known = snapshot.people.get(person)
    return known is not None and known.state == "left"


def reach_person(person: PersonId, system: System, snapshot: Snapshot, role: Role | None = None) -> Reach:
    """A person with phone and e-mail from the system's contacts, else from people.yml."""
    known = snapshot.people.get(person)
    contacts = [contact for contact in system.contacts if contact.person == person]
    email = next((contact.email for contact in contacts if contact.email), "")
    return Reach(
        name=f"{known.name}{' (has left)' if known.state == 'left' else ''}" if known else person,
        role=role.title if role else "",
        phone=next((contact.phone for contact in contacts if contact.phone), ""),
        email=email or (known.emails[0] if known and known.emails else ""),
        pager=next((contact.pager for contact in contacts if contact.pager), ""),
    )


def find_private(snapshot: Snapshot) -> frozenset[str]:
    """Every phone, e-mail and pager that the files name as such, and where channels are."""
    found = {email for person in snapshot.people.values() for email in person.emails}
    for system in snapshot.systems.values():
        for contact in system.contacts:
            found |= {contact.phone, contact.email, contact.pager}
        channels = system.facts.channels.values() if system.facts else ()
        found |= {channel.address for channel in channels if TELLING.search(channel.address)}
    return frozenset(filter(None, found))


def make_public(snapshot: Snapshot) -> Snapshot:
    """The same, for everybody to see; `redact` then takes out what is not for everybody."""
    return replace(snapshot, policy=replace(snapshot.policy, audience="public") if snapshot.policy else None)


def redact(snapshot: Snapshot) -> Snapshot:
    """The snapshot as a public site may show it: without phones, e-mails and pagers.

    What is left out is no gap. Findings about the files that hold them are left out too, since they quote values.
    """
    systems = {
        key: replace(
            system,
            facts=replace(
                system.facts,
                contacts={name: _redact_contact(contact) for name, contact in system.facts.contacts.items()},
                channels={name: _redact_channel(channel) for name, channel in system.facts.channels.items()},
            )
            if system.facts
            else None,
        )
        for key, system in snapshot.systems.items()
    }
    people = {key: replace(person, emails=()) for key, person in snapshot.people.items()}
    return replace(snapshot, systems=systems, people=people)


def _redact_channel(channel: Channel) -> Channel:
    """Title and audience of a channel: an address or a note may hold a number, an e-mail or a secret link."""
    return replace(channel, address="", about="", gaps=())


def _redact_contact(contact: Contact) -> Contact:
    """Who a contact is and who is next, and no free text in which a number or an address may stand."""
    private = dict.fromkeys(PRIVATE["contacts"], "")
    return replace(contact, **private, gaps=())

"""The contact directory of a system: the escalation chains, all contacts by group, and the roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_length
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.contact_details import ContactDetails, contact_person, link_contact
from gonogo.site.parts.page_head import SPRITE, FactBox, show_tabs
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.ids import ContactId
    from gonogo.model.snapshot import System
    from gonogo.model.system import Contact
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan

# The search lists contacts before entries that contain the same word.
_CONTACTS_BOOST = 3.5


class ContactCard(Frozen):
    """A contact. `lines` are further facts: labels and texts.

    `next_link` links to the next contact in the escalation.
    """

    anchor: str
    title: str
    name: str
    contact: ContactDetails
    hours: str
    backup: str
    lines: tuple[tuple[str, tuple[TextPart, ...]], ...]
    next_link: Link | None
    roles: tuple[str, ...]
    gaps: tuple[str, ...]


class EscalationCall(Frozen):
    """A contact in an escalation chain; `when` says when to call it."""

    when: str
    card: ContactCard


class RoleRow(Frozen):
    title: str
    holders: tuple[ContactDetails, ...]


def plan_contacts(site: SitePlan, system: System) -> Page:
    """The gaps in the directory, the escalation chains, the contacts by group, and the roles."""
    path = site.contacts_page(system)
    blocks: list[Block] = [
        Heading(1, f"Contacts · {system.name}", "top_"),
        SPRITE,
        Fragment("system_bar", show_tabs(site, system, path)),
    ]
    cards = {contact.id: _show_card(contact, system, site) for contact in system.contacts}
    blocks += _count_gaps(cards.values())
    if chains := tuple(_list_chains(system, cards)):
        blocks += [Heading(2, "Whom to call first, whom to call next", "escalation_"), Fragment("escalation", chains)]
    groups = dict.fromkeys(contact.group for contact in system.contacts)
    for number, group in enumerate(groups):
        of_group = tuple(cards[contact.id] for contact in system.contacts if contact.group == group)
        blocks += [Heading(2, group or "Contacts", f"group{number}_"), Fragment("contacts", of_group)]
    if not system.contacts:
        empty = f"Nobody can be called yet: add `contacts` to checklists/{system.id}/system.yml."
        blocks.append(Fragment("empty", empty))
    if system.roles:
        roles = tuple(
            RoleRow(role.title, tuple(link_contact(person, system, site, path) for person in role.people))
            for role in system.roles.values()
        )
        blocks += [Heading(2, "Roles", "roles_"), Fragment("roles", roles)]
    blocks.append(Fragment("stamp", site.stamp))
    title, menu = f"Contacts · {system.name}", (system.name, "Contacts")
    return Page(path, title, menu, tuple(blocks), tuple(sorted(cards)), _CONTACTS_BOOST)


def _count_gaps(cards: Iterable[ContactCard]) -> Iterator[Block]:
    """A box with the number of gaps in contacts, and links to the contacts with gaps; empty without gaps."""
    gaps = [(card, gap) for card in cards for gap in card.gaps]
    if not gaps:
        return
    links = tuple(Link(card.title, f"#{card.anchor}") for card in dict.fromkeys(card for card, _ in gaps))
    count = len(gaps)
    who = f"{len(links)} {plural(len(links), 'contact')}"
    text = f"A contact list with gaps is not ready. Something is missing for {who}:"
    yield Fragment("fact", FactBox("bad", f"{count} {plural(count, 'gap')}", parse_prose(text), links=links))


def _list_chains(system: System, cards: Mapping[ContactId, ContactCard]) -> Iterator[tuple[EscalationCall, ...]]:
    """The escalation chains, each starting at a contact to which no other contact escalates.

    A chain of contacts that escalate in a circle starts at its first contact in the file.
    """
    contacts = {contact.id: contact for contact in system.contacts}
    called = {contact.escalates_to for contact in contacts.values() if contact.escalates_to != contact.id}
    heads = [contact for contact in contacts.values() if contact.id not in called]
    shown: set[ContactId] = set()
    for first in (*heads, *contacts.values()):
        if first.id in shown or first.escalates_to not in contacts or first.escalates_to == first.id:
            continue
        chain = [EscalationCall("First", cards[first.id])]
        seen, contact = {first.id}, first
        while (following := contact.escalates_to) in contacts and following not in seen:
            after = contact.escalate_after
            wait = f"After another {say_length(after.nominal)}" if after else "Then"
            chain.append(EscalationCall(wait, cards[following]))
            seen.add(following)
            contact = contacts[following]
        shown |= seen
        yield tuple(chain)


def _show_card(contact: Contact, system: System, site: SitePlan) -> ContactCard:
    person = contact_person(contact.person, system, site.snapshot) if contact.person else None
    following = system.facts.contacts.get(contact.escalates_to) if system.facts and contact.escalates_to else None
    wait = f" after {contact.escalate_after.text}" if contact.escalate_after else ""
    lines = (
        ("Organisation", contact.organisation),
        ("Case", contact.case),
        ("Hours", contact.hours),
        ("Backup", contact.backup),
        ("About", contact.about),
    )
    name = person.name if person else contact.name
    href = site.link_person(site.contacts_page(system), contact.person) if contact.person else ""
    return ContactCard(
        anchor=contact.id,
        title=contact.title,
        name=name,
        contact=ContactDetails(name, "", contact.phone, contact.email, contact.pager, href=href),
        hours=contact.hours,
        backup=contact.backup,
        lines=tuple((label, parse_prose(text)) for label, text in lines if text),
        next_link=Link(f"{following.title}{wait}", f"#{following.id}") if following else None,
        roles=tuple(
            role.title
            for role in system.roles.values()
            if contact.person in role.people and role.title != contact.title
        ),
        gaps=contact.gaps,
    )

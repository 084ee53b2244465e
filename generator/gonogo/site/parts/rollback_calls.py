"""The people to call when a rollback may be necessary: the lead, then the owners of rollback steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.procedure import steps_of
from gonogo.site.parts.contact_details import ContactDetails, list_lead_contacts
from gonogo.site.parts.entry_view import list_entry_contacts

if TYPE_CHECKING:
    from gonogo.site.release_context import ReleaseContext

_MOST_CALLS = 6


class RollbackCall(Frozen):
    """A person to call, and the reason `why`. On a public site (`is_public`), a missing number is not a gap."""

    why: str
    contact: ContactDetails
    is_public: bool


def list_calls(context: ReleaseContext) -> tuple[RollbackCall, ...]:
    """The lead and the owners of rollback steps, without duplicates.

    If none of them has a phone or pager number, the people in the first group of contacts follow.
    """
    is_public = context.snapshot.is_public
    calls = {
        (contact.name, contact.phone, contact.email): RollbackCall("Decides", contact, is_public)
        for contact in list_lead_contacts(context.release, context.system, context.snapshot)
    }
    for section in context.release.ordered_sections():
        for entry in steps_of(section):
            for contact in list_entry_contacts(entry, section, context):
                calls.setdefault(
                    (contact.name, contact.phone, contact.email), RollbackCall(entry.title, contact, is_public)
                )
    if not any(call.contact.phone or call.contact.pager for call in calls.values()):
        for listed in context.system.contacts:
            if listed.group == context.system.contacts[0].group and (listed.phone or listed.pager):
                name = context.person_name(listed.person) if listed.person else listed.name
                contact = ContactDetails(name or listed.title, phone=listed.phone, pager=listed.pager)
                calls.setdefault(
                    (contact.name, contact.phone, listed.id),
                    RollbackCall(listed.title if name else listed.group, contact, is_public),
                )
    return tuple(calls.values())[:_MOST_CALLS]

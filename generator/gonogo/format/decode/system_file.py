"""The table of `<system>/system.yml`, which has the facts that apply to all releases of a system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.named_types import DURATION, EMAIL, ID, LINE, TEXT, URL
from gonogo.format.sections.kind import TITLE
from gonogo.format.tables import Empty, Field, RecordsById, Table
from gonogo.format.value_type import Choice
from gonogo.model.system import Channel, Contact, Resource, SystemFacts

if TYPE_CHECKING:
    from gonogo.format.decode_context import DecodeContext

_GROUP = Field("group", LINE, "The heading of the group on the page.")
_ABOUT = Field("about", TEXT, "An explanation for readers.")


def _check_contact(contact: Contact, reading: DecodeContext) -> None:
    if contact.person and contact.name:
        hint = "people.yml has the name of this person: remove `name`"
        reading.error("conflicting-keys", contact.where.at("name").span, "both person and name", hint)


def _check_facts(facts: SystemFacts, reading: DecodeContext) -> None:
    for contact in facts.contacts.values():
        target = contact.escalates_to
        if target is not None and target not in facts.contacts:
            span = contact.where.at("escalates_to").span
            hint = reading.suggest(target, facts.contacts)
            reading.error("unknown-reference", span, f'there is no contact "{target}"', hint)


CONTACT = Table(
    "contact",
    Contact,
    TITLE,
    _GROUP,
    Field("person", ID, "A person in `people.yml`. Use `name` for anyone else."),
    Field("name", LINE, "The name of a person who is not in `people.yml`."),
    Field("organisation", LINE, "The organization of the contact."),
    Field("phone", LINE, "The number to call."),
    Field("email", EMAIL, "The address to write to."),
    Field("pager", LINE, "The pager."),
    Field("case", LINE, "The support case or contract number."),
    Field("hours", LINE, "The hours during which the contact answers."),
    Field("backup", LINE, "The backup contact."),
    Field("escalates_to", ID, "The next contact to call.", empty=Empty.REFUSED),
    Field("escalate_after", DURATION, "The time to wait before calling the next contact."),
    _ABOUT,
    check=_check_contact,
)

CHANNEL = Table(
    "channel",
    Channel,
    TITLE,
    Field(
        "audience",
        Choice("internal", "external"),
        "The channel's readers.",
        default="`internal`",
        empty=Empty.REFUSED,
    ),
    Field("address", LINE, "The channel's address: a chat room, an e-mail address or a mailing list."),
    _ABOUT,
)

RESOURCE = Table("resource", Resource, TITLE, _GROUP, Field("url", URL, "The link."))

SYSTEM = Table(
    "system file",
    SystemFacts,
    Field("name", LINE, "The system's name.", required=True, empty=Empty.REFUSED),
    Field("summary", TEXT, "A description in one sentence."),
    Field("repository", URL, "The address of the source code."),
    Field("contacts", RecordsById(CONTACT), "The contacts, in the order to call them.", empty=Empty.OPEN),
    Field("channels", RecordsById(CHANNEL), "The channels for notices, in order.", empty=Empty.OPEN),
    Field("resources", RecordsById(RESOURCE), "Links for the deployment, in order.", empty=Empty.OPEN),
    check=_check_facts,
)

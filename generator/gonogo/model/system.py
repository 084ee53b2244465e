"""The facts of a system that apply to all its releases: contacts, channels and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import field
from gonogo.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import ChannelId, ContactId, PersonId, ResourceId
    from gonogo.model.schedule import Duration


class Contact(Record):
    """A contact to call: `person` is the id of a person in people.yml, `name` the name of anyone else."""

    id: ContactId
    title: str
    group: str = ""
    person: PersonId | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    pager: str = ""
    case: str = ""
    hours: str = ""
    backup: str = ""
    escalates_to: ContactId | None = None
    escalate_after: Duration | None = None
    about: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether the contact has a phone number, an e-mail address or a pager."""
        return bool(self.phone or self.email or self.pager)


class Channel(Record):
    """A channel for notices, such as a chat room; `audience` is internal or external."""

    id: ChannelId
    title: str
    audience: str = "internal"
    address: str = ""
    about: str = ""


class Resource(Record):
    """A link that the team needs on deployment day, such as a dashboard or a runbook."""

    id: ResourceId
    title: str
    group: str = ""
    url: str = ""


class SystemFacts(Record):
    """The file `system.yml`."""

    name: str
    summary: str = ""
    repository: str = ""
    contacts: Mapping[ContactId, Contact] = field(factory=dict)
    channels: Mapping[ChannelId, Channel] = field(factory=dict)
    resources: Mapping[ResourceId, Resource] = field(factory=dict)

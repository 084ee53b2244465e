"""The types of ids. Each kind has its own type: mypy reports an error if code uses a section's id as an entry's id."""

from __future__ import annotations

import re
from typing import NewType

SystemId = NewType("SystemId", str)
ReleaseId = NewType("ReleaseId", str)
PhaseId = NewType("PhaseId", str)
SectionId = NewType("SectionId", str)
EntryId = NewType("EntryId", str)
PersonId = NewType("PersonId", str)
RoleId = NewType("RoleId", str)
ContactId = NewType("ContactId", str)
ChannelId = NewType("ChannelId", str)
ResourceId = NewType("ResourceId", str)
AcceptanceId = NewType("AcceptanceId", str)

ID_PATTERN = "[a-z0-9][a-z0-9-]{0,63}"
RELEASE_PATTERN = "[a-z0-9][a-z0-9._+-]{0,63}"
RESERVED_RELEASES = ("system", "roles")
ALL = "all"

is_id = re.compile(ID_PATTERN).fullmatch
_is_release = re.compile(RELEASE_PATTERN).fullmatch


def is_release_id(text: str) -> bool:
    """Whether a string can be the id of a release.

    The page of the release has the id as its name, so an id must not end like the name of a page's file.
    """
    return bool(_is_release(text)) and not text.endswith((".md", ".html"))

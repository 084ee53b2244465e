"""The person who merged a landing, if git records that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible
from gonogo.model.provenance import Author

if TYPE_CHECKING:
    from gonogo.model.commits import Commit, Ident
    from gonogo.model.ids import PersonId
    from gonogo.trust.identities import Identities


def find_merger(landing: Commit, identities: Identities) -> PersonId | None:
    """The active human who merged a landing; None if git does not record such a person.

    The author of a merge commit merged it. Any other landing was merged by its committer, if the author has another
    address. The merger decided that the change goes to main, but did not necessarily review it.
    """
    ident: Ident = landing.author if landing.is_merge else landing.committer
    if identities.is_forge(ident) or (not landing.is_merge and landing.author.key == ident.key):
        return None
    person = identities.find_person(ident)
    return person if identities.is_active_human(person) else None


def find_author(commit: Commit, identities: Identities) -> Author:
    """The author of a commit: the person whom the address identifies, or else the name in the commit, safe to print."""
    person = identities.find_person(commit.author)
    return identities.author(person) if person else Author(visible(commit.author.name))

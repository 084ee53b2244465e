"""The person who merged a landing, as far as git records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible
from gonogo.model.provenance import Author

if TYPE_CHECKING:
    from gonogo.model.commits import Commit, Ident
    from gonogo.model.ids import PersonId
    from gonogo.trust.identities import Identities


def find_merger(landing: Commit, identities: Identities) -> PersonId | None:
    """The active human who merged a landing; None if the merger is not known.

    That is the author of a merge commit, or the committer of another commit if its author has another address. The
    merger put the change on main, but did not necessarily review it.
    """
    ident: Ident = landing.author if landing.is_merge else landing.committer
    if identities.is_forge(ident) or (not landing.is_merge and landing.author.key == ident.key):
        return None
    person = identities.find_person(ident)
    return person if identities.is_active_human(person) else None


def find_author(commit: Commit, identities: Identities) -> Author:
    """The author of a commit: the person with its address, else the commit's author name, safe to print."""
    person = identities.find_person(commit.author)
    return identities.author(person) if person else Author(visible(commit.author.name))

"""The provenance of a value as pages show it: the author, and the commit with its pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.site.page import Link
from gonogo.site.parts.event_view import SHORT_OID, AuthorView, Proof, show_text

if TYPE_CHECKING:
    from gonogo.model.provenance import Author
    from gonogo.model.references import Ref
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


def show_author(author: Author, source: str, site: SitePlan) -> AuthorView:
    """An author as pages show it: the person in people.yml with a link, else the name in the commit with a doubt."""
    person = next((known for known in site.snapshot.people if known == author.person), None)
    if person is None:
        return AuthorView(show_text(author.name), "", "not in people.yml")
    return AuthorView(show_text(author.name), site.link_person(source, person))


def show_commit(oid: str, request: int | None, subject: Ref, context: ReleaseContext) -> Proof:
    """A commit and its pull request on the forge. Without a forge, the commit links to the audit trail.

    `subject` is the entry that was changed by the commit, or by a commit that it merged.
    """
    site = context.site
    on_forge = site.forge.commit(oid)
    href = on_forge or _link_event(oid, subject, context)
    link = Link(f"#{request}", site.forge.request(request), is_outside=True) if request else None
    return Proof(Link(oid[:SHORT_OID], href, is_outside=bool(on_forge)), link)


def _link_event(oid: str, subject: Ref, context: ReleaseContext) -> str:
    site = context.site
    events = site.event_index.of(subject) if site.event_index else ()
    newest = next(
        (indexed for indexed in reversed(events) if oid in (indexed.event.commit.oid, indexed.event.landing)), None
    )
    return site.link_event(context.path, newest) if newest else ""

"""Events as pages display them: the author and the change, its landing on main, and the commit that proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible_lines
from gonogo.format.sections import DEFAULT, find_state
from gonogo.history.event_index import is_reversal
from gonogo.model.clock import Clock, say_date, show_clock
from gonogo.model.event import EventKind
from gonogo.model.references import Ref
from gonogo.model.registry import name_of
from gonogo.model.state_words import StateWord
from gonogo.site.page import Link
from gonogo.site.parts.state_look import State
from gonogo.site.trail_months import LONGEST, anchor_of
from gonogo.verdict.slots import is_recorded

if TYPE_CHECKING:
    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.model.event import Change
    from gonogo.site.plan import SitePlan

SHORT_OID = 7
# No tone is green: an event proves that a value was written, not that it is true.
_KINDS = {
    EventKind.ADDED: ("info", "plus"),
    EventKind.REMOVED: ("warn", "na"),
    EventKind.EDITED: ("mute", "dot"),
    EventKind.MOVED: ("mute", "dot"),
    EventKind.EVIDENCE: ("mute", "dot"),
    EventKind.OBSERVED: ("info", "dot"),
    EventKind.ASSIGNED: ("mute", "dot"),
    EventKind.PLANNED: ("mute", "dot"),
    EventKind.SIGNED: ("info", "signed"),
    EventKind.COUNTERSIGNED: ("info", "signed"),
    EventKind.WITHDRAWN: ("warn", "withdrawn"),
    EventKind.REFUSED: ("bad", "refused"),
    EventKind.REGISTRY: ("info", "dot"),
    EventKind.UNREADABLE: ("bad", "blocked"),
    EventKind.READABLE: ("mute", "dot"),
}
# the fields that the tag of an event already names
_NAMED = ("status", "decision", "observed", "evidence", "owner", "title", "")


class AuthorView(Frozen):
    """The author of a commit: the person in people.yml with its e-mail, else the name in the commit, with a doubt."""

    name: str
    href: str
    doubt: str = ""


class Proof(Frozen):
    """The commit that made a change, and the pull request that its landing names."""

    commit: Link
    request: Link | None


class Attribution(Frozen):
    """The author of an entry's answer, and the day on which it landed; `writer` is None if it is not committed.

    `came_with` says that the entry was added with this answer, as by an import, so that its writer did not necessarily
    settle it. `is_shared` leaves the attribution to the line above the section.
    """

    writer: AuthorView | None = None
    day: Clock | None = None
    proof: Proof | None = None
    came_with: bool = False
    is_shared: bool = False


class EventView(Frozen):
    """An event on a page. `anchor` is its id in the audit trail, to which `SitePlan.link_event` links.

    `is_relief` marks the reversal of a no-go by a go, which is not a loss. `by_another` names the signer of a decision
    that another person wrote in the signer's name; it is "" for any other event. `field` is "" if the tag names it.
    `before` and `after` are None if the event has no such value; `is_cut` says that at least one of them is truncated.
    """

    anchor: str
    state: State
    title: str
    href: str
    ref: str
    field: str
    before: str | None
    after: str | None
    by_another: str
    is_cut: bool
    writer: AuthorView
    landed: Clock | None
    proof: Proof
    is_merge: bool
    is_reversal: bool
    is_relief: bool


def show_event(indexed: IndexedEvent, source: str, site: SitePlan) -> EventView:
    """The event, shown from the page at `source`."""
    event, change = indexed.event, indexed.event.change
    landed = site.event_index.landed_at(event) if site.event_index else None
    title, href = name_subject(indexed, source, site)
    before, after, reverses = show_text(change.before), show_text(change.after), is_reversal(change)
    return EventView(
        anchor=anchor_of(indexed),
        state=show_kind(change),
        title=show_text(title),
        href=href,
        ref=show_text(str(change.ref)),
        field="" if change.field in _NAMED else show_text(change.field),
        before=before,
        after=after,
        by_another=_find_signer(indexed, site),
        is_cut=any(len(text) > LONGEST for text in (change.before, change.after) if text),
        writer=show_writer(event.commit.author, source, site),
        landed=show_clock(landed) if landed else None,
        proof=show_proof(indexed, source, site),
        is_merge=event.is_merge,
        is_reversal=reverses,
        is_relief=reverses and change.after == "go",
    )


def _find_signer(indexed: IndexedEvent, site: SitePlan) -> str:
    """The person in whose name another person wrote an event's decision; "" if the signer wrote it.

    An author who is not in people.yml is doubted like any other author; a role that others may record is not doubted.
    """
    decider, writer = indexed.decider, site.person_of(indexed.event.commit.author)
    if not decider or writer in (None, decider) or is_recorded(indexed.file, indexed.event.change.ref, site.snapshot):
        return ""
    return show_text(name_of(decider, site.snapshot.people))


def show_attribution(indexed: IndexedEvent | None, source: str, site: SitePlan) -> Attribution:
    """The event that gave an answer, shown at the entry on the page at `source`; None if it is not committed."""
    if indexed is None:
        return Attribution()
    moment = site.event_index.landed_at(indexed.event) if site.event_index else None
    return Attribution(
        show_writer(indexed.event.commit.author, source, site),
        Clock(say_date(moment), moment.date().isoformat(), is_time=False) if moment else None,
        show_proof(indexed, source, site),
        came_with=indexed.event.change.kind is EventKind.ADDED,
    )


def show_kind(change: Change) -> State:
    """The kind of an event as a tag; for a new state, that state."""
    if change.kind is EventKind.STATE:
        word = change.after or DEFAULT.entry.states[0].word
        known = find_state(word) or StateWord(word, show_text(word).capitalize(), "mute", "dot")
        return State(word, known.label, known.tone, known.shape)
    return State(change.kind.value, change.kind.value.capitalize(), *_KINDS[change.kind])


def show_writer(ident: Ident, source: str, site: SitePlan) -> AuthorView:
    """The author of a commit. A mailmap is not used: the e-mail in the commit counts."""
    person = site.person_of(ident)
    if person is None:
        is_shared = ident.key in site.writers
        doubt = "e-mail of several people" if is_shared else "not in people.yml"
        return AuthorView(show_text(ident.name), "", doubt)
    return AuthorView(show_text(site.snapshot.people[person].name), site.link_person(source, person))


def show_proof(indexed: IndexedEvent, source: str, site: SitePlan) -> Proof:
    """The commit and the pull request on the forge; without a forge the commit links to the audit trail."""
    oid, number = indexed.event.commit.oid, indexed.event.pull_request
    request = Link(f"#{number}", site.forge.request(number), is_outside=True) if number else None
    on_forge = site.forge.commit(oid)
    return Proof(
        Link(oid[:SHORT_OID], on_forge or site.link_event(source, indexed), is_outside=bool(on_forge)), request
    )


def name_subject(indexed: IndexedEvent, source: str, site: SitePlan) -> tuple[str, str]:
    """The title of an event's subject and a link to it; if it no longer exists, its last title, and no link."""
    change = indexed.event.change
    ref = change.ref
    if isinstance(ref, Ref) and isinstance(indexed.file, Ref) and (place := site.find_place(indexed.file, ref)):
        return place.title, site.urls.link(source, place.page, place.anchor)
    if change.kind in (EventKind.ADDED, EventKind.REMOVED):
        return change.after or change.before or str(ref), ""
    return str(ref.entry or ref.section or ref) if isinstance(ref, Ref) else str(ref), ""


@overload
def show_text(text: str) -> str: ...


@overload
def show_text(text: str | None) -> str | None: ...


def show_text(text: str | None) -> str | None:
    """A string from the history as shown in a row: cut after `LONGEST` characters, invisible characters spelled out."""
    if text is None:
        return None
    shown = visible_lines(text[:LONGEST])
    return f"{shown}…" if len(text) > LONGEST else shown

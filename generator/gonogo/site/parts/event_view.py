"""Events as pages show them: who did what to which thing, when it became official, and where the proof is."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.format.sections import DEFAULT, find_state
from gonogo.history.index import is_reversal
from gonogo.model.clock import Clock, say_day, show_clock
from gonogo.model.event import EventKind
from gonogo.model.references import Ref
from gonogo.model.state_words import StateWord
from gonogo.site.page import Link
from gonogo.site.parts.state_look import State
from gonogo.site.trail_months import LONGEST, anchor_of

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.history.index import IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.model.event import Change
    from gonogo.site.plan import SitePlan

SHORT = 7
# What is claimed is not green here: an event says that somebody wrote it, not that it holds.
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
    """Who wrote a commit: the person of people.yml whom its e-mail names, else the name that it gives, with a doubt."""

    name: str
    href: str
    doubt: str = ""


class Proof(Frozen):
    """Where something became official: the commit that made it, and the pull request that its landing names."""

    commit: Link
    request: Link | None


class Attribution(Frozen):
    """Who gave the answer that an entry has, and when it became official; nobody where it is not committed."""

    writer: AuthorView | None = None
    day: Clock | None = None
    proof: Proof | None = None


class EventView(Frozen):
    """An event on a page. `anchor` is its place in the audit trail, to which `SitePlan.link_event` leads.

    `field` is "" where the tag says it. `before` and `after` are None where there is nothing to show; long texts are
    cut, `is_cut` then.
    """

    number: int
    anchor: str
    state: State
    title: str
    href: str
    ref: str
    field: str
    before: str | None
    after: str | None
    is_cut: bool
    writer: AuthorView
    landed: Clock | None
    committed: Clock | None
    proof: Proof
    is_merge: bool
    is_reversal: bool


def show_event(told: IndexedEvent, source: str, site: SitePlan) -> EventView:
    """The event as the page at `source` shows it."""
    event, change = told.event, told.event.change
    title, href = _name(told, source, site)
    before, after = show_text(change.before), show_text(change.after)
    return EventView(
        number=told.number,
        anchor=anchor_of(told),
        state=show_kind(change),
        title=show_text(title),
        href=href,
        ref=show_text(str(change.ref)),
        field="" if change.field in _NAMED else show_text(change.field),
        before=before,
        after=after,
        is_cut=any(len(text) > LONGEST for text in (change.before, change.after) if text),
        writer=show_writer(event.commit.author, source, site),
        landed=_clock(site.event_index.landed_at(event)) if site.event_index else None,
        committed=_clock(event.commit.committer.moment),
        proof=show_proof(told, source, site),
        is_merge=event.is_merge,
        is_reversal=is_reversal(change),
    )


def show_attribution(told: IndexedEvent | None, source: str, site: SitePlan) -> Attribution:
    """The event that gave an answer, as the entry shows it on the page at `source`."""
    if told is None:
        return Attribution()
    moment = site.event_index.landed_at(told.event) if site.event_index else None
    day = Clock(say_day(moment), moment.date().isoformat(), is_time=False) if moment else None
    return Attribution(show_writer(told.event.commit.author, source, site), day, show_proof(told, source, site))


def show_kind(change: Change) -> State:
    """The kind of an event as a tag; of a state the word that now holds."""
    if change.kind is EventKind.STATE:
        word = change.after or DEFAULT.entry.states[0].word
        known = find_state(word) or StateWord(word, show_text(word).capitalize(), "mute", "dot")
        return State(word, known.label, known.tone, known.shape)
    return State(change.kind.value, change.kind.value.capitalize(), *_KINDS[change.kind])


def show_writer(ident: Ident, source: str, site: SitePlan) -> AuthorView:
    """Who wrote a commit. No mailmap is asked: what counts is the e-mail as it stands in the commit."""
    person = site.person_of(ident)
    if person is None:
        is_shared = ident.key in site.writers
        doubt = "e-mail of several people" if is_shared else "not in people.yml"
        return AuthorView(show_text(ident.name), "", doubt)
    return AuthorView(show_text(site.snapshot.people[person].name), site.link_person(source, person))


def show_proof(told: IndexedEvent, source: str, site: SitePlan) -> Proof:
    """The commit and the pull request on the forge; without one the commit leads to the audit trail."""
    oid, number = told.event.commit.oid, told.event.pull_request
    request = Link(f"#{number}", site.forge.request(number), is_outside=True) if number else None
    on_forge = site.forge.commit(oid)
    return Proof(Link(oid[:SHORT], on_forge or site.link_event(source, told), is_outside=bool(on_forge)), request)


def _name(told: IndexedEvent, source: str, site: SitePlan) -> tuple[str, str]:
    """What an event happened to, by the title that it has now, with a link to it; else by the one that it had."""
    ref = told.event.change.ref
    if isinstance(ref, Ref) and isinstance(told.file, Ref):
        found = site.find(told.file, ref)
        if found is not None:
            title, page, anchor = found
            return title, site.urls.link(source, page, anchor)
    change = told.event.change
    if change.kind in (EventKind.ADDED, EventKind.REMOVED):
        return change.after or change.before or str(ref), ""
    return str(ref.entry or ref.section or ref) if isinstance(ref, Ref) else str(ref), ""


@overload
def show_text(text: str) -> str: ...


@overload
def show_text(text: str | None) -> str | None: ...


def show_text(text: str | None) -> str | None:
    """A text of anybody's as a row takes it: cut where it is too long, with what is invisible in a line written out."""
    if text is None:
        return None
    shown = "\n".join(map(visible, text[:LONGEST].split("\n")))
    return f"{shown}…" if len(text) > LONGEST else shown


def _clock(moment: datetime | None) -> Clock | None:
    return show_clock(moment) if moment else None

"""Events as pages show them: the author, the change, its landing on main, and the commit that proves the change."""

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
# The tag of an event already implies these fields.
_NAMED = ("status", "decision", "observed", "evidence", "owner", "title", "")


class AuthorView(Frozen):
    """The author of a commit: the person whose e-mail address the commit has.

    If people.yml has no such person, or several, `name` is the name in the commit, and `doubt` says why the author is
    not identified.
    """

    name: str
    href: str
    doubt: str = ""


class Proof(Frozen):
    """The commit that made a change, and the pull request that the message of its landing names."""

    commit: Link
    request: Link | None


class Attribution(Frozen):
    """The author of an entry's answer, and the day on which the answer landed.

    `writer` is None if the answer is not committed. `came_with` says that a commit added the entry together with this
    answer, for example an import. So the author of the commit did not necessarily do the work. `is_shared` says that
    the page shows the attribution above the section, and not at the entry.
    """

    writer: AuthorView | None = None
    day: Clock | None = None
    proof: Proof | None = None
    came_with: bool = False
    is_shared: bool = False


class EventView(Frozen):
    """An event on a page. `anchor` is the id of its row in the audit trail, to which `SitePlan.link_event` links.

    `is_relief` marks the reversal of a no-go by a go, which pages do not show in red. `by_another` names the signer if
    another person wrote the decision in the signer's name; else it is "". `field` is "" if the tag implies it. `before`
    and `after` are None if the event has no such value; `is_cut` says that at least one of them is truncated.
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
    """An event with links from the page at `source`."""
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
    """The name of the signer, if an event is a decision that another person wrote in the signer's name; else "".

    Also "" for an author who is not in people.yml, because `AuthorView.doubt` covers this case, and for a role whose
    decisions others are allowed to record.
    """
    decider, writer = indexed.decider, site.person_of(indexed.event.commit.author)
    if not decider or writer in (None, decider) or is_recorded(indexed.file, indexed.event.change.ref, site.snapshot):
        return ""
    return show_text(name_of(decider, site.snapshot.people))


def show_attribution(indexed: IndexedEvent | None, source: str, site: SitePlan) -> Attribution:
    """The attribution of an answer, for the page at `source`.

    `indexed` is the event that gave the answer, None if the answer is not committed.
    """
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
    """The kind of an event as a tag; for a new state, the state as a tag."""
    if change.kind is EventKind.STATE:
        word = change.after or DEFAULT.entry.states[0].word
        known = find_state(word) or StateWord(word, show_text(word).capitalize(), "mute", "dot")
        return State(word, known.label, known.tone, known.shape)
    return State(change.kind.value, change.kind.value.capitalize(), *_KINDS[change.kind])


def show_writer(ident: Ident, source: str, site: SitePlan) -> AuthorView:
    """The author of a commit. Only the e-mail address in the commit counts: gonogo does not read a mailmap."""
    person = site.person_of(ident)
    if person is None:
        is_shared = ident.key in site.writers
        doubt = "e-mail of several people" if is_shared else "not in people.yml"
        return AuthorView(show_text(ident.name), "", doubt)
    return AuthorView(show_text(site.snapshot.people[person].name), site.link_person(source, person))


def show_proof(indexed: IndexedEvent, source: str, site: SitePlan) -> Proof:
    """The commit and the pull request of an event, on the forge.

    Without a forge, the commit links to the audit trail.
    """
    oid, number = indexed.event.commit.oid, indexed.event.pull_request
    request = Link(f"#{number}", site.forge.request(number), is_outside=True) if number else None
    on_forge = site.forge.commit(oid)
    return Proof(
        Link(oid[:SHORT_OID], on_forge or site.link_event(source, indexed), is_outside=bool(on_forge)), request
    )


def name_subject(indexed: IndexedEvent, source: str, site: SitePlan) -> tuple[str, str]:
    """The title of an event's subject, and a link to the subject.

    The link is "" if the subject no longer exists; the title is then the title in the event, or else the id.
    """
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
    """A string from the history for a page: cut after `LONGEST` characters, with invisible characters spelled out."""
    if text is None:
        return None
    shown = visible_lines(text[:LONGEST])
    return f"{shown}…" if len(text) > LONGEST else shown

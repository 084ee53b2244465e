"""The audit trail: every event of everything, or of a release, newest first, and how to check that none is left out."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.clock import Clock, say_date, show_clock
from gonogo.model.event import Detail, EventKind
from gonogo.model.references import Ref
from gonogo.site.layout import AUDIT, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.event_view import EventView, show_event, show_text
from gonogo.site.parts.page_head import SPRITE, frame_page
from gonogo.site.parts.revocations import plan_revocations
from gonogo.site.trail_months import choose_details, take_newest
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.index import EventIndex, IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.site.page import Block
    from gonogo.site.plan import ReleaseContext, SitePlan

_LONGEST_TITLE = 120
_LAYOUT = "only comments, quotes or the order of keys"
_BREAKS = re.compile(r"(?<=[/#])")
_EMPTY = "No commit has changed it yet. What lies in the working copy becomes history when it is committed."


class AuditRow(Frozen):
    """An event in the trail. `place` is what it happened to, in pieces between which a line may break.

    `release` is its release or file, "" where all are of one.

    `committed` is the day of the commit where that is not the day of the landing. `also` are values that belong to
    it, `more` how many others do. `before` and `after` are None where the title says the same.
    """

    event: EventView
    title: str
    place: tuple[str, ...]
    release: str
    when: Clock | None
    committed: str
    email: str
    before: str | None
    after: str | None
    note: str
    also: tuple[Detail, ...]
    more: int


class RowsView(Frozen):
    """The rows of a page, newest first, and what is to be said of them; `has_releases` where they are of several."""

    say: str
    rows: tuple[AuditRow, ...]
    has_releases: bool


class ProofView(Frozen):
    """What makes the trail one that somebody else can check. `command` is "" where no commit knows the release."""

    population: str
    head: Link
    version: str
    as_of: Clock
    command: str
    is_public: bool
    files: tuple[Link, ...]
    rest: Link | None


class MonthsView(Frozen):
    """The ways to the pages of a trail, newest first; the text of a link is followed by the number of its events.

    `label` tells the one above the rows from the one below.
    """

    label: str
    links: tuple[tuple[Link, int, bool], ...]


class _AuditSection(Frozen):
    """The trail of everything, or of one release; `context` is None for a release that does not decode."""

    site: SitePlan
    event_index: EventIndex
    ref: Ref | None = None
    context: ReleaseContext | None = None

    @property
    def events(self) -> tuple[IndexedEvent, ...]:
        return self.site.told_of(self.ref)

    def page(self, part: str = "") -> str:
        return self.site.audit_page(self.ref, part)


def plan_audit(site: SitePlan, ref: Ref | None = None, context: ReleaseContext | None = None) -> Iterator[Page]:
    """The pages of the audit trail of everything, or of a release, the first one first; none without history."""
    if site.event_index is None:
        return
    trail = _AuditSection(site, site.event_index, ref, context)
    parts = site.audit_parts(ref)
    newest = take_newest(trail.events) if parts else trail.events
    count = len(trail.events)
    notice = plan_revocations(site, trail.page(), trail.events)
    blocks = [*notice, Fragment("audit_proof", _prove(trail))]
    yield _frame(
        trail, "", SPECIAL[AUDIT], newest, blocks, f"The newest {len(newest)} of {count} events" if parts else ""
    )
    for part in parts:
        say = f"{len(part.events)} of {count} events"
        yield _frame(trail, part.name, f"{SPECIAL[AUDIT]} · {part.title}", part.events, [], say)


def _frame(  # noqa: PLR0913, PLR0917 - what differs from page to page
    trail: _AuditSection, part: str, title: str, events: tuple[IndexedEvent, ...], blocks: list[Fragment], say: str
) -> Page:
    path = trail.page(part)
    body: list[Block] = [*blocks]
    months = _show_months(trail, part)
    if part:
        body.append(Fragment("audit_months", replace(months, label="Months, above the events")))
    if len(events) > 1:
        body.append(Fragment("audit_filter", trail.ref is None))
    rows = tuple(_show_row(one, path, trail) for one in reversed(events))
    said = say or f"{'All ' if len(rows) > 1 else ''}{len(rows)} {plural(len(rows), 'event')}"
    body.append(Fragment("audit_rows", RowsView(said, rows, trail.ref is None)) if rows else Fragment("empty", _EMPTY))
    if months.links:
        body.append(Fragment("audit_months", months))
    anchors = tuple(row.event.anchor for row in rows)
    if trail.context:
        context = trail.context.on(f"{AUDIT}/{part}" if part else AUDIT)
        return frame_page(context, title, *body, anchors=anchors, has_source=False)
    menu = (SPECIAL[AUDIT],) if trail.ref is None and not part else ()
    name = str(trail.ref) if trail.ref else ""
    head = (Heading(1, title, "top_", name), SPRITE)
    stamp = Fragment("stamp", trail.site.stamp)
    return Page(path, f"{title} · {name}" if name else title, menu, (*head, *body, stamp), anchors)


def _show_months(trail: _AuditSection, current: str) -> MonthsView:
    site, source = trail.site, trail.page(current)
    parts = site.audit_parts(trail.ref)
    newest = len(take_newest(trail.events))
    first = (Link("Newest", site.urls.link(source, trail.page())), newest, not current)
    rest = (
        (Link(part.title, site.urls.link(source, trail.page(part.name))), len(part.events), part.name == current)
        for part in parts
    )
    return MonthsView("Months", (first, *rest) if parts else ())


def _prove(trail: _AuditSection) -> ProofView:
    site, source, head = trail.site, trail.page(), trail.event_index.trail.head
    of = f"{shlex.quote(str(trail.ref))} " if trail.ref else ""
    files = [
        Link(f"audit.{form}", site.urls.link_file(source, site.audit_file(form, trail.ref))) for form in ("csv", "json")
    ]
    if trail.ref is None:
        files.append(Link("feed.xml", site.urls.link_file(source, site.feed)))
    return ProofView(
        population=_count(trail),
        head=Link(head, site.forge.commit(head), is_outside=True),
        version=site.stamp.version,
        as_of=show_clock(site.stamp.as_of),
        command=f"gonogo log {of}--at {head} --format csv" if trail.events or trail.ref is None else "",
        is_public=site.snapshot.is_public,
        files=tuple(files),
        rest=Link("the audit trail of everything", site.urls.link(source, site.audit_page())) if trail.ref else None,
    )


def _count(trail: _AuditSection) -> str:
    """`All 412 events of 187 commits in 138 landings, by 11 people; none is left out; 24 Mar to 11 Jun 2025`."""
    events = [one.event for one in trail.events]
    numbers = (
        (len({event.commit.oid for event in events}), "commit"),
        (len({event.landing for event in events}), "landing"),
    )
    read = "" if trail.ref else f" ({trail.event_index.trail.commits} were read)"
    of, landings = (f"{count} {plural(count, word)}" for count, word in numbers)
    people = len({_who(trail.site, event.commit.author) for event in events})
    who = f"{people} {'person' if people == 1 else 'people'}"
    days = sorted(moment for event in events if (moment := trail.event_index.landed_at(event)))
    span = f", from {say_date(days[0])} to {say_date(days[-1])}" if days else ""
    every = "All " if len(events) > 1 else ""
    what = f"{every}{len(events)} {plural(len(events), 'event')}"
    return f"{what} of {of}{read}, in {landings}, by {who}; none is left out{span}" if events else "No event"


def _who(site: SitePlan, author: Ident) -> str:
    return site.person_of(author) or author.key or author.name


def _show_row(told: IndexedEvent, source: str, trail: _AuditSection) -> AuditRow:
    event = show_event(told, source, trail.site)
    change, commit = told.event.change, told.event.commit
    landed, committed = trail.event_index.landed_at(told.event), commit.committer.moment
    also, more = choose_details(change)
    title = event.title if len(event.title) <= _LONGEST_TITLE else f"{event.title[:_LONGEST_TITLE]}…"
    is_said = change.kind in (EventKind.ADDED, EventKind.REMOVED) and title in (change.before, change.after)
    return AuditRow(
        event=event,
        title=title,
        place=_say_place(told, trail, title),
        release=show_text(str(told.file)) if trail.ref is None else "",
        when=Clock(f"{say_date(landed)}, {landed:%H:%M}", landed.isoformat(), is_time=True) if landed else None,
        committed=say_date(committed) if committed and (landed is None or committed.date() != landed.date()) else "",
        email=show_text(commit.author.email) if event.writer.doubt else "",
        before=None if is_said else event.before,
        after=None if is_said else event.after,
        note=_LAYOUT if (change.kind, change.field) == (EventKind.EDITED, "layout") else "",
        also=tuple(_show_detail(one, change.field) for one in also),
        more=more,
    )


def _show_detail(detail: Detail, field: str) -> Detail:
    """The detail without what its field has in common with that of the event, cut as all values are."""
    name = detail.field.removeprefix(f"{field}.")
    return Detail(show_text(name), show_text(detail.before), show_text(detail.after))


def _say_place(told: IndexedEvent, trail: _AuditSection, title: str) -> tuple[str, ...]:
    """The full reference, less what is the same on the whole page; nothing where the title says it."""
    ref = told.event.change.ref
    text = str(ref)
    if trail.ref and isinstance(ref, Ref) and ref.whole == trail.ref:
        text = text.partition("#")[2]
    return () if text == title else tuple(filter(None, _BREAKS.split(show_text(text))))

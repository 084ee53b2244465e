"""The audit trail of the project or of a release: every event, and the data with which readers check the trail."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen, replace
from gonogo.history.event_folds import fold_additions
from gonogo.model.clock import Clock, say_date, show_clock
from gonogo.site.layout import AUDIT, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.audit_filter import Choices, list_choices, plan_filter, say_command
from gonogo.site.parts.audit_row import AuditRow, show_row
from gonogo.site.parts.page_head import SPRITE, frame_page
from gonogo.site.parts.revocations import plan_revocations
from gonogo.site.trail_months import anchor_of, take_newest
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.event_index import EventIndex, IndexedEvent
    from gonogo.model.references import Ref
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext
    from gonogo.site.trail_months import TrailMonth

_EMPTY = "No commit has changed it yet. Changes in the working copy appear here when they are committed."


class RowsView(Frozen):
    """The rows of a page, newest first, with a caption that counts the events.

    `is_everything` says that the rows belong to the trail of the project, and not of a release.
    """

    caption: str
    rows: tuple[AuditRow, ...]
    is_everything: bool


class ProofView(Frozen):
    """The data with which readers check the trail. `population` counts events, commits and people in words."""

    population: str
    head: Link
    version: str
    as_of: Clock
    command: str
    is_public: bool
    files: tuple[Link, ...]
    rest: Link | None


class MonthLink(NamedTuple):
    """A link to a page of a trail, with the number of events on that page."""

    link: Link
    events: int
    is_current: bool


class MonthsView(Frozen):
    """Links to the pages of a trail, newest first.

    A page has the list above and below its rows, with different values of `label`.
    """

    label: str
    links: tuple[MonthLink, ...]


class _AuditPart(NamedTuple):
    """The events of one page of a trail. `name` is the part in the page's address, "" for the first page."""

    name: str
    title: str
    caption: str
    events: tuple[IndexedEvent, ...]


class _AuditTrail(Frozen):
    """The trail of the project, or of the release `ref`.

    `context` is None for the project, and for a release whose file cannot be decoded.
    """

    site: SitePlan
    event_index: EventIndex
    ref: Ref | None = None
    context: ReleaseContext | None = None

    @property
    def events(self) -> tuple[IndexedEvent, ...]:
        return self.site.events_of(self.ref)

    @cached_property
    def newest(self) -> tuple[IndexedEvent, ...]:
        """The events on the first page, if the trail has several pages."""
        return take_newest(self.events)

    @cached_property
    def choices(self) -> Choices:
        """The choices in the filter of the trail."""
        return list_choices(self.site, self.ref)

    def page(self, part: str = "") -> str:
        return self.site.audit_page(self.ref, part)


def plan_audit(site: SitePlan, ref: Ref | None = None, context: ReleaseContext | None = None) -> Iterator[Page]:
    """The pages of the audit trail of the project, or of a release, newest events first; none without history."""
    if site.event_index is None:
        return
    trail = _AuditTrail(site, site.event_index, ref, context)
    parts = site.audit_parts(ref)
    notice = plan_revocations(site, trail.page(), trail.events)
    yield _plan_part(trail, _first_part(trail, parts), *notice, Fragment("audit_proof", _prove(trail)))
    for part in parts:
        title, caption = f"{SPECIAL[AUDIT]} · {part.title}", f"{len(part.events)} of {len(trail.events)} events"
        yield _plan_part(trail, _AuditPart(part.name, title, caption, part.events))


def _first_part(trail: _AuditTrail, parts: tuple[TrailMonth, ...]) -> _AuditPart:
    """The first page: the complete trail if one page is enough, else the newest events."""
    count = len(trail.events)
    if parts:
        newest = trail.newest
        return _AuditPart("", SPECIAL[AUDIT], f"The newest {len(newest)} of {count} events", newest)
    caption = f"{'All ' if count > 1 else ''}{count} {plural(count, 'event')}"
    return _AuditPart("", SPECIAL[AUDIT], caption, trail.events)


def _plan_part(trail: _AuditTrail, part: _AuditPart, *blocks: Fragment) -> Page:
    """One page of the trail; `blocks` come before the events."""
    path = trail.page(part.name)
    body: list[Block] = [*blocks]
    months = _show_months(trail, part.name)
    if part.name:
        body.append(Fragment("audit_months", replace(months, label="Months, above the events")))
    if len(trail.events) > 1:
        body.append(Fragment("audit_filter", plan_filter(trail.site, path, trail.ref, trail.choices)))
    rows = tuple(_show_rows(trail, part, path))
    view = RowsView(part.caption, rows, trail.ref is None)
    body.append(Fragment("audit_rows", view) if rows else Fragment("empty", _EMPTY))
    if months.links:
        body.append(Fragment("audit_months", months))
    anchors = tuple(map(anchor_of, part.events))
    if trail.context:
        context = trail.context.on(f"{AUDIT}/{part.name}" if part.name else AUDIT)
        return frame_page(context, part.title, *body, anchors=anchors, has_source=False)
    return _frame_part(trail, part, body, anchors)


def _frame_part(trail: _AuditTrail, part: _AuditPart, body: list[Block], anchors: tuple[str, ...]) -> Page:
    """A page without the frame of a release, for the trail of the project or of a release that cannot be decoded."""
    name = str(trail.ref) if trail.ref else ""
    return Page(
        path=trail.page(part.name),
        title=f"{part.title} · {name}" if name else part.title,
        menu=(SPECIAL[AUDIT],) if trail.ref is None and not part.name else (),
        blocks=(Heading(1, part.title, "top_", name), SPRITE, *body, Fragment("stamp", trail.site.stamp)),
        anchors=anchors,
    )


def _show_months(trail: _AuditTrail, current: str) -> MonthsView:
    site, source = trail.site, trail.page(current)
    parts = site.audit_parts(trail.ref)
    if not parts:
        return MonthsView("Months", ())
    first = MonthLink(Link("Newest", site.urls.link(source, trail.page())), len(trail.newest), not current)
    rest = (
        MonthLink(
            Link(part.title, site.urls.link(source, trail.page(part.name))), len(part.events), part.name == current
        )
        for part in parts
    )
    return MonthsView("Months", (first, *rest))


def _prove(trail: _AuditTrail) -> ProofView:
    site, source, head = trail.site, trail.page(), trail.event_index.trail.head
    files = [
        Link(f"audit.{form}", site.urls.link_file(source, site.audit_file(form, trail.ref))) for form in ("csv", "json")
    ]
    if trail.ref is None:
        files.append(Link("feed.xml", site.urls.link_file(source, site.feed)))
    return ProofView(
        population=_say_population(trail),
        head=Link(head, site.forge.commit(head), is_outside=True),
        version=site.stamp.version,
        as_of=show_clock(site.stamp.as_of),
        command=say_command(site, trail.ref) if trail.events or trail.ref is None else "",
        is_public=site.snapshot.is_public,
        files=tuple(files),
        rest=Link("the audit trail of everything", site.urls.link(source, site.audit_page())) if trail.ref else None,
    )


def _say_population(trail: _AuditTrail) -> str:
    """`All 412 events of 187 commits by 11 people, in 138 steps on main; none is left out, from 24 Mar to 11 Jun`."""
    events = [indexed.event for indexed in trail.events]
    numbers = (
        (len({event.commit.oid for event in events}), "commit"),
        (len({event.landing for event in events}), "step"),
    )
    read = "" if trail.ref else f" ({trail.event_index.trail.commits} were read)"
    of, steps = (f"{count} {plural(count, word)}" for count, word in numbers)
    authors = [event.commit.author for event in events]
    people = len({trail.site.person_of(author) or author.key or author.name for author in authors})
    who = f"{people} {'person' if people == 1 else 'people'}"
    days = sorted(moment for event in events if (moment := trail.event_index.landed_at(event)))
    span = f", from {say_date(days[0])} to {say_date(days[-1])}" if days else ""
    every = "All " if len(events) > 1 else ""
    what = f"{every}{len(events)} {plural(len(events), 'event')}"
    return f"{what} of {of}{read} by {who}, in {steps} on main; none is left out{span}" if events else "No event"


def _show_rows(trail: _AuditTrail, part: _AuditPart, path: str) -> Iterator[AuditRow]:
    """The rows, newest first. A row shows the year if the row above is of another year."""
    year = None
    for fold in reversed(fold_additions(part.events)):
        landed = trail.event_index.landed_at(fold.lead.event)
        yield show_row(fold, path, trail.site, with_year=landed is not None and landed.year != year)
        year = landed.year if landed else year

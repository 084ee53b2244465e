"""Rows of the audit trail: the texts of a row, and the git commands with which a reader checks the row."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.history.event_folds import say_folded
from gonogo.history.followed_files import is_rename
from gonogo.model.clock import Clock, say_date, say_short
from gonogo.model.event import Detail, EventKind
from gonogo.model.references import Ref
from gonogo.site.parts.event_view import EventView, name_subject, show_event, show_text
from gonogo.site.trail_months import anchor_of, choose_details

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gonogo.history.event_folds import Fold
    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.event import Change, Event, FileRef
    from gonogo.site.plan import SitePlan

LONGEST_LINE = 40
_LONGEST_TITLE, LONGEST_OID = 120, 12
_NO_VALUES = "only comments, quotes or the order of keys"
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)


class FoldedEvent(Frozen):
    """The addition of a subject, shown below another event. `href` is "" if the subject no longer exists."""

    anchor: str
    title: str
    href: str


class AuditRow(Frozen):
    """An event in the trail, with the additions that are folded below it.

    `when` is the time of the landing; its text has the year only if `with_year` was True in `show_row`. `values` are
    the values that the event changed, except a value that is also the title; `more` is the number of changed values
    that the row leaves out. `merged` gives in words when and by which landing the commit was merged to main. `message`
    is the first line of the commit message. `email` is the address of an author who is not identified, "" for any other
    author. `commands` show the change with git, run in the top folder of the repository. `count` counts the folded
    additions in words.
    """

    event: EventView
    number: int
    title: str
    when: Clock | None
    values: tuple[Detail, ...]
    note: str
    more: int
    merged: str
    message: str
    email: str
    commands: tuple[str, ...]
    folded: tuple[FoldedEvent, ...]
    count: str

    @property
    def is_long(self) -> bool:
        """Whether the values may not fit into the row. The row shows only the first value, in at most two lines."""
        return len(self.values) > 1 or sum(len(text or "") for values in self.values for text in values) > LONGEST_LINE


def show_row(fold: Fold, source: str, site: SitePlan, *, with_year: bool = True) -> AuditRow:
    """The row of an event and of its folded additions, on the page at `source`; `with_year` adds the year to `when`."""
    indexed = fold.lead
    event, change, commit = show_event(indexed, source, site), indexed.event.change, indexed.event.commit
    landed = site.event_index.landed_at(indexed.event) if site.event_index else None
    title = _cut_title(event.title)
    _, more = choose_details(change)
    return AuditRow(
        event=event,
        number=indexed.number,
        title=title,
        when=_show_landed(landed, with_year=with_year) if landed else None,
        values=tuple(_show_values(event, change, title)),
        note=_NO_VALUES if (change.kind, change.field) == (EventKind.EDITED, "layout") else "",
        more=more,
        merged=_say_merged(indexed.event, landed),
        message=show_text(commit.subject),
        email=show_text(commit.author.email) if event.writer.doubt else "",
        commands=write_commands(indexed, site.past.folder if site.past else ""),
        folded=tuple(_show_folded(below, source, site) for below in fold.folded),
        count=say_folded(fold),
    )


def _show_folded(indexed: IndexedEvent, source: str, site: SitePlan) -> FoldedEvent:
    title, href = name_subject(indexed, source, site)
    return FoldedEvent(anchor_of(indexed), _cut_title(show_text(title)), href)


def _cut_title(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _show_landed(landed: datetime, *, with_year: bool) -> Clock:
    return Clock(f"{say_short(landed, with_year=with_year)}, {landed:%H:%M}", landed.isoformat(), is_time=True)


def _show_values(event: EventView, change: Change, title: str) -> Iterator[Detail]:
    """The main value of an event, then its further values.

    For an added or removed subject, the title is not repeated.
    """
    is_in_title = change.kind in _WHOLE and title in (change.before, change.after)
    if not is_in_title and not (event.before is None and event.after is None):
        yield Detail(event.field, event.before, event.after)
    for detail in choose_details(change)[0]:
        name = detail.field.removeprefix(f"{change.field}.")
        yield Detail(show_text(name), show_text(detail.before) or None, show_text(detail.after))


def _say_merged(event: Event, landed: datetime | None) -> str:
    """`27 Mar 2026, 17:00 UTC, by 9464ffa37c56; committed 24 Mar 2026`.

    The text has the landing only if the landing is another commit, and the day of the commit only if the landing is on
    another day.
    """
    committed = event.commit.committer.moment
    when = f"{say_date(landed)}, {landed:%H:%M} UTC" if landed else "without a date"
    by = f", by {event.landing[:LONGEST_OID]}" if event.landing != event.commit.oid else ""
    is_other_day = committed and (landed is None or committed.date() != landed.date())
    return f"{when}{by}{f'; committed {say_date(committed)}' if committed and is_other_day else ''}"


def write_commands(indexed: IndexedEvent, folder: str) -> tuple[str, ...]:
    """The git commands that show a change in any clone.

    For the change of a merge itself, they show the file before the merge, and the differences between the merge and
    each parent.
    """
    event = indexed.event
    oid, paths = event.commit.oid[:LONGEST_OID], tuple(quote_paths(event.change, folder))
    if not event.is_merge:
        return (f"git show {oid} -- {' '.join(paths)}",)
    diffs = (f"git diff {oid}^{parent} {oid} -- {' '.join(paths)}" for parent in (1, 2))
    return (f"git show {oid}^1:{paths[0]}", *diffs)


def quote_paths(change: Change, folder: str) -> Iterator[str]:
    """The path of a change's file in the repository, quoted for a shell; for a rename, the old path comes first."""
    if is_rename(change) and change.before:
        yield shlex.quote(show_text(f"{folder}{change.before}"))
    yield shlex.quote(show_text(f"{folder}{path_of(change.ref)}"))


def path_of(ref: Ref | FileRef) -> str:
    """The path, relative to the project, of the file that a reference belongs to."""
    return f"checklists/{ref.system}/{ref.release}.yml" if isinstance(ref, Ref) else ref.path

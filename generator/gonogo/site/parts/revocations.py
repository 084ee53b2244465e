"""What somebody has to revoke: where history holds what looks like a password or a token, and since when.

The values themselves are hidden before any page sees them (`history.masking`).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.secrets import HIDDEN
from gonogo.history.masking import find_hidden, is_masked
from gonogo.model.clock import say_date
from gonogo.model.event import Detail, FileRef
from gonogo.site.page import Fragment, Link
from gonogo.site.parts.event_view import SHORT, show_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.index import IndexedEvent
    from gonogo.model.commits import Commit
    from gonogo.site.plan import SitePlan

_MOST = 20
_COMMIT = "the message or the author of a commit"


class Exposure(Frozen):
    """A hidden value: `first` is the event that brought it, `last` the one that took it out, None while it is there.

    `what` names its key and the thing that has it. `commit` is the one that is itself meant, "" where a value is.
    """

    what: str
    first: IndexedEvent
    last: IndexedEvent | None
    commit: str = ""


class RevocationRow(Frozen):
    """An exposure on a page: links lead to the rows of the audit trail, `is_there` where nothing has ended it."""

    what: str
    first: Link
    last: Link | None
    is_there: bool


class RevocationsView(Frozen):
    """The newest exposures, the last one first, and how many more there are."""

    count: int
    rows: tuple[RevocationRow, ...]
    more: int


def plan_revocations(site: SitePlan, source: str, events: Iterable[IndexedEvent]) -> tuple[Fragment, ...]:
    """The notice that these events make necessary on the page at `source`; nothing where nothing is hidden."""
    found = find_exposures(events, site)
    if not found:
        return ()
    rows = tuple(_row(one, site, source) for one in found[::-1][:_MOST])
    return (Fragment("revocations", RevocationsView(len(found), rows, len(found) - len(rows))),)


def find_exposures(events: Iterable[IndexedEvent], site: SitePlan) -> list[Exposure]:
    """Every hidden value of these events, then the commits in which something is hidden, in landing order."""
    ended: list[Exposure] = []
    there: dict[tuple[object, str, str], Exposure] = {}
    commits: dict[str, Exposure | None] = {}
    for told in events:
        for detail in _hidden_of(told):
            key = (told.file, _place(told), detail.field)
            known = there.pop(key, None) or Exposure(_say(told, detail), told, None)
            if HIDDEN in (detail.after or ""):
                there[key] = known
            else:
                ended.append(Exposure(known.what, known.first, told))
        for commit in _commits_of(told, site):
            if commit.oid not in commits:
                commits[commit.oid] = Exposure(_COMMIT, told, told, commit.oid) if is_masked(commit) else None
    values = sorted(chain(ended, there.values()), key=lambda one: one.first.number)
    return [*values, *filter(None, commits.values())]


def _hidden_of(told: IndexedEvent) -> Iterator[Detail]:
    """The hidden values of an event; the title of what came or went only once."""
    change = told.event.change
    own = (change.before, change.after)
    is_repeated = any((one.before, one.after) == own for one in change.also)
    return (one for one in find_hidden(change) if not is_repeated or one.field != change.field)


def _commits_of(told: IndexedEvent, site: SitePlan) -> Iterator[Commit]:
    """The commit that made an event, and the landing by which it was merged."""
    yield told.event.commit
    if site.event_index:
        yield site.event_index.trail.landings[told.event.landing]


def _place(told: IndexedEvent) -> str:
    """What an entry or a section is called wherever it is in its file."""
    ref = told.event.change.ref
    return "" if isinstance(ref, FileRef) else str(ref.entry or ref.section or "")


def _say(told: IndexedEvent, detail: Detail) -> str:
    return f"{show_text(detail.field)} of {show_text(str(told.event.change.ref))}".removeprefix(" of ")


def _row(one: Exposure, site: SitePlan, source: str) -> RevocationRow:
    first = _link(one.first, site, source, one.commit or one.first.event.commit.oid)
    last = _link(one.last, site, source, one.last.event.commit.oid) if one.last and not one.commit else None
    return RevocationRow(one.what, first, last, is_there=one.last is None)


def _link(told: IndexedEvent, site: SitePlan, source: str, oid: str) -> Link:
    """A commit and the day of its landing, with a link to the row of the event."""
    moment = site.event_index.landed_at(told.event) if site.event_index else None
    day = say_date(moment) if moment else "no date"
    return Link(f"{oid[:SHORT]} ({day})", site.link_event(source, told))

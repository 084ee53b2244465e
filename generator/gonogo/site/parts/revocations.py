"""The passwords and tokens to revoke: strings in history that look like secrets, with the commits that added them.

`history.masking` has already replaced these strings, so no page contains a secret.
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
from gonogo.site.parts.event_view import SHORT_OID, show_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.commits import Commit
    from gonogo.site.plan import SitePlan

_MOST = 20
_COMMIT = "the message or the author of a commit"


class Exposure(Frozen):
    """A hidden value.

    `first` is the event that added it; `last` is the event that removed it, None if it was not removed. `title` gives
    the key and the subject of the value. If the hidden string is in the message or author of a commit, `commit` is the
    id of that commit, else "".
    """

    title: str
    first: IndexedEvent
    last: IndexedEvent | None
    commit: str = ""


class RevocationRow(Frozen):
    """An exposure on a page, with links to the audit trail. `is_there` says that the file still contains the value."""

    title: str
    first: Link
    last: Link | None
    is_there: bool


class RevocationsView(Frozen):
    """The newest exposures, newest first.

    `count` is the number of all exposures, `more` the number of those left out.
    """

    count: int
    rows: tuple[RevocationRow, ...]
    more: int


def plan_revocations(site: SitePlan, source: str, events: Iterable[IndexedEvent]) -> tuple[Fragment, ...]:
    """The notice about the hidden values in these events, for the page at `source`; empty if no value is hidden."""
    exposures = find_exposures(events, site)
    if not exposures:
        return ()
    rows = tuple(_show_exposure(exposure, site, source) for exposure in exposures[::-1][:_MOST])
    return (Fragment("revocations", RevocationsView(len(exposures), rows, len(exposures) - len(rows))),)


def find_exposures(events: Iterable[IndexedEvent], site: SitePlan) -> list[Exposure]:
    """Every hidden value in these events, then every commit with a hidden string; both in landing order."""
    removed: list[Exposure] = []
    remaining: dict[tuple[object, str, str], Exposure] = {}
    commits: dict[str, Exposure | None] = {}
    for indexed in events:
        for detail in _hidden_of(indexed):
            key = (indexed.file, _name_subject(indexed), detail.field)
            known = remaining.pop(key, None) or Exposure(_say_title(indexed, detail), indexed, None)
            if HIDDEN in (detail.after or ""):
                remaining[key] = known
            else:
                removed.append(Exposure(known.title, known.first, indexed))
        for commit in _commits_of(indexed, site):
            if commit.oid not in commits:
                commits[commit.oid] = Exposure(_COMMIT, indexed, indexed, commit.oid) if is_masked(commit) else None
    values = sorted(chain(removed, remaining.values()), key=lambda exposure: exposure.first.number)
    return [*values, *filter(None, commits.values())]


def _hidden_of(indexed: IndexedEvent) -> Iterator[Detail]:
    """The hidden values of an event, without duplicates."""
    change = indexed.event.change
    own = (change.before, change.after)
    is_repeated = any((detail.before, detail.after) == own for detail in change.also)
    return (detail for detail in find_hidden(change) if not is_repeated or detail.field != change.field)


def _commits_of(indexed: IndexedEvent, site: SitePlan) -> Iterator[Commit]:
    """The commit that made an event, and the landing by which it was merged."""
    yield indexed.event.commit
    if site.event_index:
        yield site.event_index.trail.landings[indexed.event.landing]


def _name_subject(indexed: IndexedEvent) -> str:
    """The id of an event's entry, else of its section, "" for other events.

    A move to another section does not change it.
    """
    ref = indexed.event.change.ref
    return "" if isinstance(ref, FileRef) else str(ref.entry or ref.section or "")


def _say_title(indexed: IndexedEvent, detail: Detail) -> str:
    return f"{show_text(detail.field)} of {show_text(str(indexed.event.change.ref))}".removeprefix(" of ")


def _show_exposure(exposure: Exposure, site: SitePlan, source: str) -> RevocationRow:
    first, last, commit = exposure.first, exposure.last, exposure.commit
    return RevocationRow(
        title=exposure.title,
        first=_link_row(first, site, source, commit or first.event.commit.oid),
        last=_link_row(last, site, source, last.event.commit.oid) if last and not commit else None,
        is_there=last is None,
    )


def _link_row(indexed: IndexedEvent, site: SitePlan, source: str, oid: str) -> Link:
    """A link to the row of an event; its text is the commit `oid` and the day of the landing."""
    moment = site.event_index.landed_at(indexed.event) if site.event_index else None
    day = say_date(moment) if moment else "no date"
    return Link(f"{oid[:SHORT_OID]} ({day})", site.link_event(source, indexed))

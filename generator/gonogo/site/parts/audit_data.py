"""Every event as data for the script of the audit trail. The script renders the same rows as the pages.

Values that several events share are in tables, and an event has only the number of the table's row, 0-based. All links
are relative to the home page, which is in the same folder. The data file is a script, because browsers do not let a
page on disk read other files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from gonogo.history.event_folds import Fold, find_leads
from gonogo.history.event_index import system_of
from gonogo.model.registry import name_of
from gonogo.site.parts.audit_filter import key_of_author, tag_of
from gonogo.site.parts.audit_row import LONGEST_OID, quote_paths, show_row
from gonogo.site.parts.event_view import show_text

if TYPE_CHECKING:
    from gonogo.history.event_index import IndexedEvent
    from gonogo.site.parts.audit_row import AuditRow
    from gonogo.site.plan import SitePlan

T = TypeVar("T")
_REVERSAL, _MERGE, _CUT, _LAYOUT, _RELIEF = 1, 2, 4, 8, 16


class _Table(Generic[T]):
    """Rows without duplicates, numbered from 0 in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def number(self, line: T) -> int:
        return self._numbers.setdefault(line, len(self._numbers))

    def lines(self) -> list[T]:
        return list(self._numbers)


class AuditData:
    """The tables and the events of a site."""

    def __init__(self, site: SitePlan) -> None:
        self._site = site
        self._folder = site.past.folder if site.past else ""
        self._people: _Table[tuple[str, ...]] = _Table()
        self._commits: _Table[tuple[object, ...]] = _Table()
        self._by_oid: dict[str, int] = {}
        self._subjects: _Table[tuple[str, ...]] = _Table()
        self._tags: _Table[tuple[str, ...]] = _Table()
        self._pages: _Table[str] = _Table()

    def describe(self) -> dict[str, object]:
        """The events, oldest first, and the tables to which the numbers in events refer."""
        leads = find_leads(self._site.events_of())
        events = [self._describe_event(indexed, leads.get(indexed.number, 0)) for indexed in self._site.events_of()]
        return {
            "people": self._people.lines(),
            "commits": self._commits.lines(),
            "subjects": self._subjects.lines(),
            "tags": self._tags.lines(),
            "pages": self._pages.lines(),
            "events": events,
        }

    def _describe_event(self, indexed: IndexedEvent, lead: int) -> list[object]:
        """The values of an event in the order that `gonogo-audit.js` expects, without empty values at the end."""
        site, row = self._site, show_row(Fold(indexed), self._site.home, self._site)
        page, _, _ = site.link_event(site.home, indexed).partition("#")
        decider = indexed.decider
        described: list[object] = [
            indexed.number,
            self._number_commit(indexed, row),
            self._number_subject(indexed, row),
            self._tags.number((tag_of(indexed), row.event.state.text, row.event.state.tone, row.event.state.shape)),
            self._pages.number(page),
            _flag(row),
            [list(detail) for detail in row.values],
            lead,
            row.more,
            show_text(decider),
            show_text(name_of(decider, site.snapshot.people)) if row.event.by_another else "",
            row.commands if row.event.is_merge else "",
        ]
        while not described[-1]:
            described.pop()
        return described

    def _number_commit(self, indexed: IndexedEvent, row: AuditRow) -> int:
        oid = indexed.event.commit.oid
        if oid not in self._by_oid:
            self._by_oid[oid] = self._commits.number(self._describe_commit(indexed, row))
        return self._by_oid[oid]

    def _describe_commit(self, indexed: IndexedEvent, row: AuditRow) -> tuple[object, ...]:
        proof, writer = row.event.proof, row.event.writer
        key = key_of_author(indexed.event.commit.author, self._site)
        person = self._people.number((key, writer.name, writer.href, writer.doubt, row.email))
        on_forge = proof.commit.href if proof.commit.is_outside else ""
        request = (proof.request.text, proof.request.href) if proof.request else ()
        when = row.when.iso if row.when else ""
        oid = indexed.event.commit.oid[:LONGEST_OID]
        return (oid, person, when, row.merged, row.message, on_forge, *request)

    def _number_subject(self, indexed: IndexedEvent, row: AuditRow) -> int:
        paths = " ".join(quote_paths(indexed.event.change, self._folder))
        file = indexed.file
        place, system = show_text(str(file)), show_text(system_of(file))
        return self._subjects.number((row.title, row.event.href, row.event.ref, paths, place, system))


def _flag(row: AuditRow) -> int:
    event = row.event
    flags = (
        (event.is_reversal, _REVERSAL),
        (event.is_merge, _MERGE),
        (event.is_cut, _CUT),
        (bool(row.note), _LAYOUT),
        (event.is_relief, _RELIEF),
    )
    return sum(flag for is_set, flag in flags if is_set)

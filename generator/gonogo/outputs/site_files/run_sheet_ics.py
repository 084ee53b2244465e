"""`run-sheet.ics`: the timed steps and notices of a release, for calendar programs (RFC 5545).

A program that has imported an earlier file recognizes a step by its UID, and a newer version of the step by SEQUENCE.
The UID depends on the ids of the project, the release and the entry, and not on the section. SEQUENCE is the number of
landings that changed the release, the registry or a system.yml. The number is the same for the same commit, and never
decreases as main grows.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from gonogo.model.event import FileRef
from gonogo.outputs.calendar_lines import fold_lines, moment_line, text_line
from gonogo.outputs.calendar_zone import is_in_calendar, zone_lines
from gonogo.site.layout import RUN_SHEET
from gonogo.site.pages.run_sheet_page import CALENDAR
from gonogo.site.parts.prose import join_prose
from gonogo.site.parts.run_table import show_run_table
from gonogo.site.release_context import context_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from gonogo.model.schedule import Moment
    from gonogo.site.parts.contact_details import ContactDetails
    from gonogo.site.parts.run_table import RunBlock, RunRow
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


class _Timed(NamedTuple):
    """A row of the run sheet whose moment is known, and the block of the row."""

    begins: Moment
    row: RunRow
    block: RunBlock


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """A file for each release, open or closed, that has a planned T-0 and at least one timed step or notice."""
    registry = _list_registry_landings(site)
    for _, release in site.snapshot.releases():
        context = context_of(release, site).on(RUN_SHEET)
        timed = _list_timed(context) if release.deploy_at else []
        if timed:
            sequence = len(registry | {indexed.event.landing for indexed in site.events_of(release.ref)})
            yield site.file_path(CALENDAR, release.ref), fold_lines(_calendar_lines(context, timed, sequence))


def _list_registry_landings(site: SitePlan) -> set[str]:
    """The landings that changed a file other than a release: people, policy, roles or system.yml."""
    files = site.event_index.by_file if site.event_index else {}
    return {indexed.event.landing for file, events in files.items() if isinstance(file, FileRef) for indexed in events}


def _list_timed(context: ReleaseContext) -> list[_Timed]:
    table = show_run_table(context)
    pairs = ((row, block) for block in (*table.before, *table.blocks) for row in block.rows)
    return [_Timed(row.moment, row, block) for row, block in pairs if row.moment]


def _calendar_lines(context: ReleaseContext, timed: list[_Timed], sequence: int) -> Iterator[str]:
    times = [begins for begins, *_ in timed if isinstance(begins, datetime)]
    zone = context.release.timezone if times and all(map(is_in_calendar, times)) else None
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//gonogo//gonogo {context.site.stamp.version}//EN")
    yield "CALSCALE:GREGORIAN"
    for name in ("NAME", "X-WR-CALNAME"):  # the property in RFC 7986, and the property that older programs read
        yield text_line(name, f"Run sheet of {context.name}")
    if zone is not None:
        yield from zone_lines(zone, (time.year for time in times))
    for timed_row in timed:
        yield from _event_lines(timed_row, context, zone, sequence)
    yield "END:VCALENDAR"


def _event_lines(timed: _Timed, context: ReleaseContext, zone: tzinfo | None, sequence: int) -> Iterator[str]:
    site, (begins, row, block) = context.site, timed
    title = join_prose(row.entry.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{site.make_uuid(f'{context.release.ref} run sheet {row.entry.anchor}')}"
    yield moment_line("DTSTAMP", _find_revision(site), None)
    yield f"SEQUENCE:{sequence}"
    yield moment_line("DTSTART", begins, zone)
    if row.minutes and isinstance(begins, datetime):
        yield f"DURATION:PT{row.minutes}M"
    yield text_line("SUMMARY", f"{'Tell: ' if row.is_notice else ''}{title} · {context.name}")
    yield text_line("DESCRIPTION", "\n".join(_describe(row, block, context)))
    if address := site.locate(context.path, row.href):
        yield f"URL:{address}"
    is_off = row.is_excused or context.release.outcome == "cancelled"
    yield f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"  # other people's steps do not occupy the reader's time
    yield "END:VEVENT"


def _describe(row: RunRow, block: RunBlock, context: ReleaseContext) -> Iterator[str]:
    """The offset from T-0, then the owners with contact details, then the channels.

    A public site does not name people.
    """
    yield block.at
    if not context.snapshot.is_public:
        for person in row.entry.owners:
            yield f"Owner: {_say_contact(person)}"
    if row.to:
        yield f"To: {row.to}"


def _say_contact(person: ContactDetails) -> str:
    if person.is_vacant:
        return f"nobody holds {person.name}"
    name = f"{person.name} ({person.role})" if person.role else person.name
    pager = f"pager {person.pager}" if person.pager else ""
    return ", ".join(filter(None, (name, person.phone, person.email, pager)))


def _find_revision(site: SitePlan) -> datetime:
    """The time of the last change: the time of the head commit.

    If the files differ from this commit, the time of the build.
    """
    committed = site.past.until if site.past and site.stamp.is_committed else None
    return (committed or site.stamp.as_of).astimezone(UTC)

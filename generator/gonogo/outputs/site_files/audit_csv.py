"""`audit.csv`: the audit trail of the project, and of each release, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.event_rows import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """The bytes that `gonogo log --format csv` prints for the same events; no file without history."""
    if site.event_index is not None:
        for ref in (None, *site.judgements):
            yield site.audit_file("csv", ref), write_table(site.event_index, site.events_of(ref))

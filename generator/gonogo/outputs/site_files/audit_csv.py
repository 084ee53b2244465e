"""`audit.csv`: the audit trail of the project or of a release, for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.event_rows import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """A file for the project and a file for each release; no file without history.

    The bytes are the same as in the output of `gonogo log --format csv` for the same events.
    """
    if site.event_index is not None:
        for ref in (None, *site.judgements):
            yield site.audit_file("csv", ref), write_table(site.event_index, site.events_of(ref))

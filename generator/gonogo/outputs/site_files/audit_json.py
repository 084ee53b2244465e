"""`audit.json`: the audit trail of the project, and of each release, as the JSON document of `gonogo log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.event_rows import write_document, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """The bytes that `gonogo log --format json` prints for the same events; no file without history."""
    if site.event_index is not None:
        trail = site.event_index.trail
        for ref in (None, *site.judgements):
            rows = write_rows(site.events_of(ref), trail.landings)
            yield site.audit_file("json", ref), write_document(trail.head, trail.commits, rows, as_of=site.stamp.as_of)

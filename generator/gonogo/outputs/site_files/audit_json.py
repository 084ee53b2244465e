"""`audit.json`: the audit trail of the project or of a release, as the JSON document of `gonogo log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.event_rows import write_document, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """A file for the project and a file for each release; no file without history.

    The bytes are the same as in the output of `gonogo log --format json` for the same events and the same `--as-of`.
    """
    if site.event_index is not None:
        trail = site.event_index.trail
        for ref in (None, *site.judgements):
            rows = write_rows(site.events_of(ref), trail.landings)
            yield site.audit_file("json", ref), write_document(trail.head, trail.commits, rows, as_of=site.stamp.as_of)

"""The files for programs beside the pages: the rows of the audit trail as CSV and JSON, and the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.html_pages import render_template
from gonogo.outputs.json_documents import log_document
from gonogo.outputs.table import write_document, write_table
from gonogo.site.parts.feed import plan_feed

if TYPE_CHECKING:
    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan, title: str, url: str) -> dict[str, bytes]:
    """Every file by its path below the docs folder; none without history.

    CSV and JSON are, byte for byte, what `gonogo log` prints of the same events, less what a public site leaves out.
    """
    event_index = site.event_index
    texts: dict[str, str] = {}
    if event_index is not None:
        for ref in (None, *site.judgements):
            events = site.events_of(ref)
            texts[site.audit_file("csv", ref)] = write_table(event_index, events)
            document = log_document(event_index, events, site.stamp.as_of)
            texts[site.audit_file("json", ref)] = write_document(document)
    feed = plan_feed(site, title, url)
    if feed is not None:
        texts[site.feed] = render_template("feed.xml", feed) + "\n"
    return {path: text.encode("utf-8", "backslashreplace") for path, text in texts.items()}

"""`feed.xml`: the newest merges to main and their events, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.outputs.markdown_pages import render_template
from gonogo.site.parts.feed import plan_feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.plan import SitePlan


def write_files(site: SitePlan) -> Iterator[tuple[str, str]]:
    """One feed for the site; no file without history."""
    view = plan_feed(site)
    if view is not None:
        yield site.feed, render_template("feed.xml", view) + "\n"

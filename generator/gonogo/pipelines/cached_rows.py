"""The rows of the log document: from the cache for stored parts of the trail, from the events for other parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.event_index import EventIndex, number_events
from gonogo.history.followed_files import FileFollower
from gonogo.outputs.event_rows import write_rows
from gonogo.pipelines.cached_trail import find_parts, trail_up_to
from gonogo.pipelines.stored_parts import StoredParts

if TYPE_CHECKING:
    from gonogo.pipelines.cached_trail import FoundParts
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


def read_rows(store: GitStore, tip: str, cache: Cache | None = None) -> tuple[int, str]:
    """The number of commits in the trail up to `tip`, and the rows of all its events, in the form of `write_rows`.

    If there are no new commits, nothing is derived. The rows of an event depend only on this event and on earlier
    events, so they do not change when the trail is extended.
    """
    if cache is not None:
        stored = StoredParts(cache, store)
        found = find_parts(store, tip, stored)
        if rows := _extend_rows(found, stored):
            return found.parts[-1].commits, ",\n".join(filter(None, rows))
    trail = trail_up_to(store, tip, cache)
    return trail.commits, write_rows(EventIndex(trail).events, trail.landings)


def _extend_rows(found: FoundParts, stored: StoredParts) -> list[str] | None:
    """The rows of each part; None if the cache no longer has one of the parts.

    New rows are stored if the parts are stored.
    """
    rows = stored.read_rows(found.parts)
    if len(rows) == len(found.parts):
        return rows
    follower = stored.read_followed(found.parts[len(rows) - 1]) if rows else None
    if follower is None:
        rows, follower = [], FileFollower()
    first = len(rows)
    trails = found.read(stored, first)
    if trails is None:
        return None
    start = found.parts[first - 1].events if first else 0
    for part, trail in zip(found.parts[first:], trails, strict=True):
        rows.append(write_rows(number_events(trail.events, follower, start), trail.landings))
        start = part.events
        if found.is_stored:
            stored.keep_rows(part, rows[-1], follower)
    return rows

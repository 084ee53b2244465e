"""`planned`: a time, duration or target is another one.

That is when an entry happens or is due, how long it takes, what a metric has to reach and when it is measured, and when
the release is deployed; of a section, the defaults for its entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.PLANNED
KEYS = ("deploy_at", "window_ends", "at", "due", "minutes", "span", "target", "window")


def detect(thing: Thing) -> Iterator[Change]:
    """Each key of the plan of what was there before."""
    for key in () if thing.is_added else KEYS:
        if told := thing.take(key):
            yield thing.tell(KIND, told)

"""`assigned`: an entry has another owner, a section another default owner, or a release another lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.ASSIGNED
KEYS = ("owner", "lead")


def detect(thing: Thing) -> Iterator[Change]:
    """The owner or lead of what was there before."""
    for key in () if thing.is_added else KEYS:
        if told := thing.take(key):
            yield thing.tell(KIND, told)

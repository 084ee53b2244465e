"""`removed`: a release, phase, section or entry that is gone.

`before` is its title, `also` all that went with it, answers and signatures included. An entry that stands in another
section, or below another item, is not removed but moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.REMOVED
KEYS = ()


def detect(thing: Thing) -> Iterator[Change]:
    """The thing as a whole; nothing else is told of it."""
    if thing.is_removed and not thing.level.is_directory:
        yield thing.tell_whole(KIND)
        thing.take_rest()

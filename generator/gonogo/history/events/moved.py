"""`moved`: an entry stands in another section, or a section in another phase.

An entry keeps its history: ids are unique in a release. `before` and `after` are the sections, as `section/item` where
it is one of the items below another item. Entries of a section whose id was changed are moved too. Order within a
section has no event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.MOVED
KEYS = ()


def detect(thing: Thing) -> Iterator[Change]:
    """Where it was and where it is."""
    before, after = thing.pair.place_before, thing.pair.place_after
    if before is not None and after is not None and before != after:
        yield thing.tell(KIND, (thing.find_place(),))
    if not thing.is_added and (told := thing.take("phase")):
        yield thing.tell(KIND, told)

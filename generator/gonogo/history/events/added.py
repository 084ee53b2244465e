"""`added`: a release, phase, section or entry that was not there.

`after` is its title, `also` all that it brought along: its wording, its plan, its answers. Answers that already say
something have events of their own behind it, without a `before`: whoever adds an item that is done has done it. An
entry whose id was changed is one that is removed and one that is added: ids are how history is told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.ADDED
KEYS = ()


def detect(thing: Thing) -> Iterator[Change]:
    """The thing as a whole."""
    if thing.is_added and not thing.level.is_directory:
        yield thing.tell_whole(KIND)

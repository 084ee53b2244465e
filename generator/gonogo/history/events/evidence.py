"""`evidence`: what proves an answer was given, replaced or taken away.

`before` and `after` are as written: a link or path, or a list of them in brackets. The state stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.EVIDENCE
KEYS = ("evidence",)


def detect(thing: Thing) -> Iterator[Change]:
    """The evidence as a whole."""
    if told := thing.take_answer(*KEYS):
        yield thing.tell(KIND, told)

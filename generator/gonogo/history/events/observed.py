"""`observed`: a metric was measured, measured again, or its value taken out.

`before` and `after` are the values as written; whether they meet the target is not said here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.OBSERVED
KEYS = ("observed",)


def detect(thing: Thing) -> Iterator[Change]:
    """The value."""
    if told := thing.take_answer(*KEYS):
        yield thing.tell(KIND, told)

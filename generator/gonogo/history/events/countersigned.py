"""`countersigned`: somebody else has signed a decision too, or signed it anew.

One event a person, about the first of `countersigned.<person>.at`, `digest` and `signature` that is new. A
countersignature that is taken out is `edited`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.COUNTERSIGNED
KEYS = ("countersigned",)


def detect(thing: Thing) -> Iterator[Change]:
    """Each new countersignature."""
    for told in thing.take_new_below(*KEYS):
        yield thing.tell(KIND, told)

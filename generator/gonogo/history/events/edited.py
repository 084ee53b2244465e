"""`edited`: whatever else is written otherwise; states stay as they are.

Wording (`title`, `about`, `note`, `expect`), structure (a phase's `gate`, a section's `kind` and `decides`, a slot's
`covers` and `role`, a criterion's `when`), a waiver that goes on, and keys that this version of the format does not
know. One event a key. It comes last and leaves nothing untold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.EDITED
KEYS = ()


def detect(thing: Thing) -> Iterator[Change]:
    """Each key of what was there before that no other kind has told of."""
    for told in () if thing.is_added else thing.take_rest():
        yield thing.tell(KIND, told)

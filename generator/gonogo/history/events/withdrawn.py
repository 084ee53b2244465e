"""`withdrawn`: a decision no longer stands.

`after` is `withdrawn`, or nothing where a go or no-go was taken out without a word. A `withdrawn` that is taken out
makes the slot free again and is `edited`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.decision import DECISION, tell_decision
from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.WITHDRAWN
KEYS = DECISION


def detect(thing: Thing) -> Iterator[Change]:
    """A decision that is taken back."""
    return tell_decision(thing, KIND)

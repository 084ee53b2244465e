"""`refused`: a sign-off slot says no-go.

`before` and `after` are the decisions, the reason is in `also`. Another name or signature under a no-go that stands is
a new act, as for `signed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.decision import DECISION, tell_decision
from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.REFUSED
KEYS = DECISION


def detect(thing: Thing) -> Iterator[Change]:
    """A decision not to go."""
    return tell_decision(thing, KIND)

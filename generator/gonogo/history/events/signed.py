"""`signed`: a sign-off slot says go.

`before` and `after` are the decisions; who decided, the signature, reason and conditions that came with it are in
`also`. Another name or another signature under a go that stands is a new act, and an event about that field (`by`,
`signed.at`, …). A signature that is taken out is `edited`: nobody has signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.decision import DECISION, tell_decision
from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.SIGNED
KEYS = DECISION


def detect(thing: Thing) -> Iterator[Change]:
    """A decision to go."""
    return tell_decision(thing, KIND)

"""What `signed`, `refused` and `withdrawn` share: a sign-off is one act, by decision, name and signature together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

_KINDS = {"go": EventKind.SIGNED, "no-go": EventKind.REFUSED, "withdrawn": EventKind.WITHDRAWN}
_STANDING = ("go", "no-go")
DECISION = ("decision", "by", "signed")
"""The keys by which a decision is one."""


def tell_decision(thing: Thing, kind: EventKind) -> Iterator[Change]:
    """The act, if it is one of this kind."""
    before, after = thing.before.get(("decision",)), thing.after.get(("decision",))
    if thing.changes("decision"):
        if _kind_of(before, after) is kind:
            yield thing.tell(kind, thing.take("decision", "by", "signed", "reason", "conditions"))
    elif _KINDS.get(str(after)) is kind and any(thing.changes(key) and thing.brings(key) for key in ("by", "signed")):
        yield thing.tell(kind, thing.take("by", "signed"))


def _kind_of(before: object, after: object) -> EventKind | None:
    """The kind of a decision that has changed; None for one that is no word of the format."""
    if after in (None, ""):
        return EventKind.WITHDRAWN if before in _STANDING else None
    return _KINDS.get(str(after))

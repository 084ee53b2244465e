"""`state`: the answer of an item, criterion, trigger, step or notice is another one, or a release has an outcome.

`before` and `after` are the words, such as `open` and `done`. A waiver that comes or goes with the word `waived` is in
`also`; one that changes under it is `edited`. A new entry has this event when its answer is not the first word of its
kind: nothing is done by default. The states of metrics and sign-offs follow from `observed` and `decision`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.fields import Choice
from gonogo.model.event import EventKind
from gonogo.sections import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.subject import Thing
    from gonogo.model.event import Change

KIND = EventKind.STATE
KEYS = ("status", "outcome")


def detect(thing: Thing) -> Iterator[Change]:
    """The answer, with its waiver."""
    for key in KEYS:
        told = thing.take_answer(key)
        if not told or (thing.is_added and told[0].after in _UNANSWERED):
            continue
        is_waiver = any("waived" in (detail.before, detail.after) for detail in told)
        yield thing.tell(KIND, told + thing.take("waiver") if is_waiver else told)


def _first_words() -> Iterator[str]:
    for kind in KINDS:
        row = kind.table.by_name.get("status")
        if row is not None and isinstance(row.type, Choice):
            yield row.type.words[0]


_UNANSWERED = frozenset(_first_words())

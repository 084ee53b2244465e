"""Lists of events in which the addition of a release, a section or a file is one row, with the added entries below it.

A commit that imports a release has an event for each entry, and these events would hide the other events in a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.history.followed_files import file_of
from gonogo.model.event import EventKind, FileRef
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.event import Change


class Fold(NamedTuple):
    """An event, and the events below it in a list: those of the same commit that added the contents of its subject.

    `folded` is oldest first, and empty for most events.
    """

    lead: IndexedEvent
    folded: tuple[IndexedEvent, ...] = ()


def fold_additions(events: Iterable[IndexedEvent]) -> tuple[Fold, ...]:
    """Every event exactly once, as a lead or below a lead. The leads are in the order of the events.

    Only additions are below another event. If a commit adds an entry with a decision, with evidence or with a state
    other than the first, there are separate events for these values, and they remain leads.
    """
    leads: dict[Hashable, int] = {}
    folds: list[tuple[IndexedEvent, list[IndexedEvent]]] = []
    for indexed in events:
        if _is_addition(indexed.event.change):
            place = next((leads[scope] for scope in _scopes_around(indexed) if scope in leads), None)
            if place is not None:
                folds[place][1].append(indexed)
                continue
            if (scope := _scope_of(indexed)) is not None:
                leads[scope] = len(folds)
        folds.append((indexed, []))
    return tuple(Fold(lead, tuple(folded)) for lead, folded in folds)


def say_folded(fold: Fold) -> str:
    """A text such as `with 190 entries, 206 events in all`; "" for an event without events below it."""
    if not fold.folded:
        return ""
    refs = [indexed.event.change.ref for indexed in fold.folded]
    entries = sum(isinstance(ref, Ref) and ref.entry is not None for ref in refs)
    what = f"with {entries} {'entry' if entries == 1 else 'entries'}, " if entries else ""
    return f"{what}{1 + len(refs)} events in all"


def find_leads(events: Iterable[IndexedEvent]) -> dict[int, int]:
    """The number of the lead of each folded event, keyed by the number of the folded event."""
    return {below.number: fold.lead.number for fold in fold_additions(events) for below in fold.folded}


def _scope_of(indexed: IndexedEvent) -> Hashable:
    """The commit and the subject of an addition that can have other events below it; None for any other addition.

    Such an addition adds a release, a section or a file.
    """
    change, commit = indexed.event.change, indexed.event.commit.oid
    if isinstance(change.ref, FileRef) and change.field:
        return None
    is_entry = isinstance(change.ref, Ref) and change.ref.entry is not None
    return None if is_entry else (commit, str(change.ref))


def _scopes_around(indexed: IndexedEvent) -> Iterator[Hashable]:
    """The scopes that contain the subject of an event: its release or file first, then its section."""
    ref, commit = indexed.event.change.ref, indexed.event.commit.oid
    yield commit, str(file_of(ref))
    if isinstance(ref, Ref) and ref.section is not None:
        yield commit, str(Ref(ref.system, ref.release, ref.section))


def _is_addition(change: Change) -> bool:
    if change.kind is EventKind.ADDED:
        return True
    return change.kind is EventKind.REGISTRY and change.before is None and change.after is not None

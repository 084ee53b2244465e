"""The audit trail by thing: what happened to a release or an entry under every name that it has had, and who answered.

Nothing here judges. Names are followed as `history.renames` follows files: a release that was renamed keeps its
history, and so does one that was deleted and came back; a copy begins anew.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.events.levels import file_at
from gonogo.frozen import Frozen
from gonogo.model.event import EventKind
from gonogo.model.reference import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gonogo.model.event import Change, Event, FileRef, Trail

# the answers of every kind of entry that are as good as they get, and the outcomes of a release
_SETTLED = frozenset(("done", "waived", "na", "met", "clear"))
_DECISIONS = ("decision", "outcome")


class Chronicle(Frozen):
    """A trail, and the way from a thing to its part of it."""

    trail: Trail

    @cached_property
    def releases(self) -> Mapping[Ref | FileRef, tuple[Event, ...]]:
        """The events of every release and file, oldest first, by the name that it had last."""
        return {name: tuple(events) for name, events in _follow(self.trail.events).items()}

    @cached_property
    def _entries(self) -> Mapping[Ref, tuple[Event, ...]]:
        """The events of every entry by its release and id alone, since it is the same wherever it stands."""
        found: dict[Ref, list[Event]] = {}
        for name, events in self.releases.items():
            for event in events:
                ref = event.change.ref
                if isinstance(ref, Ref) and isinstance(name, Ref) and ref.entry is not None:
                    found.setdefault(Ref(name.system, name.release, None, ref.entry), []).append(event)
        return {ref: tuple(events) for ref, events in found.items()}

    def of(self, ref: Ref) -> tuple[Event, ...]:
        """What happened to a thing, and to all in it, oldest first."""
        if ref.entry is not None:
            return self._entries.get(Ref(ref.system, ref.release, None, ref.entry), ())
        events = self.releases.get(ref.whole, ())
        return events if ref.section is None else tuple(one for one in events if _is_in(one.change.ref, ref))

    def answer(self, ref: Ref, field: str, value: str) -> Event | None:
        """The event by which an entry got the answer that it has: the first of those that say so with none between.

        None where the last event says otherwise: the answer is not committed.
        """
        found = None
        for event in reversed(self.of(ref)):
            said = [detail.after for detail in event.change.details if detail.field == field]
            if said and (said[0] or "") != value:
                break
            if said:
                found = event
        return found

    def landed_at(self, event: Event) -> datetime | None:
        """When the landing was committed, by the clock of whoever did; None where its date is none."""
        return self.trail.landings[event.landing].committer.moment


def _is_in(ref: Ref | FileRef, group: Ref) -> bool:
    return isinstance(ref, Ref) and ref.section == group.section


class _Thread:
    """What happened to one file, whatever it was called; `name` is what it was called last."""

    def __init__(self, name: Ref | FileRef) -> None:
        self.name = name
        self.events: list[Event] = []


def _follow(events: Iterable[Event]) -> dict[Ref | FileRef, list[Event]]:
    """The events by the last name of what they happened to. All moves of a commit start from what was before it."""
    at: dict[Ref | FileRef, _Thread] = {}
    threads: list[_Thread] = []

    def begin(name: Ref | FileRef) -> _Thread:
        threads.append(_Thread(name))
        return threads[-1]

    for _, group in groupby(events, key=lambda event: event.commit.oid):
        told = list(group)
        before = dict(at)
        for change in (event.change for event in told if is_rename(event.change)):
            thread = at[change.ref] = before.get(file_at(str(change.before)).ref) or begin(change.ref)
            thread.name = change.ref
        for event in told:
            name, change = _file_of(event.change.ref), event.change
            is_new = change.kind is EventKind.ADDED and change.ref == name
            if name not in at or (is_new and at[name].name != name):
                at[name] = begin(name)
            at[name].events.append(event)
    found: dict[Ref | FileRef, list[Event]] = {}
    for thread in threads:
        found.setdefault(thread.name, []).extend(thread.events)
    return found


def _file_of(ref: Ref | FileRef) -> Ref | FileRef:
    return ref.whole if isinstance(ref, Ref) else ref


def is_rename(change: Change) -> bool:
    """Whether a file got another name."""
    return change.kind is EventKind.MOVED and change.field == "path"


def is_reversal(change: Change) -> bool:
    """Whether it undoes something: an answer, a decision, an outcome, a measurement or evidence that had been given."""
    match change.kind:
        case EventKind.STATE | EventKind.SIGNED | EventKind.REFUSED | EventKind.WITHDRAWN:
            if change.field in _DECISIONS:
                return bool(change.before) and change.before != change.after
            return change.before in _SETTLED and change.after not in _SETTLED
        case EventKind.OBSERVED | EventKind.EVIDENCE:
            return bool(change.before) and not change.after
        case EventKind.REMOVED:
            return any(detail.before in _SETTLED for detail in change.also if detail.field == "status")
        case _:
            return False

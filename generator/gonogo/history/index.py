"""The audit trail by thing: what happened to a release or an entry under every name that it has had, and who answered.

Nothing here judges. Names are followed as `history.steps` follows files: a release that was renamed keeps its
history, and so does one that was deleted and came back; a copy begins anew.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.frozen import Frozen
from gonogo.history.events.levels import file_at
from gonogo.model.event import EventKind, FileRef
from gonogo.model.reference import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.model.event import Change, Event, Trail
    from gonogo.model.ids import EntryId

# the answers of every kind of entry that are as good as they get, and the outcomes of a release
_SETTLED = frozenset(("done", "waived", "na", "met", "clear"))
_DECISIONS = ("decision", "outcome")


class Told(NamedTuple):
    """An event with its number in the trail, from 1, and the release or file that it happened to by its last name."""

    number: int
    event: Event
    file: Ref | FileRef


class Chronicle(Frozen):
    """A trail, and the way from a thing to its part of it."""

    trail: Trail

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every event, in landing order, oldest first."""
        threads = _follow(self.trail.events)
        return tuple(Told(number, *one) for number, one in enumerate(zip(self.trail.events, threads, strict=True), 1))

    @cached_property
    def files(self) -> Mapping[Ref | FileRef, tuple[Told, ...]]:
        """The events of every release and file, oldest first, by the name that it had last."""
        found: dict[Ref | FileRef, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.file, []).append(told)
        return {name: tuple(events) for name, events in found.items()}

    @cached_property
    def _entries(self) -> Mapping[Ref, tuple[Told, ...]]:
        """The events of every entry by its release and id alone, since it is the same wherever it stands."""
        found: dict[Ref, list[Told]] = {}
        for told in self.told:
            ref = told.event.change.ref
            if isinstance(ref, Ref) and isinstance(told.file, Ref) and ref.entry is not None:
                found.setdefault(_key(told.file, ref.entry), []).append(told)
        return {ref: tuple(events) for ref, events in found.items()}

    def find(self, text: str) -> Ref | FileRef | None:
        """What an event names so, under the last name of its file; None where none does.

        A name that one file gave up and another one has means the other.
        """
        named = [told for told in self.told if str(told.event.change.ref) == text]
        if not named:
            return None
        told = next((told for told in named if file_of(told.event.change.ref) == told.file), named[0])
        ref, file = told.event.change.ref, told.file
        if isinstance(ref, Ref) and isinstance(file, Ref):
            return Ref(file.system, file.release, ref.section, ref.entry)
        return file

    def of(self, ref: Ref | FileRef) -> tuple[Told, ...]:
        """What happened to a thing, and to all in it, oldest first."""
        if isinstance(ref, FileRef):
            return self.files.get(ref, ())
        if ref.entry is not None:
            return self._entries.get(_key(ref, ref.entry), ())
        events = self.files.get(ref.whole, ())
        return events if ref.section is None else tuple(one for one in events if _is_in(one.event.change.ref, ref))

    def answer(self, ref: Ref, answer: Mapping[str, str]) -> Told | None:
        """The event by which an entry got the answer that it has, key by key as it is written.

        None where the last event says otherwise: the answer is not committed.
        """
        found = [self._last_said(ref, key, value) for key, value in answer.items()]
        return None if None in found else max(filter(None, found), key=lambda told: told.number, default=None)

    def _last_said(self, ref: Ref, field: str, value: str) -> Told | None:
        """The first of those events that say a value of a key last, with none between that says another one."""
        found = None
        for told in reversed(self.of(ref)):
            said = [detail.after for detail in told.event.change.details if detail.field == field]
            if said and (said[0] or "") != value:
                break
            if said:
                found = told
        return found

    def landed_at(self, event: Event) -> datetime | None:
        """When the landing was committed, by the clock of whoever did; None where its date is none."""
        return self.trail.landings[event.landing].committer.moment


def _key(release: Ref, entry: EntryId) -> Ref:
    return Ref(release.system, release.release, None, entry)


def _is_in(ref: Ref | FileRef, group: Ref) -> bool:
    return isinstance(ref, Ref) and ref.section == group.section


class _Thread:
    """One file, whatever it was called; `name` is what it was called last."""

    def __init__(self, name: Ref | FileRef) -> None:
        self.name = name


def _follow(events: tuple[Event, ...]) -> list[Ref | FileRef]:
    """For each event the last name of what it happened to. All moves of a commit start from what was before it."""
    at: dict[Ref | FileRef, _Thread] = {}
    threads: list[_Thread] = []
    files: dict[int, Ref | FileRef] = {}  # many events share a ref, and comparing records takes longer
    for _, group in groupby(events, key=lambda event: event.commit.oid):
        changes = [event.change for event in group]
        if renames := list(filter(is_rename, changes)):
            before = dict(at)
            for change in renames:
                thread = at[change.ref] = before.get(file_at(str(change.before)).ref) or _Thread(change.ref)
                thread.name = change.ref
        for change in changes:
            name = files.get(id(change.ref)) or files.setdefault(id(change.ref), file_of(change.ref))
            known = at.get(name)
            begins = change.kind is EventKind.ADDED and change.ref == name
            if known is None or (begins and known.name != name):
                known = at[name] = _Thread(name)
            threads.append(known)
    return [thread.name for thread in threads]


def file_of(ref: Ref | FileRef) -> Ref | FileRef:
    """The release or file that a thing is in."""
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

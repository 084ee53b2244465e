"""The events of a trail, grouped by subject: all events of a release or an entry, under all names of its file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.format import sections
from gonogo.history.followed_files import FileFollower, file_of
from gonogo.model.event import EventKind, FileRef
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gonogo.model.event import Change, Event, Trail
    from gonogo.model.ids import EntryId

_DECISIONS = ("decision", "outcome")


class IndexedEvent(NamedTuple):
    """An event, its number in the trail, from 1, and the last name of its release or file.

    `title` is the title of the event's subject right after the event, "" for a registry file; later events do not
    change it. `decider` is the person in `by` right after an event that decides a sign-off, "" for any other event.
    """

    number: int
    event: Event
    file: Ref | FileRef
    title: str
    decider: str


def number_events(events: Sequence[Event], follower: FileFollower, start: int = 0) -> tuple[IndexedEvent, ...]:
    """The events of a trail after its first `start` events. `follower` must have followed these first events."""
    followed = list(follower.follow(events))  # the last name of a file is only known after the last event
    return tuple(
        IndexedEvent(number, event, file.name, title, decider)
        for number, (event, (file, title, decider)) in enumerate(zip(events, followed, strict=True), start + 1)
    )


class EventIndex(Frozen):
    """A trail, with its events grouped by subject."""

    trail: Trail

    @cached_property
    def events(self) -> tuple[IndexedEvent, ...]:
        """Every event, in merge order, oldest first."""
        return number_events(self.trail.events, FileFollower())

    @cached_property
    def by_file(self) -> Mapping[Ref | FileRef, tuple[IndexedEvent, ...]]:
        """The events of each release and file, oldest first, keyed by the last name of the file."""
        groups: dict[Ref | FileRef, list[IndexedEvent]] = {}
        for event in self.events:
            groups.setdefault(event.file, []).append(event)
        return {name: tuple(events) for name, events in groups.items()}

    @cached_property
    def _by_entry(self) -> Mapping[Ref, tuple[IndexedEvent, ...]]:
        """The events of each entry, keyed by release and entry id, without the section, because an entry can move."""
        groups: dict[Ref, list[IndexedEvent]] = {}
        for event in self.events:
            ref = event.event.change.ref
            if isinstance(ref, Ref) and isinstance(event.file, Ref) and ref.entry is not None:
                groups.setdefault(_without_section(event.file, ref.entry), []).append(event)
        return {ref: tuple(events) for ref, events in groups.items()}

    def find(self, text: str) -> Ref | FileRef | None:
        """The subject that events call `text`, with the last name of its file.

        Returns None if no event has a subject of this name.

        If one file gave up the name and another file received it, the result is the subject in the other file.
        """
        named = [event for event in self.events if str(event.event.change.ref) == text]
        if not named:
            return None
        chosen = next((event for event in named if file_of(event.event.change.ref) == event.file), named[0])
        ref, file = chosen.event.change.ref, chosen.file
        if isinstance(ref, Ref) and isinstance(file, Ref):
            return Ref(file.system, file.release, ref.section, ref.entry)
        return file

    def of(self, ref: Ref | FileRef) -> tuple[IndexedEvent, ...]:
        """The events of a subject and of the subjects below it, oldest first."""
        if isinstance(ref, FileRef):
            return self.by_file.get(ref, ())
        if ref.entry is not None:
            return self._by_entry.get(_without_section(ref, ref.entry), ())
        events = self.by_file.get(ref.whole, ())
        if ref.section is None:
            return events
        return tuple(event for event in events if _is_in(event.event.change.ref, ref))

    def of_system(self, system: str) -> tuple[IndexedEvent, ...]:
        """The events of all releases and files of a system, oldest first."""
        return tuple(event for event in self.events if system_of(event.file) == system)

    def find_answer(self, ref: Ref, answer: Mapping[str, str]) -> IndexedEvent | None:
        """The event that gave an entry its present answer. `answer` has the values in the file, by key.

        Returns None if the last event of a key has another value: then the answer is not committed.
        """
        givers = [self._find_giver(ref, key, value) for key, value in answer.items()]
        return None if None in givers else max(filter(None, givers), key=lambda event: event.number, default=None)

    def _find_giver(self, ref: Ref, field: str, value: str) -> IndexedEvent | None:
        """The event since which a key has had this value; None if the last event of the key gave another value."""
        giver = None
        for event in reversed(self.of(ref)):
            values = [detail.after for detail in event.event.change.details if detail.field == field]
            if values and (values[0] or "") != value:
                break
            if values:
                giver = event
        return giver

    def landed_at(self, event: Event) -> datetime | None:
        """The committer date of an event's landing; None if the landing has no date."""
        return self.trail.landings[event.landing].committer.moment


def _without_section(release: Ref, entry: EntryId) -> Ref:
    return Ref(release.system, release.release, None, entry)


def _is_in(ref: Ref | FileRef, group: Ref) -> bool:
    return isinstance(ref, Ref) and ref.section == group.section


def system_of(file: Ref | FileRef) -> str:
    """The id of the system to which a release or a file belongs; "" for a file of the whole project."""
    if isinstance(file, Ref):
        return file.system
    _, *folders, _ = ("", *file.path.split("/"))
    return folders[1] if len(folders) > 1 else ""


def is_reversal(change: Change) -> bool:
    """Whether a change reverts an earlier answer, decision, outcome, measurement or evidence."""
    match change.kind:
        case EventKind.STATE | EventKind.SIGNED | EventKind.REFUSED | EventKind.WITHDRAWN:
            if change.field in _DECISIONS:
                return bool(change.before) and change.before != change.after
            return sections.unsettles(change.before or "", change.after or "")
        case EventKind.OBSERVED | EventKind.EVIDENCE:
            return bool(change.before) and not change.after
        case EventKind.REMOVED:
            answers = (detail.before for detail in change.also if detail.field == "status")
            return any(sections.unsettles(answer or "", "") for answer in answers)
        case _:
            return False

"""Which events happened between two versions of a file, a module for each kind.

A new kind is a word in `model.event`, one more file, and one more line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gonogo.history.events import (
    added,
    assigned,
    countersigned,
    directory,
    edited,
    evidence,
    moved,
    observed,
    planned,
    readable,
    refused,
    removed,
    signed,
    state,
    unreadable,
    withdrawn,
)
from gonogo.history.events.difference import find_pairs
from gonogo.history.events.levels import file_at
from gonogo.history.events.subject import Thing
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.events.difference import Pair
    from gonogo.history.events.levels import File
    from gonogo.model.event import Change, EventKind
    from gonogo.tree import PlainTree, Version


class FileKind(Protocol):
    """A kind of event about a file as a whole."""

    KIND: EventKind

    def detect_in(self, file: File, before: Version, after: Version) -> Iterator[Change]: ...


class ThingKind(Protocol):
    """A kind of event about one thing of a file. What it tells of, it takes.

    It tells nothing where nothing at or below `KEYS` has changed; it may look at any where it names none.
    """

    KIND: EventKind

    @property
    def KEYS(self) -> tuple[str, ...]: ...  # noqa: N802 - a constant of a module

    def detect(self, thing: Thing) -> Iterator[Change]: ...


FILE_KINDS: tuple[FileKind, ...] = (unreadable, readable)
THING_KINDS: tuple[ThingKind, ...] = (
    directory,
    added,
    removed,
    moved,
    state,
    signed,
    refused,
    withdrawn,
    countersigned,
    observed,
    evidence,
    assigned,
    planned,
    edited,
)


def detect_changes(path: str, before: Version, after: Version, *, last: PlainTree | None = None) -> tuple[Change, ...]:
    """What happened to the file at `path` between two of its versions; nothing between equal ones.

    `last` is what the file said last where `before` cannot be read, None where it never said anything. Things come in
    the order of `find_pairs`: the release, its phases, its sections, each with its entries; what is gone behind what
    is there. Of one thing, changes come in the order of `THING_KINDS`.
    """
    file = file_at(path)
    older = last if isinstance(before, Unreadable) else before
    pairs = () if isinstance(after, Unreadable) else find_pairs(older, after, file.level)
    return tell_pairs(file, before, after, pairs)


def detect_chain(path: str, versions: Iterable[Version]) -> Iterator[tuple[Change, ...]]:
    """What happened with each version of a file, oldest first. Before the first there was no file."""
    before: Version = None
    last: PlainTree | None = None
    for after in versions:
        yield detect_changes(path, before, after, last=last)
        before = after
        last = last if isinstance(after, Unreadable) else after


def tell_pairs(file: File, before: Version, after: Version, pairs: Iterable[Pair]) -> tuple[Change, ...]:
    """What happened between two versions that differ in these pairs: to the file as a whole, then to its things."""
    return (*_detect_in(file, before, after), *(change for pair in pairs for change in _tell(Thing(file, pair))))


def _detect_in(file: File, before: Version, after: Version) -> Iterator[Change]:
    for kind in FILE_KINDS:
        yield from kind.detect_in(file, before, after)


def _tell(thing: Thing) -> Iterator[Change]:
    for kind in THING_KINDS:
        if not kind.KEYS or thing.has_any_of(kind.KEYS):
            yield from kind.detect(thing)

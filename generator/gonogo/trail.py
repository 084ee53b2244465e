"""The audit trail: commits, landings and what versions of files say become events, in landing order, oldest first.

Nothing here reads git or YAML. An event belongs to the commit that made it. A merge makes what differs from every one
of its parents in the same way, and takes back what it drops of one side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from gonogo.events import detect_changes
from gonogo.events.levels import file_at
from gonogo.frozen import Frozen
from gonogo.model.event import Change, Event, EventKind
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gonogo.history.landings import Landings
    from gonogo.history.merges import Dropped
    from gonogo.model.event import Detail, FileRef
    from gonogo.model.history import Commit, FileChange
    from gonogo.model.history import Version as Blob
    from gonogo.model.reference import Ref
    from gonogo.tree import PlainTree, Version

R = TypeVar("R")
Parse: TypeAlias = "Callable[[R | None, bytes], tuple[Version, R]]"
Read: TypeAlias = "Callable[[str, Blob | None], Version]"
"""What a path says at one version; None where it is not there."""
_Told: TypeAlias = "tuple[Ref | FileRef, str, str | None]"


class Sources(Frozen):
    """What a trail is told from: commits in landing order, where each landed, what merges dropped, how files read."""

    commits: tuple[Commit, ...]
    landings: Landings
    pull_requests: Mapping[str, int | None]
    dropped: Mapping[str, tuple[Dropped, ...]]
    read: Read


def tell_events(sources: Sources) -> Iterator[Event]:
    """Every event, in landing order; of one commit by path, then in the order of `detect_changes`."""
    teller = _Teller(sources)
    for commit in sources.commits:
        landing = sources.landings.of[commit.oid]
        for change in teller.tell(commit):
            yield Event(change, commit, landing.oid, sources.pull_requests.get(landing.oid))


class _Teller:
    """Remembers what each file said last, and what was told of each thing with which commit."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.last: dict[str, PlainTree] = {}
        self.told: dict[str, set[_Told]] = {}
        self.ever: set[_Told] = set()

    def tell(self, commit: Commit) -> Iterator[Change]:
        told = self.told.setdefault(self.sources.landings.of[commit.oid].oid, set())
        for change in self._changes(commit):
            said = (change.ref, change.field, change.after)
            told.add(said)
            self.ever.add(said)
            yield change

    def _changes(self, commit: Commit) -> Iterator[Change]:
        for file in commit.changes:
            yield from self._merged(file) if commit.is_merge else self._made(file)
        for dropped in self.sources.dropped.get(commit.oid, ()):
            yield from self._taken_back(commit, dropped)

    def _made(self, file: FileChange) -> Iterator[Change]:
        """What a commit with one parent, or none, made of a file."""
        before, after = file.before[0], file.after
        yield from _moved_or_turned(file.path, before, after)
        old, new = self.sources.read(file.path, before), self.sources.read(file.path, after)
        changes = detect_changes(file.path, old, new, last=self.last.get(before.path if before else file.path))
        yield from changes
        if not changes and before and after and before.oid != after.oid:
            # Comments, quotes, the order of keys: nothing that the file says.
            yield Change(file_at(file.path).ref, EventKind.EDITED, "layout", None, None)
        self._remember(file.path, new)

    def _merged(self, file: FileChange) -> Iterator[Change]:
        """What a merge itself made of a file: what is a change against each of its parents."""
        sides = [self.sources.read(file.path, before) for before in file.before]
        new = self.sources.read(file.path, file.after)
        first, *others = (detect_changes(file.path, before, new, last=self.last.get(file.path)) for before in sides)
        shared = [{_key(change) for change in changes} for changes in others]
        yield from (change for change in first if all(_key(change) in keys for keys in shared))
        self._remember(file.path, new)

    def _taken_back(self, commit: Commit, dropped: Dropped) -> Iterator[Change]:
        """What one side had said, in this landing or, where it was the main line, before, and the merge does not."""
        lost, kept = self.sources.read(dropped.path, dropped.lost), self.sources.read(dropped.path, dropped.kept)
        told = self.told[self.sources.landings.of[commit.oid].oid] if dropped.parent else self.ever
        for change in detect_changes(dropped.path, lost, kept, last=self.last.get(dropped.path)):
            if (change.ref, change.field, change.before) in told:
                yield change
        self._remember(dropped.path, kept)

    def _remember(self, path: str, version: Version) -> None:
        if isinstance(version, dict):
            self.last[path] = version


def _key(change: Change) -> tuple[Ref | FileRef, EventKind, str, str | None, tuple[Detail, ...]]:
    return change.ref, change.kind, change.field, change.after, change.also


def _moved_or_turned(path: str, before: Blob | None, after: Blob | None) -> Iterator[Change]:
    """A file under another name, or of another type: what its content does not say."""
    if before is None or after is None:
        return
    ref = file_at(path).ref
    if before.path != path:
        yield Change(ref, EventKind.MOVED, "path", before.path, path)
    if before.mode != after.mode:
        yield Change(ref, EventKind.EDITED, "mode", before.mode, after.mode)


def read_versions(files: Iterable[tuple[str, Blob]], contents: Iterator[tuple[str, bytes]], parse: Parse[R]) -> Read:
    """A reader that parses every version once and keeps it while it is still needed.

    `files` are the versions in the order in which they will be asked for, as often as they will be; `contents` are
    their blobs, each once, in the order of their first use. `parse` is given the reading of the version that this one
    was made from, where there is one, and gives what the file says and its own reading.
    """
    left: dict[str, int] = {}
    for _, version in files:
        if version.blob:
            left[version.blob] = left.get(version.blob, 0) + 1
    known: dict[str, tuple[Version, R]] = {}
    bases: dict[str, R] = {}

    def read(path: str, version: Blob | None) -> Version:
        if version is None:
            return None
        if version.blob is None:
            return Unreadable("a symbolic link or another repository, and no file")
        if version.blob not in known:
            oid, data = next(contents)
            known[oid] = parse(bases.get(path), data)
        found, bases[path] = known[version.blob]
        left[version.blob] -= 1
        if not left[version.blob]:
            del known[version.blob]
        return found

    return read

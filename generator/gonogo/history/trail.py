"""The audit trail: commits, landings and what versions of files say become events, in landing order, oldest first.

Nothing here reads git or YAML. An event belongs to the commit that made it. A merge makes what it holds otherwise than
its first parent with all on it that the other parents bring: what it adds, what it takes back, what had to give way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from gonogo.frozen import Frozen
from gonogo.history.events import tell_pairs
from gonogo.history.events.levels import file_at
from gonogo.history.events.residual import find_untold
from gonogo.model.event import Change, Event, EventKind
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gonogo.history.events.difference import Pair
    from gonogo.history.events.levels import File
    from gonogo.history.mainline import Landings
    from gonogo.history.steps import Step
    from gonogo.model.git import Commit
    from gonogo.model.git import Version as Blob
    from gonogo.tree import PlainTree, Version

R = TypeVar("R")
Parse: TypeAlias = "Callable[[R | None, bytes], tuple[Version, R]]"
Read: TypeAlias = "Callable[[str, Blob | None], Version]"
"""What a path says at one version; None where it is not there."""


class Sources(Frozen):
    """What a trail is told from: commits in landing order with their steps, where each landed, how files read.

    It is not whole where an earlier part of the trail was told before.
    """

    commits: tuple[Commit, ...]
    landings: Landings
    pull_requests: Mapping[str, int | None]
    steps: Mapping[str, tuple[Step, ...]]
    read: Read
    is_whole: bool = True


def tell_events(sources: Sources) -> Iterator[Event]:
    """Every event, in landing order; of one commit by path, then in the order of `detect_changes`.

    Raises ForgottenError where it takes the earlier part of a trail to tell what a file had said.
    """
    teller = _Teller(sources.read, is_whole=sources.is_whole)
    for commit in sources.commits:
        landing = sources.landings.of[commit.oid]
        for step in sources.steps.get(commit.oid, ()):
            for change in teller.tell(step):
                yield Event(change, commit, landing.oid, sources.pull_requests.get(landing.oid))


class ForgottenError(Exception):
    """A file could not be read already in the earlier part of a trail, and what it had said before is not known."""


class _Said(NamedTuple):
    """What a file says: a tree, on which these pairs are done, or why it cannot be read behind that."""

    tree: PlainTree | None
    pairs: tuple[Pair, ...] = ()
    unreadable: Unreadable | None = None


class _Told(NamedTuple):
    """What was told of a step: why the file could not be read before and after, and the things that differ."""

    before: Unreadable | None
    after: Unreadable | None
    pairs: tuple[Pair, ...]


class _Teller:
    """Remembers what was told of each step, and what files said before they could not be read."""

    def __init__(self, read: Read, *, is_whole: bool) -> None:
        self.read = read
        self.is_whole = is_whole
        self.told: dict[int, _Told] = {}
        self.unreadable: dict[Blob, _Said] = {}

    def tell(self, step: Step) -> Iterator[Change]:
        """What happened with a step that nobody has told of."""
        before, after = self._bring(self._read(step.before), step.brought), self.read(step.path, step.after)
        file = file_at(step.path)
        pairs: tuple[Pair, ...] = ()
        if not isinstance(after, Unreadable):
            pairs = find_untold(before.tree, before.pairs, after, file.level)
        elif step.after:
            self.unreadable[step.after] = before._replace(unreadable=after)
        reason = after if isinstance(after, Unreadable) else None
        self.told[step.number] = _Told(before.unreadable, reason, pairs)
        changes = (*_moved_or_turned(file, step), *tell_pairs(file, before.unreadable, after, pairs))
        yield from changes
        if not changes and not step.brought and step.before and step.after:
            # Comments, quotes, the order of keys: nothing that the file says.
            yield Change(file.ref, EventKind.EDITED, "layout", None, None)

    def _read(self, version: Blob | None) -> _Said:
        """What a version says; of one that cannot be read, what was said before it."""
        said = self.read(version.path, version) if version else None
        if isinstance(said, Unreadable) and version:
            if not self.is_whole and version not in self.unreadable:
                raise ForgottenError
            return self.unreadable.get(version, _Said(None))._replace(unreadable=said)
        return _Said(said if isinstance(said, dict) else None)

    def _bring(self, said: _Said, steps: tuple[Step, ...]) -> _Said:
        """What a file says when all that was told of these steps is done."""
        for told in (self.told[step.number] for step in steps):
            is_same = told.before == told.after
            said = _Said(said.tree, (*said.pairs, *told.pairs), said.unreadable if is_same else told.after)
        return said


def _moved_or_turned(file: File, step: Step) -> Iterator[Change]:
    """A file under another name, or of another type: what its content does not say."""
    before, after = step.stood, step.after
    if before is None or after is None:
        return
    if before.path != after.path:
        yield Change(file.ref, EventKind.MOVED, "path", before.path, after.path)
    if before.mode != after.mode:
        yield Change(file.ref, EventKind.EDITED, "mode", before.mode, after.mode)


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

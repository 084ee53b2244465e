"""The trail: commits become file steps, and file steps become events, in merge order, oldest first.

An event belongs to the commit that made it. The events of a merge are its own changes: values that it adds or reverts,
and the values that it drops where both sides had changed a value.

**When a cached trail can be extended.** New commits come last in merge order, so the trail up to an earlier landing is
the beginning of the trail up to a later one, and only the new commits need to be read. Their events depend on three
things in the past: the files on main and the renames, the steps that a new merge merges in, and the last readable
version of a file. The first is stored with the trail (`Checkpoint`). The steps of earlier commits are not stored, so a
branch that began before the checkpoint, and merges in later commits from before the checkpoint (it was updated from
main before it landed), needs a checkpoint from before its beginning. A file that is unreadable at the checkpoint and
changes after it needs a checkpoint at which it was readable. Without such a checkpoint, the full history is needed:
both raise FullHistoryNeededError.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import replace
from gonogo.core.nodes import Unreadable
from gonogo.history.commit_range import FullHistoryNeededError, read_range
from gonogo.history.contents import read_contents
from gonogo.history.events import name_changes
from gonogo.history.events.levels import file_at
from gonogo.history.events.residual import find_residual
from gonogo.history.file_steps import Checkpoint, FileStep
from gonogo.history.pull_requests import pull_request_of
from gonogo.history.steps import list_steps
from gonogo.model.event import Change, Event, EventKind, Trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.nodes import PlainTree
    from gonogo.history.commit_range import CommitRange
    from gonogo.history.contents import ReadContent
    from gonogo.history.events.difference import SubjectDiff
    from gonogo.history.events.levels import ChecklistFile
    from gonogo.history.mainline import Mainline
    from gonogo.history.protocols import NewReader, ObjectStore
    from gonogo.model.commits import Commit, FileVersion


class TrailPart(NamedTuple):
    """A part of a trail, from one landing to another, and the checkpoint at its end."""

    trail: Trail
    checkpoint: Checkpoint


def derive_trail(store: ObjectStore, tip: str, new_reader: NewReader) -> Trail:
    """The trail up to the commit `tip`.

    Events come in merge order; the events of one commit are sorted by path, then in the order of `name_changes`.
    """
    return derive_parts(store, tip, new_reader)[0].trail


def derive_parts(
    store: ObjectStore,
    tip: str,
    new_reader: NewReader,
    *,
    since: Checkpoint | None = None,
    stops: Iterable[int] = (),
) -> list[TrailPart]:
    """The trail up to the commit `tip`, or the rest of it after a checkpoint, in parts, oldest first.

    A part ends at `tip`, and another at each of the `stops`, which are numbers of landings before `tip`. Raises
    FullHistoryNeededError if the trail cannot be extended from the checkpoint.
    """
    since = since or Checkpoint()
    commits = read_range(store, tip, since)
    line = commits.mainline.landings
    steps, checkpoints = list_steps(commits, since, {line[-1 - stop].oid for stop in stops if stop < len(line)})
    changed, landings = _read_messages(store, commits, steps)
    requests = {oid: pull_request_of(landing) for oid, landing in landings.items()}
    contents = read_contents(chain.from_iterable(steps.values()), store, new_reader)
    deriver = _ChangeDeriver(contents, is_whole=not since.landing)
    events = (
        Event(change, commit, landing, requests[landing])
        for commit in changed
        for landing in (commits.mainline.landing_of[commit.oid].oid,)
        for step in steps.get(commit.oid, ())
        for change in deriver.derive(step)
    )
    return list(_split(Trail(tip, len(changed), tuple(events), landings), changed, checkpoints, commits.mainline))


def _split(
    trail: Trail, changed: list[Commit], checkpoints: list[Checkpoint], mainline: Mainline
) -> Iterator[TrailPart]:
    """The parts of a trail that end at these checkpoints. `changed` are its commits, in merge order."""
    start = -1
    for checkpoint in checkpoints:
        place = range(start + 1, mainline.order[checkpoint.landing] + 1)
        count = sum(mainline.order[commit.oid] in place for commit in changed)
        events = tuple(event for event in trail.events if mainline.order[event.commit.oid] in place)
        landings = {oid: commit for oid, commit in trail.landings.items() if mainline.order[oid] in place}
        yield TrailPart(Trail(checkpoint.landing, count, events, landings), checkpoint)
        start = place.stop - 1


def derive_changes(commit: Commit, store: ObjectStore, new_reader: NewReader) -> tuple[Change, ...]:
    """The changes of a commit with one parent, sorted by path, even if the commit combines other people's commits."""
    steps = [
        FileStep(number, change.before[0], change.after, change.before[0])
        for number, change in enumerate(commit.changes)
    ]
    deriver = _ChangeDeriver(read_contents(steps, store, new_reader), is_whole=True)
    return tuple(change for step in steps for change in deriver.derive(step))


def _read_messages(
    store: ObjectStore, commits: CommitRange, having_steps: Iterable[str]
) -> tuple[list[Commit], dict[str, Commit]]:
    """The commits that touch the checklists or have steps, and their landings by id; both in merge order."""
    oids = commits.mainline.sort({*commits.touching, *having_steps})
    landings = dict.fromkeys(commits.mainline.landing_of[oid].oid for oid in oids)
    known = {oid: replace(commit, changes=()) for oid, commit in commits.touching.items()}
    missing = dict.fromkeys(oid for oid in (*oids, *landings) if oid not in known)
    known |= {commit.oid: commit for commit in store.read_messages(missing)}
    return [known[oid] for oid in oids], {oid: known[oid] for oid in landings}


class _FileState(NamedTuple):
    """The content of a file: a tree, the differences applied to it, and why the result is unreadable, if it is."""

    tree: PlainTree | None
    diffs: tuple[SubjectDiff, ...] = ()
    unreadable: Unreadable | None = None


class _ChangeDeriver:
    """Derives the changes of steps; remembers their effects, and the last readable state before unreadable versions.

    The effect of a step is the subjects that differ (`diffs`) and, if that changed, the reason why the file is
    unreadable.
    """

    def __init__(self, contents: ReadContent, *, is_whole: bool) -> None:
        self.contents = contents
        self.is_whole = is_whole
        self.diffs: dict[int, tuple[SubjectDiff, ...]] = {}
        self.became: dict[int, Unreadable | None] = {}
        self.unreadable: dict[FileVersion, _FileState] = {}

    def derive(self, step: FileStep) -> Iterator[Change]:
        """The changes of a step that no merged-in step made."""
        before = self._apply(self._read(step.before), step.merged_in)
        after = self.contents(step.path, step.after)
        file = file_at(step.path)
        diffs: tuple[SubjectDiff, ...] = ()
        if not isinstance(after, Unreadable):
            diffs = find_residual(before.tree, before.diffs, after, file.level)
        elif step.after:
            self.unreadable[step.after] = before._replace(unreadable=after)
        self.diffs[step.number] = diffs
        reason = after if isinstance(after, Unreadable) else None
        if reason != before.unreadable:
            self.became[step.number] = reason
        changes = (*_rename_or_mode(file, step), *name_changes(file, before.unreadable, after, diffs))
        yield from changes
        if not changes and not step.merged_in and step.before and step.after:
            # Only comments, quotes or the order of keys changed, and no value.
            yield Change(file.ref, EventKind.EDITED, "layout", None, None)

    def _read(self, version: FileVersion | None) -> _FileState:
        """The state of a file at a version; for an unreadable version, the last readable state before it."""
        content = self.contents(version.path, version) if version else None
        if isinstance(content, Unreadable) and version:
            if not self.is_whole and version not in self.unreadable:
                raise FullHistoryNeededError
            return self.unreadable.get(version, _FileState(None))._replace(unreadable=content)
        return _FileState(content if isinstance(content, dict) else None)

    def _apply(self, state: _FileState, steps: tuple[FileStep, ...]) -> _FileState:
        """The state of a file after the effects of these steps."""
        for step in steps:
            unreadable = self.became.get(step.number, state.unreadable)
            state = _FileState(state.tree, (*state.diffs, *self.diffs[step.number]), unreadable)
        return state


def _rename_or_mode(file: ChecklistFile, step: FileStep) -> Iterator[Change]:
    """The changes of a file outside its content: another name, another mode."""
    before, after = step.expected, step.after
    if before is None or after is None:
        return
    if before.path != after.path:
        yield Change(file.ref, EventKind.MOVED, "path", before.path, after.path)
    if before.mode != after.mode:
        yield Change(file.ref, EventKind.EDITED, "mode", before.mode, after.mode)

"""The trail: commits become file steps, and file steps become events, in merge order, oldest first.

An event belongs to the commit that made the change. The events of a merge are the changes that the merge itself made:
values that it adds or reverts, and a value of one side that it drops although both sides had changed the value.

**When a cached trail can be extended.** In merge order, new commits come after all earlier commits. So the trail up to
an earlier landing is the beginning of the trail up to a later landing, and only the new commits have to be read. Their
events can depend on three facts about earlier commits:

- The files on main, and the renames. These are stored with the trail, in a `Checkpoint`.
- The steps of earlier commits that a new merge merges in. Steps are not stored. For example, a branch began before the
  checkpoint, and then merged in commits that main received before the checkpoint. This requires a checkpoint from
  before the branch began.
- The last readable version of a file that is unreadable at the checkpoint and changes later. This requires a checkpoint
  at which the file was readable.

If the checkpoint is not sufficient, FullHistoryNeededError is raised. The caller then tries an earlier checkpoint, or
reads the full history.
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
    """A part of a trail, with the checkpoint at the landing where the part ends."""

    trail: Trail
    checkpoint: Checkpoint


def derive_trail(store: ObjectStore, tip: str, new_reader: NewReader) -> Trail:
    """The trail up to the commit `tip`.

    Events are in merge order. The events of one commit are sorted by path, and those of one file are in the order of
    `name_changes`.
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
    """The trail up to the commit `tip`, or the rest of it after the checkpoint `since`, in parts, oldest first.

    The last part ends at `tip`. Other parts end at the landings in `stops`, each given as the number of landings
    between it and `tip`. Raises FullHistoryNeededError if the trail cannot be extended from the checkpoint.
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
    """The parts of a trail that end at these checkpoints. `changed` are the commits of the trail, in merge order."""
    start = -1
    for checkpoint in checkpoints:
        place = range(start + 1, mainline.order[checkpoint.landing] + 1)
        count = sum(mainline.order[commit.oid] in place for commit in changed)
        events = tuple(event for event in trail.events if mainline.order[event.commit.oid] in place)
        landings = {oid: commit for oid, commit in trail.landings.items() if mainline.order[oid] in place}
        yield TrailPart(Trail(checkpoint.landing, count, events, landings), checkpoint)
        start = place.stop - 1


def derive_changes(commit: Commit, store: ObjectStore, new_reader: NewReader) -> tuple[Change, ...]:
    """The changes of a commit with one parent, sorted by path.

    The commit can be a squash: the result does not depend on the commits that it combines.
    """
    steps = [
        FileStep(number, change.before[0], change.after, change.before[0])
        for number, change in enumerate(commit.changes)
    ]
    deriver = _ChangeDeriver(read_contents(steps, store, new_reader), is_whole=True)
    return tuple(change for step in steps for change in deriver.derive(step))


def _read_messages(
    store: ObjectStore, commits: CommitRange, having_steps: Iterable[str]
) -> tuple[list[Commit], dict[str, Commit]]:
    """The commits that touch the checklists or have steps, and their landings by id, both in merge order."""
    oids = commits.mainline.sort({*commits.touching, *having_steps})
    landings = dict.fromkeys(commits.mainline.landing_of[oid].oid for oid in oids)
    known = {oid: replace(commit, changes=()) for oid, commit in commits.touching.items()}
    missing = dict.fromkeys(oid for oid in (*oids, *landings) if oid not in known)
    known |= {commit.oid: commit for commit in store.read_messages(missing)}
    return [known[oid] for oid in oids], {oid: known[oid] for oid in landings}


class _FileState(NamedTuple):
    """The content of a file: a tree, the differences that apply to it, and the reason if the result cannot be read."""

    tree: PlainTree | None
    diffs: tuple[SubjectDiff, ...] = ()
    unreadable: Unreadable | None = None


class _ChangeDeriver:
    """Derives the changes of steps, and keeps the data that later steps need.

    `diffs` are the subjects that each step changed. `became` is the reason why the file is unreadable after a step,
    None if the step made it readable; it lacks the steps that did not change this. Both are keyed by the step's number.
    `unreadable` has the last readable state before each unreadable version.
    """

    def __init__(self, contents: ReadContent, *, is_whole: bool) -> None:
        self.contents = contents
        self.is_whole = is_whole
        self.diffs: dict[int, tuple[SubjectDiff, ...]] = {}
        self.became: dict[int, Unreadable | None] = {}
        self.unreadable: dict[FileVersion, _FileState] = {}

    def derive(self, step: FileStep) -> Iterator[Change]:
        """The changes that a step made itself, without the changes of its merged-in steps."""
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
            # The file changed, but no value: only comments, quotes or the order of keys.
            yield Change(file.ref, EventKind.EDITED, "layout", None, None)

    def _read(self, version: FileVersion | None) -> _FileState:
        """The state of a file in a version.

        For an unreadable version, the last readable state before it, with the reason.
        """
        content = self.contents(version.path, version) if version else None
        if isinstance(content, Unreadable) and version:
            if not self.is_whole and version not in self.unreadable:
                raise FullHistoryNeededError
            return self.unreadable.get(version, _FileState(None))._replace(unreadable=content)
        return _FileState(content if isinstance(content, dict) else None)

    def _apply(self, state: _FileState, steps: tuple[FileStep, ...]) -> _FileState:
        """The state of a file after the changes of these steps."""
        for step in steps:
            unreadable = self.became.get(step.number, state.unreadable)
            state = _FileState(state.tree, (*state.diffs, *self.diffs[step.number]), unreadable)
        return state


def _rename_or_mode(file: ChecklistFile, step: FileStep) -> Iterator[Change]:
    """The changes of a file other than its content: a new name, a new mode."""
    before, after = step.expected, step.after
    if before is None or after is None:
        return
    if before.path != after.path:
        yield Change(file.ref, EventKind.MOVED, "path", before.path, after.path)
    if before.mode != after.mode:
        yield Change(file.ref, EventKind.EDITED, "mode", before.mode, after.mode)

"""The steps of each commit: the files that it changed, with their versions before and after.

The changes that a merge itself made are found by comparing trees, not from patches: `git log -p` shows neither values
that a merge commit adds, nor values that `-s ours` drops. To find the changes, gonogo takes the files of the first
parent, applies the steps of the merged-in commits in merge order, and compares the result with the files of the merge
(`merges`). Therefore, applying all steps in merge order, including those of merges, results in the files of every
landing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gonogo.history.file_steps import Checkpoint, FileStep, Renames
from gonogo.history.merges import MergedFiles, MergeTrees, find_merged_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gonogo.history.commit_range import CommitRange
    from gonogo.history.merges import MergedFile
    from gonogo.model.commits import Commit, FileVersion


def list_steps(
    commits: CommitRange, since: Checkpoint, stops: Collection[str] = ()
) -> tuple[dict[str, tuple[FileStep, ...]], list[Checkpoint]]:
    """The steps of each commit that has any, keyed by commit id, and the checkpoints.

    There is a checkpoint at each landing in `stops`, and one at the tip. `commits` is the range after the checkpoint
    `since`. No merge in the range may merge in an earlier commit (`merges_in_earlier`).
    """
    finder = _StepFinder(commits, since)
    checkpoints: list[Checkpoint] = []
    for oid in commits.mainline.order:
        if oid in commits.differences:
            finder.add_merge(oid, commits.touching.get(oid))
        elif oid in commits.touching:
            finder.add_commit(commits.touching[oid])
        if oid in stops or oid == commits.tip:
            checkpoints.append(finder.checkpoint_at(oid, since))
    return {oid: tuple(steps) for oid, steps in finder.steps.items()}, checkpoints


class _StepFinder:
    """Goes through commits in merge order, and keeps the files on main and the renames."""

    def __init__(self, commits: CommitRange, since: Checkpoint) -> None:
        self.commits = commits
        self.files = dict(since.files)
        self.renames, self.renames_on_main = Renames(since.renames), Renames(since.renames_on_main)
        self.steps: dict[str, list[FileStep]] = {}
        self.count = 0

    def add_commit(self, commit: Commit) -> None:
        """Adds the steps of a commit with at most one parent."""
        for change in commit.changes:
            before = change.before[0]
            step = self._add(commit.oid, before, change.after, before)
            if self.commits.mainline.is_landing(commit.oid):
                self._land(before, change.after)
                self.renames_on_main.apply(step)

    def add_merge(self, oid: str, commit: Commit | None) -> None:
        """Adds the steps of a merge: one for each file that the merge itself may have changed."""
        is_landing = self.commits.mainline.is_landing(oid)
        differences = self.commits.differences[oid]
        trees = MergeTrees(differences, self.files if is_landing else None)
        # A merge on a branch also follows renames that are not on main yet.
        renames = Renames((self.renames_on_main if is_landing else self.renames).new_names)
        for merged, after in self._merge_files(oid, trees, renames, commit):
            if not merged.leads_to(after):
                renames.apply(self._add(oid, merged.before, after, merged.expected, tuple(merged.steps)))
        if is_landing:
            self.renames_on_main = renames
            for path in differences[0]:
                self._land(trees.before(path), trees.after(path))

    def _merge_files(
        self, oid: str, trees: MergeTrees, renames: Renames, commit: Commit | None
    ) -> Iterator[tuple[MergedFile, FileVersion | None]]:
        """The files of the first parent after all merged-in steps, each with its version in the merge."""
        files = MergedFiles(trees, renames)
        for merged_in in self._list_merged_in(oid):
            for step in self.steps.get(merged_in, ()):
                files.apply(step)
        return files.match({change.path: change.old_path for change in commit.changes} if commit else {})

    def _list_merged_in(self, oid: str) -> Iterable[str]:
        mainline = self.commits.mainline
        if mainline.is_landing(oid):
            return mainline.landing_of[oid].commits[:-1]
        return find_merged_in(oid, self.commits.parents, mainline.order)

    def checkpoint_at(self, landing: str, since: Checkpoint) -> Checkpoint:
        """The checkpoint at the landing that was added last."""
        order = self.commits.mainline.order
        known = since.commits.union(islice(order, order[landing] + 1))
        names = dict(self.renames_on_main.new_names), dict(self.renames.new_names)
        return Checkpoint(landing, known, dict(self.files), *names)

    def _add(
        self,
        oid: str,
        before: FileVersion | None,
        after: FileVersion | None,
        expected: FileVersion | None,
        merged_in: tuple[FileStep, ...] = (),
    ) -> FileStep:
        step = FileStep(self.count, before, after, expected, merged_in)
        self.steps.setdefault(oid, []).append(step)
        self.renames.apply(step)
        self.count += 1
        return step

    def _land(self, before: FileVersion | None, after: FileVersion | None) -> None:
        if before:
            self.files.pop(before.path, None)
        if after:
            self.files[after.path] = after

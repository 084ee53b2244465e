"""The files that a merge itself changed.

These are the files that differ from the first parent's files, after the steps of the merged-in commits are applied.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from gonogo.model.commits import FileVersion, version_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gonogo.history.file_steps import FileStep, Renames
    from gonogo.model.commits import PathDifference


def find_merged_in(merge: str, parents: Mapping[str, tuple[str, ...]], order: Mapping[str, int]) -> list[str]:
    """The commits that a merge contains but its first parent does not contain, in merge order.

    Only examines commits between the merge and the commits where its parents meet, not the whole history.
    """
    first, *others = parents[merge]
    kept, merged_in = {first}, set(others) - {first}
    # A commit without a place in `order` landed before all commits that have one.
    queue = [(-order.get(oid, -1), oid) for oid in kept | merged_in]
    queue.sort()
    remaining = len(merged_in)
    commits = []
    # The queue yields each commit after its descendants. So `kept` already has it if the first parent contains it.
    while remaining:
        _, oid = heappop(queue)
        if oid not in kept:
            commits.append(oid)
            remaining -= 1
        for parent in parents.get(oid, ()):
            is_known = parent in kept or parent in merged_in
            if oid in kept and parent not in kept:
                kept.add(parent)
                remaining -= parent in merged_in
            elif oid not in kept and not is_known:
                merged_in.add(parent)
                remaining += 1
            if not is_known:
                heappush(queue, (-order.get(parent, -1), parent))
    return commits[::-1]


class MergeTrees:
    """The versions of files in a merge and in its first parent.

    They are derived from the differences between the merge and its parents. `files` are all files of a landing's first
    parent, None for a merge on a branch.
    """

    def __init__(
        self, differences: Sequence[Mapping[str, PathDifference]], files: Mapping[str, FileVersion] | None
    ) -> None:
        self.first, *self.others = differences
        self.files = files

    def is_known(self, path: str) -> bool:
        """Whether the version of a file is known.

        It is unknown if the file is the same in a merge on a branch and in all its parents: then no difference shows
        it.
        """
        return self.files is not None or path in self.first or any(path in other for other in self.others)

    def before(self, path: str) -> FileVersion | None:
        """The version of a file in the first parent; None if the file does not exist there."""
        if difference := self.first.get(path):
            return version_at(path, difference.oid, difference.mode)
        return self.after(path)

    def after(self, path: str) -> FileVersion | None:
        """The version of a file in the merge; None if the file does not exist there."""
        for differences in (self.first, *self.others):
            if difference := differences.get(path):
                return version_at(path, difference.new_oid, difference.new_mode)
        return self.files.get(path) if self.files else None


class MergedFile:
    """A file in the first parent of a merge, and its version after the merged-in steps."""

    def __init__(self, before: FileVersion | None) -> None:
        self.before = self.expected = before
        self.steps: list[FileStep] = []

    def apply(self, step: FileStep) -> None:
        """Applies a step, even if the file has another name in the step.

        A removed file stays removed when a branch edits it.
        """
        self.steps.append(step)
        if step.expected is None or step.after is None:
            self.expected = step.after
        elif self.expected is not None:
            path = step.after.path if step.expected.path != step.after.path else self.expected.path
            mode = step.after.mode if step.expected.mode != step.after.mode else self.expected.mode
            self.expected = FileVersion(path, step.after.oid, mode)

    def leads_to(self, after: FileVersion | None) -> bool:
        """Whether the merge itself did not change the file: the merged-in steps lead from `before` to `after`.

        Each step must start at the version where the previous step ended, and must not be the step of a merge.
        """
        version = self.before
        for step in self.steps:
            if step.before != version or step.merged_in:
                return False
            version = step.after
        return version == after


class MergedFiles:
    """The files in the first parent of a merge, keyed by their paths after the steps that were applied so far."""

    def __init__(self, trees: MergeTrees, renames: Renames) -> None:
        self.trees, self.renames = trees, renames
        self.at: dict[str, MergedFile] = {}

    def apply(self, step: FileStep) -> None:
        """Applies a merged-in step to the file that it changed."""
        old, new = step.expected, step.after
        path = step.path if new and not old else self._find((old or step).path)
        if old and new and not self._exists(path):
            path = self._find(new.path)
        if path not in self.at and not self.trees.is_known(path):
            return
        self.renames.apply(step)
        merged = self._file(path)
        merged.apply(step)
        if merged.expected and merged.expected.path != path:
            # The renamed file replaces a file that already has this path.
            self.at[merged.expected.path] = self.at.pop(path)
            self.at[path] = MergedFile(None)
            self.renames.new_names[path] = merged.expected.path

    def _find(self, path: str) -> str:
        """The present path of a file for which a branch may use an older name.

        If the file was removed, the result is `path` itself.
        """
        return next((name for name in self.renames.follow(path) if self._exists(name)), path)

    def _exists(self, path: str) -> bool:
        merged = self.at.get(path)
        return bool(merged.expected if merged else self.trees.before(path))

    def _file(self, path: str) -> MergedFile:
        if path not in self.at:
            self.at[path] = MergedFile(self.trees.before(path))
        return self.at[path]

    def match(self, old_names: Mapping[str, str | None]) -> Iterator[tuple[MergedFile, FileVersion | None]]:
        """Each file after the merged-in steps, with its version in the merge, sorted by path.

        `old_names` are the old paths of files that the merge commit itself renamed, by new path.
        """
        files = {path: self._file(path) for path in sorted({*self.trees.first, *self.at})}
        after = {path: self.trees.after(path) for path in files}
        gone = [path for path, merged in files.items() if merged.expected and not after[path]]
        for path, merged in files.items():
            if after[path] and not merged.expected and not merged.steps:
                old = next((other for other in gone if other == old_names.get(path) or self._is_same(other, path)), "")
                if old:
                    gone.remove(old)
                    files[path], files[old] = files[old], MergedFile(None)
        yield from ((merged, after[path]) for path, merged in files.items())

    def _is_same(self, path: str, other: str) -> bool:
        """Whether one of the paths is a later name of the other."""
        return other in self.renames.follow(path) or path in self.renames.follow(other)

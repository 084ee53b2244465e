"""Files across renames: one history for a file, whatever it was called.

A rename is what git takes for one: a file that goes and one that comes in the same commit, half of it the same; a name
that stays keeps its file, whatever becomes of the content. A copy is a new file. A file that was deleted and comes back
under its name goes on. Commits are taken in landing order, as one
line: an edit on a branch that still has the old name belongs to the file that was renamed meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.history import Commit, FileChange


class Step(NamedTuple):
    """A change of a file, and the id of its commit."""

    commit: str
    change: FileChange


class FileHistory(Frozen):
    """Everything that happened to one file, oldest first, and its names in the order in which it got them."""

    paths: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def path(self) -> str:
        """The last name."""
        return self.paths[-1]


class _File:
    def __init__(self, path: str) -> None:
        self.paths = [path]
        self.steps: list[Step] = []


def trace_files(commits: Iterable[Commit]) -> tuple[FileHistory, ...]:
    """The files that commits in landing order, oldest first, change, in the order in which they appear."""
    files: list[_File] = []
    at: dict[str, _File] = {}
    for commit in commits:
        # All of a commit's changes start from what was before it: two files may swap their names.
        found = [_find_file(change, at) or _begin(change.path, files) for change in commit.changes]
        for change, file in zip(commit.changes, found, strict=True):
            file.steps.append(Step(commit.oid, change))
            if change.path != file.paths[-1] and "R" in change.status:
                file.paths.append(change.path)
            at[change.path] = file
    return tuple(FileHistory(tuple(file.paths), tuple(file.steps)) for file in files)


def _find_file(change: FileChange, at: dict[str, _File]) -> _File | None:
    """The file that a change goes on with, None for one that begins."""
    if change.old_path in at and change.old_path is not None:
        return at[change.old_path]
    file = at.get(change.path)
    is_new = not any(change.before)
    has_moved_away = file is not None and file.paths[-1] != change.path
    return None if is_new and has_moved_away else file


def _begin(path: str, files: list[_File]) -> _File:
    files.append(_File(path))
    return files[-1]

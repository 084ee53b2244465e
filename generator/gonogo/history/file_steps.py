"""Files across versions: the change of a file from one version to another, its names, and all files at a landing.

A file keeps its identity under any name. Renames are the renames that git detects. A copy is a new file. A file that
was removed and restored under its name is the same file. An edit on a branch that still has the old name belongs to the
file that was renamed on main.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.commits import FileVersion


class FileStep(NamedTuple):
    """A file that a commit changed; for a merge, relative to the first parent's version.

    `number` counts from 0, in merge order. A version is None where the file does not exist. `expected` is the version
    at the path without the commit; for a merge, after the steps that it merges in (`merged_in`). Its path and mode are
    reliable, its content is not.
    """

    number: int
    before: FileVersion | None
    after: FileVersion | None
    expected: FileVersion | None
    merged_in: tuple[FileStep, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file, or its last path if it was removed."""
        version = self.after or self.expected
        if version is None:
            return self.merged_in[-1].path
        return version.path


class Checkpoint(Frozen):
    """A landing from which a trail can be extended, with all data about earlier commits that later events need.

    `commits` is every commit up to the landing, whether or not it touches the checklists. `files` are the files on main
    at that landing, keyed by path. `renames_on_main` are the new names of renamed files, keyed by old name; `renames`
    are those on any branch. Without a landing it is the beginning of history.
    """

    landing: str = ""
    commits: frozenset[str] = frozenset()
    files: Mapping[str, FileVersion] = field(factory=dict)
    renames_on_main: Mapping[str, str] = field(factory=dict)
    renames: Mapping[str, str] = field(factory=dict)


class Renames:
    """The new names of renamed files, keyed by old name."""

    def __init__(self, new_names: Mapping[str, str]) -> None:
        self.new_names = dict(new_names)

    def apply(self, step: FileStep) -> None:
        """Records the renames of a step; a file's new name is no longer the old name of another file."""
        old, new = step.expected, step.after
        if new and (old is None or old.path != new.path):
            self.new_names.pop(new.path, None)
            if old:
                self.new_names[old.path] = new.path

    def follow(self, path: str) -> Iterator[str]:
        """The path and each later name of the file, the last name last."""
        name: str | None = path
        while name is not None:
            yield name
            name = self.new_names.get(name)

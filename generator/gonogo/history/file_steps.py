"""Files across versions: the change of a file by a commit, the names of a file, and all files at a landing.

A file remains the same file when it is renamed, and when it is removed and restored under the same name. Renames are
the renames that git detects. A copy is a new file. If a branch edits a file under its old name after main renamed it,
the edit belongs to the renamed file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.commits import FileVersion


class FileStep(NamedTuple):
    """A change of a file by a commit. For a merge, the change is relative to the version in its first parent.

    `number` counts all steps from 0, in merge order. `before` and `after` are the versions, None if the file does not
    exist. `expected` is the version that the file would have without the commit: equal to `before` for a commit with
    one parent, and `before` after the steps in `merged_in` for a merge. Only its path and mode are reliable, not its
    content.
    """

    number: int
    before: FileVersion | None
    after: FileVersion | None
    expected: FileVersion | None
    merged_in: tuple[FileStep, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file; its last path if the file was removed."""
        version = self.after or self.expected
        if version is None:
            return self.merged_in[-1].path
        return version.path


class Checkpoint(Frozen):
    """A landing from which a trail can be extended, with the data about earlier commits that later events need.

    `commits` are all commits up to the landing, even if they do not touch the checklists. `files` are the files on main
    at the landing, by path. `renames_on_main` are the new names of renamed files, by old name. `renames` also has the
    renames on other branches. A checkpoint with an empty `landing` is the beginning of history.
    """

    landing: str = ""
    commits: frozenset[str] = frozenset()
    files: Mapping[str, FileVersion] = field(factory=dict)
    renames_on_main: Mapping[str, str] = field(factory=dict)
    renames: Mapping[str, str] = field(factory=dict)


class Renames:
    """The new names of renamed files, keyed by their old names."""

    def __init__(self, new_names: Mapping[str, str]) -> None:
        self.new_names = dict(new_names)

    def apply(self, step: FileStep) -> None:
        """Records the rename of a step, if the step renames its file.

        If the new name was recorded as the old name of a file, that record is removed.
        """
        old, new = step.expected, step.after
        if new and (old is None or old.path != new.path):
            self.new_names.pop(new.path, None)
            if old:
                self.new_names[old.path] = new.path

    def follow(self, path: str) -> Iterator[str]:
        """The path, and then each later name of the file, the last name last."""
        name: str | None = path
        while name is not None:
            yield name
            name = self.new_names.get(name)

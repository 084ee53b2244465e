r"""Commits as git stores them, and the files that they change.

Names, e-mails and messages are text; a byte that is not UTF-8 is written `\xNN` in them, so that every output can print
them. Paths are relative to the project and keep such bytes as lone surrogates, as Python's own paths do, so that
different files have different paths; `shown_path` replaces them for display.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.registry import fold_email

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_FILE = "000000"
"""The mode that git gives for a path missing from a tree."""
_FILES = ("100644", "100755", "100664")  # git before 2005 wrote the last one, with the meaning of the first


class Ident(Frozen):
    """The author or committer of a commit, and the time by their own clock: all of this can be forged.

    `seconds` are from the epoch, negative before it; None if the commit has no number. `zone` is in git's form, like
    `+0200`.
    """

    name: str
    email: str
    seconds: int | None
    zone: str

    @cached_property
    def key(self) -> str:
        """The e-mail in its form for comparison; "" if the commit does not have one."""
        return fold_email(self.email)

    @cached_property
    def moment(self) -> datetime | None:
        """The time in UTC, None beyond the calendar."""
        try:
            return None if self.seconds is None else _EPOCH + timedelta(seconds=self.seconds)
        except OverflowError:
            return None


class FileVersion(NamedTuple):
    """A path in the tree of a commit, with its object and mode in the tree.

    `mode` is `100644` or `100755` for a file, `120000` for a symbolic link, `160000` for a submodule, whose `oid` is a
    commit in another repository.
    """

    path: str
    oid: str
    mode: str

    @property
    def blob(self) -> str | None:
        """The id of its content, None for anything but a file."""
        return self.oid if self.mode in _FILES else None


def version_at(path: str, oid: str, mode: str) -> FileVersion | None:
    """The version of a path in a tree according to git, None if the tree does not have the path."""
    return None if mode == NO_FILE else FileVersion(path, oid, mode)


class PathDifference(NamedTuple):
    """One path in two trees; the mode is `000000` in a tree without it."""

    mode: str
    oid: str
    new_mode: str
    new_oid: str

    def versions(self, path: str) -> tuple[FileVersion, FileVersion]:
        return FileVersion(path, self.oid, self.mode), FileVersion(path, self.new_oid, self.new_mode)


class FileChange(Frozen):
    """One path that a commit changed.

    `before` has each parent's version, in order, under the parent's name for it; None if the parent lacks it; for a
    root commit it is one None. `after` is None if the commit removed the path. `status` has a letter for each version
    in `before`: A added, M modified, D deleted, R renamed, T of another type.
    """

    path: str
    status: str
    before: tuple[FileVersion | None, ...]
    after: FileVersion | None

    @property
    def versions(self) -> tuple[FileVersion | None, ...]:
        """The version in each parent, then the version in the commit."""
        return (*self.before, self.after)

    @property
    def old_path(self) -> str | None:
        """The file's old name, from the first parent in which it differs; None if it was not renamed."""
        return next((version.path for version in self.before if version and version.path != self.path), None)


class Commit(Frozen):
    """A commit and its changes below `checklists/`, by path.

    For a merge, `changes` has only the paths that differ from every parent. `trailers` are as git parses them.
    """

    oid: str
    parents: tuple[str, ...]
    author: Ident
    committer: Ident
    subject: str
    body: str
    trailers: tuple[tuple[str, str], ...]
    changes: tuple[FileChange, ...]

    @property
    def is_merge(self) -> bool:
        """Whether it has more than one parent."""
        return len(self.parents) > 1

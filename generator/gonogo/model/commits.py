r"""Commits as git stores them, and the files that they change.

In names, e-mail addresses and messages, `\xNN` replaces each byte that is not UTF-8, so that every output can print the
text. Paths are relative to the project. A path keeps such a byte as a lone surrogate, as Python does, so that different
files have different paths; `shown_path` replaces the surrogates for display.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.registry import fold_email

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_FILE = "000000"
"""The mode that git prints for a path that a tree does not contain."""
_FILES = ("100644", "100755", "100664")  # git versions before 2005 wrote 100664 instead of 100644


class Ident(Frozen):
    """The author or committer of a commit, with the time on their computer. Anyone can forge all of these values.

    `seconds` counts from the Unix epoch and can be negative; None if the commit has no valid number. `zone` is written
    as in git: `+0200`.
    """

    name: str
    email: str
    seconds: int | None
    zone: str

    @cached_property
    def key(self) -> str:
        """The e-mail address as `fold_email` writes it for comparison; "" if the commit does not have an address."""
        return fold_email(self.email)

    @cached_property
    def moment(self) -> datetime | None:
        """The time in UTC; None if the commit has no valid time, or a time outside the years of Python's calendar."""
        try:
            return None if self.seconds is None else _EPOCH + timedelta(seconds=self.seconds)
        except OverflowError:
            return None


class FileVersion(NamedTuple):
    """A path in the tree of a commit, with the object id and the mode of its tree entry.

    `mode` is `100644` or `100755` for a file, `120000` for a symbolic link, and `160000` for a submodule. The `oid` of
    a submodule is a commit in another repository.
    """

    path: str
    oid: str
    mode: str

    @property
    def blob(self) -> str | None:
        """The object id of the file's content; None for a symbolic link or a submodule."""
        return self.oid if self.mode in _FILES else None


def version_at(path: str, oid: str, mode: str) -> FileVersion | None:
    """The version of a path from a line of git's output; None if git printed the mode of a missing path."""
    return None if mode == NO_FILE else FileVersion(path, oid, mode)


class PathDifference(NamedTuple):
    """The tree entries of one path in an old and a new tree. A mode is `000000` if that tree does not have the path."""

    mode: str
    oid: str
    new_mode: str
    new_oid: str

    def versions(self, path: str) -> tuple[FileVersion, FileVersion]:
        return FileVersion(path, self.oid, self.mode), FileVersion(path, self.new_oid, self.new_mode)


class FileChange(Frozen):
    """One path that a commit changed.

    `before` has the version of the file in each parent, in the order of the parents and with the path in that parent;
    None if a parent does not have the file. A root commit has one None. `after` is None if the commit removed the
    file. `status` has a letter for each version in `before`: A added, M modified, D deleted, R renamed, T changed type.
    """

    path: str
    status: str
    before: tuple[FileVersion | None, ...]
    after: FileVersion | None

    @property
    def versions(self) -> tuple[FileVersion | None, ...]:
        """The version in each parent, then the version in the commit itself."""
        return (*self.before, self.after)

    @property
    def old_path(self) -> str | None:
        """The path in the first parent that has the file at another path; None if the file was not renamed."""
        return next((version.path for version in self.before if version and version.path != self.path), None)


class Commit(Frozen):
    """A commit, with one `FileChange` for each path in `checklists/` that the commit changed.

    For a merge commit, `changes` has only the paths that differ from every parent. `trailers` are the pairs of key and
    value that git finds at the end of the message.
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
        """Whether the commit has more than one parent."""
        return len(self.parents) > 1

r"""What git says happened: commits with the files they change, and the landings by which they became official.

Names, e-mails and messages are text; a byte that is not UTF-8 stands in them as `\xNN`, so that every output can
write them. Paths are relative to the project and hold such bytes as lone surrogates, as Python's own paths do, so that
two files never become one; `shown_path` writes them out.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from gonogo.frozen import Frozen

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_FILE = "000000"
"""The mode of a path at which nothing lies."""
_FILES = ("100644", "100755", "100664")  # the last was written by git before 2005, and means the first


class Ident(Frozen):
    """Who, and when by their own clock: anybody can write anything here. `zone` is as git has it, like `+0200`.

    `seconds` are from the epoch, negative before it; None where the commit holds no number.
    """

    name: str
    email: str
    seconds: int | None
    zone: str

    @property
    def moment(self) -> datetime | None:
        """The time in UTC, None beyond the calendar."""
        try:
            return None if self.seconds is None else _EPOCH + timedelta(seconds=self.seconds)
        except OverflowError:
            return None


class Version(NamedTuple):
    """A path in the tree of one commit: what lies there, and as what.

    `mode` is `100644` or `100755` for a file, `120000` for a symbolic link, `160000` for a submodule, whose `oid` is a
    commit of another repository.
    """

    path: str
    oid: str
    mode: str

    @property
    def blob(self) -> str | None:
        """The object with the content, None for what is no file."""
        return self.oid if self.mode in _FILES else None


class Difference(NamedTuple):
    """What lies at one path in two trees; the mode is `000000` where nothing does."""

    mode: str
    oid: str
    new_mode: str
    new_oid: str


class FileChange(Frozen):
    """One path that a commit changed.

    `before` has the version in each parent, in their order, None where the parent lacks it, under the name that it has
    there; for a root commit it is one None. `after` is None where the path is gone. `status` has a letter for each of
    `before`: A added, M modified, D deleted, R renamed, T of another type.
    """

    path: str
    status: str
    before: tuple[Version | None, ...]
    after: Version | None

    @property
    def old_path(self) -> str | None:
        """The name in the first parent that knew the file under another one; None where it was not renamed."""
        return next((one.path for one in self.before if one is not None and one.path != self.path), None)


class Commit(Frozen):
    """A commit and what it changes below `checklists/`, by path.

    Of a merge only those paths are in `changes` that differ from every parent. `trailers` are as git parses them.
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


class Landing(Frozen):
    """One step of the first-parent line of the main branch, and every commit that it made official.

    `position` counts from 0, the oldest. `commits` are in landing order: a commit stands behind its parents, and the
    landing itself is the last.
    """

    oid: str
    parent: str | None
    position: int
    commits: tuple[str, ...]

"""What happened to a file between two of its versions: changes, each of one kind and about one thing."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gonogo.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.git import Commit
    from gonogo.model.reference import Ref


class EventKind(Enum):
    """What kind of change it is. Each has a module in `gonogo.history.events` that says what falls under it."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    MOVED = "moved"
    STATE = "state"
    EVIDENCE = "evidence"
    OBSERVED = "observed"
    ASSIGNED = "assigned"
    PLANNED = "planned"
    SIGNED = "signed"
    COUNTERSIGNED = "countersigned"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DIRECTORY = "directory"
    UNREADABLE = "unreadable"
    READABLE = "readable"


class FileRef(Frozen):
    """A file that is no release: of the directory, or of what does not belong here. Written as its path."""

    path: str

    def __str__(self) -> str:
        return self.path


class Detail(NamedTuple):
    """One value that a change is about: None where its key does not stand, "" where it stands empty.

    `field` is the key, with points where it lies deeper (`waiver.until`); a list is written `[a, b]`.
    """

    field: str
    before: str | None
    after: str | None


class Change(Frozen):
    """One event of a file, without the commit that made it.

    `ref` is a release, a phase or section of it, or an entry (where it stands after the change); else the file.
    `also` are the values that changed with it and belong to it: who decided and the signature of a decision, the
    waiver of what is now waived, all that an added thing brought and a removed one took along.
    """

    ref: Ref | FileRef
    kind: EventKind
    field: str
    before: str | None
    after: str | None
    also: tuple[Detail, ...] = ()

    @property
    def details(self) -> tuple[Detail, ...]:
        """Every value that it tells of, its own first."""
        return (Detail(self.field, self.before, self.after), *self.also)


class Event(Frozen):
    """A change, the commit that made it, and the landing by which it became official, with its pull request.

    `is_merge` where the merge made it itself: no commit of either side says so. `commit` is without the files that it
    changes: events tell of them.
    """

    change: Change
    commit: Commit
    landing: str
    pull_request: int | None

    @property
    def is_merge(self) -> bool:
        """Whether the commit that made it is a merge."""
        return self.commit.is_merge


class Trail(Frozen):
    """Everything that happened below `checklists/`, in landing order, oldest first, up to the commit `head`.

    `commits` is how many commits changed anything there; `landings` are the commits by which they became official, by
    their ids.
    """

    head: str
    commits: int
    events: tuple[Event, ...]
    landings: Mapping[str, Commit]

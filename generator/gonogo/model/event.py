"""Events: the changes of commits to checklists, one kind and one subject each, and the trail of all events."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.commits import Commit
    from gonogo.model.references import Ref


class EventKind(Enum):
    """The kind of a change. Each has a row in `gonogo.history.events.kinds` that says which changes it covers."""

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
    REGISTRY = "registry"
    UNREADABLE = "unreadable"
    READABLE = "readable"


class FileRef(Frozen):
    """A registry file, or any other file below `checklists/` that is not a release. Written as its path."""

    path: str

    def __str__(self) -> str:
        return self.path


class Detail(NamedTuple):
    """The old and the new value in a change: None if the key is absent, "" if the key has no value.

    `field` is the key, with dots for nested keys (`waiver.until`); a list is written `[a, b]`.
    """

    field: str
    before: str | None
    after: str | None


class Change(Frozen):
    """An event of a file, without the commit that made it.

    `ref` is a release, one of its phases or sections, or an entry (at its place after the change); else the file.
    `also` are values that changed with the value of `field` and belong to it: signer and signature of a decision, the
    waiver of an entry that is now waived, all values of an added or removed subject.
    """

    ref: Ref | FileRef
    kind: EventKind
    field: str
    before: str | None
    after: str | None
    also: tuple[Detail, ...] = ()

    @property
    def details(self) -> tuple[Detail, ...]:
        """Every reported value, the value of `field` first."""
        return (Detail(self.field, self.before, self.after), *self.also)


class Event(Frozen):
    """A change, the commit that made it, and the landing that merged the commit into main, with its pull request.

    `commit` is without its file changes: the events report them.
    """

    change: Change
    commit: Commit
    landing: str
    pull_request: int | None

    @property
    def is_merge(self) -> bool:
        """Whether the merge commit itself introduced this change: neither side of it contains it."""
        return self.commit.is_merge


class Trail(Frozen):
    """Every event below `checklists/` up to the commit `head`, in merge order, oldest first.

    `commits` is the number of commits that changed anything there; `landings` are the landings that merged them into
    main, keyed by id, in merge order.
    """

    head: str
    commits: int
    events: tuple[Event, ...]
    landings: Mapping[str, Commit]

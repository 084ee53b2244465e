"""Events and the audit trail. An event is one change that a commit made to one subject, such as an entry."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.commits import Commit
    from gonogo.model.references import Ref


class EventKind(Enum):
    """The kind of a change. For each kind, a row in `gonogo.history.events.kinds` defines the changes of this kind."""

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
    """The reference of a file in `checklists/` that is not a release, for example a registry file: its path."""

    path: str

    def __str__(self) -> str:
        return self.path


class Detail(NamedTuple):
    """The old and the new value of a key: None if the key is absent, "" if the key is present without a value.

    `field` is the key, with dots for nested keys (`waiver.until`). A list is written as the string `[a, b]`.
    """

    field: str
    before: str | None
    after: str | None


class Change(Frozen):
    """A change of one subject, without the commit that made the change.

    `ref` is the subject: a release, phase, section or entry in the version after the change, or a file that is not a
    release. `field` is the main key that changed. `also` are other keys that changed together with it: the signer and
    the signature of a decision, the waiver of an entry that is now waived, or all keys of an added or removed subject.
    """

    ref: Ref | FileRef
    kind: EventKind
    field: str
    before: str | None
    after: str | None
    also: tuple[Detail, ...] = ()

    @property
    def details(self) -> tuple[Detail, ...]:
        """The changed values, beginning with the value of `field`."""
        return (Detail(self.field, self.before, self.after), *self.also)


class Event(Frozen):
    """A change, the commit that made it, and the landing that merged the commit to main, with its pull request.

    `commit.changes` is empty, because events already describe the changes of files.
    """

    change: Change
    commit: Commit
    landing: str
    pull_request: int | None

    @property
    def is_merge(self) -> bool:
        """Whether a merge commit itself made this change, which is then in none of the merged branches."""
        return self.commit.is_merge


class Trail(Frozen):
    """Every event in `checklists/` up to the commit `head`, in merge order, oldest first.

    `commits` is the number of commits that changed a file in `checklists/`. `landings` are the landings that merged
    these commits to main, keyed by commit id, in merge order.
    """

    head: str
    commits: int
    events: tuple[Event, ...]
    landings: Mapping[str, Commit]

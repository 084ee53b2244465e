"""The meaning of a change: the statements for a reviewer, and the verdicts before and after."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gonogo.core.nodes import Location
    from gonogo.model.event import Change, FileRef
    from gonogo.model.ids import PersonId
    from gonogo.model.judgement import Tally, Verdict
    from gonogo.model.references import Ref


class Topic(Enum):
    """The groups of statements, in the order in which a report shows them."""

    ERROR = "Errors in the merged result"
    BY_ANOTHER = "Written by another"
    NOT_COUNTING = "Does not count, even if a maintainer merges it"
    BY_MERGER = "Counts only if the right person merges it"
    SIGN_AGAIN = "Must be signed again"
    OTHER_WORDING = "Answered for another wording"
    EVIDENCE_MISSING = "Evidence is missing"
    DECIDED = "Decisions"
    REOPENED = "Reopened, blocked or fired"
    WAIVED = "Waived or not applicable"
    SETTLED = "Settled"
    WORDED = "Wording"
    STRUCTURE = "Structure"
    REGISTRY = "Registry"
    OTHER = "Other changes"
    FINDING = "New findings of gonogo check"
    ACCEPTED = "Findings that the project accepts from then on"


class Statement(NamedTuple):
    """A sentence about one subject: its title, the statement, and the old and new values, if they are shown.

    `ref` is the reference of the subject, or the path of a file. `location` is in the merged result, or in the base if
    the subject was removed.
    """

    topic: Topic
    severity: Severity
    ref: str
    title: str
    text: str
    location: Location
    before: str | None = None
    after: str | None = None


class Reviewer(NamedTuple):
    """A person who has to review the change, and the reason."""

    person: PersonId
    name: str
    reasons: tuple[str, ...]


class ReleaseVerdicts(Frozen):
    """The verdicts of a release; None for a side without the release.

    `now` is the verdict of the merged result while it is not on main. `landed` is the verdict after a merge by a person
    who is not in people.yml, `best` after a merge by one of the mergers. `settled` is the number of its settled entries
    before and after the merge. `is_touched` says that the change concerns it.
    """

    ref: Ref
    before: Verdict | None
    now: Verdict | None
    landed: Verdict | None
    best: Verdict | None
    settled: tuple[Tally, Tally]
    is_touched: bool


class Fate(Enum):
    """The effect of merging the head into the base."""

    COUNTS = "counts"
    """The base is on main: the added values count after the merge."""
    HAS_LANDED = "has-landed"
    """The head is already on main: the added values count now."""
    PENDING = "pending"
    """The base is not on main: the added values do not count before the base is merged too."""


class Comparison(Frozen):
    """The meaning of a change from `base` to the result of merging `head` into it, judged as of a time.

    `place_of` has the place of each change, keyed by its subject. `conflicts` are the files that git cannot merge; then
    `head` is compared with the commit at which the two diverged, which is `base`. `uncommitted` are the files of the
    working tree that differ from the head and are ignored. `authors` are the people who wrote the commits. `mergers`
    are the people whose merge makes more of the change count than anyone else's, `other_mergers` the other active
    people; both are empty if the choice of merger makes no difference. `names` are the names of people, keyed by id.
    `folder` is the path of the project in its repository, "" or with a slash at its end. `history` says how the
    decisions were verified.
    """

    base: str
    head: str
    as_of: datetime
    fate: Fate
    changes: tuple[Change, ...]
    place_of: Mapping[Ref | FileRef, Location]
    statements: tuple[Statement, ...]
    stale: tuple[Ref, ...]
    reviewers: tuple[Reviewer, ...]
    verdicts: tuple[ReleaseVerdicts, ...]
    authors: tuple[PersonId, ...]
    mergers: tuple[PersonId, ...]
    other_mergers: tuple[PersonId, ...]
    conflicts: tuple[str, ...]
    uncommitted: tuple[str, ...]
    names: Mapping[PersonId, str]
    folder: str
    history: str
    has_history: bool

    @property
    def is_wrong(self) -> bool:
        """Whether git cannot merge it, or the merged result has errors that are not in the base."""
        return bool(self.conflicts) or any(statement.severity is Severity.ERROR for statement in self.statements)

    def statements_of(self, topic: Topic) -> tuple[Statement, ...]:
        """The statements of a group, in the order of the changes."""
        return tuple(statement for statement in self.statements if statement.topic is topic)

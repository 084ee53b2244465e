"""The comparison of a branch with its base: statements for a reviewer, and the verdicts before and after a merge."""

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
    """The groups of statements, in the order in which a report shows them. The value is the heading of the group."""

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
    ACCEPTED = "Findings that the project accepts after the merge"


class Statement(NamedTuple):
    """A sentence (`text`) about one subject, for example an entry or a file, for the reviewer of a change.

    `ref` is the reference of the subject, or the path if the subject is a file; `title` is its title. `location` is in
    the merged result, or in the base if the change removes the subject. `before` and `after` are the old and the new
    value; None if the report shows no values.
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
    """A person who has to review the change, and the reasons."""

    person: PersonId
    name: str
    reasons: tuple[str, ...]


class ReleaseVerdicts(Frozen):
    """The verdicts of a release at four moments; None if the release does not exist at that moment.

    `before` is the verdict of the base, and `now` the verdict of the merged result while nobody has merged it to main.
    `landed` is the verdict after a merge to main by a person who is not in people.yml, `best` the verdict after a merge
    by one of `Comparison.mergers`. `settled` has the tallies before and after the merge. `is_touched` is true if the
    change affects the release.
    """

    ref: Ref
    before: Verdict | None
    now: Verdict | None
    landed: Verdict | None
    best: Verdict | None
    settled: tuple[Tally, Tally]
    is_touched: bool


class Fate(Enum):
    """Whether the values that a change adds count now, after the merge, or only after another merge."""

    COUNTS = "counts"
    """The base is on main: the added values count after the merge."""
    HAS_LANDED = "has-landed"
    """The head is already on main: the added values count now."""
    PENDING = "pending"
    """The base is not on main: the added values do not count until the base is merged to main too."""


class Comparison(Frozen):
    """The comparison of the commit `base` with the result of merging the commit `head` into it, as of a time.

    `place_of` has the location of each change, keyed by the subject of the change. `conflicts` are the files that git
    cannot merge; if there are any, `base` is the merge base, and `head` itself is compared with it. `uncommitted` are
    the files in the working tree that differ from `head`; the comparison ignores them. `authors` are the people who
    wrote the commits. The number of values that count can depend on the person who merges the change: `mergers` are the
    people with whom the most values count, and `other_mergers` are the other active people. Both are empty if it makes
    no difference who merges. `names` are the names of people, keyed by id. `folder` is the path of the project in its
    repository: "", or a path that ends with a slash. `history` says how gonogo verified the decisions.
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
        """Whether git cannot merge the change, or the merged result has errors that the base does not have."""
        return bool(self.conflicts) or any(statement.severity is Severity.ERROR for statement in self.statements)

    def statements_of(self, topic: Topic) -> tuple[Statement, ...]:
        """The statements of one group, in the order of `statements`."""
        return tuple(statement for statement in self.statements if statement.topic is topic)

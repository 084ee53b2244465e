"""What a change means: the statements that a reviewer reads, and the verdicts before and after."""

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
    """A sentence about one subject: its title, what is said of it, and the values before and after, if they are shown.

    `ref` is the subject as references write it, or the path of a file. `location` is in the merged result; that of a
    removed subject is in the base.
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
    """A person who has to look at the change, and why."""

    person: PersonId
    name: str
    reasons: tuple[str, ...]


class ReleaseVerdicts(Frozen):
    """The verdicts of a release; None for a side on which there is no such release.

    `now` is that of the merged result while it is not on main. `landed` is that once somebody has merged it who is
    nobody in people.yml, `best` that once one of the mergers has. `settled` is how many of its entries are settled
    before, and once it is merged. `is_touched` says that the change has something to do with it.
    """

    ref: Ref
    before: Verdict | None
    now: Verdict | None
    landed: Verdict | None
    best: Verdict | None
    settled: tuple[Tally, Tally]
    is_touched: bool


class Fate(Enum):
    """What merging the head into the base does to what it adds."""

    COUNTS = "counts"
    """The base is on main: what it adds counts once it is merged."""
    HAS_LANDED = "has-landed"
    """The head is on main already: what it adds counts now."""
    PENDING = "pending"
    """The base is not on main: what it adds does not count before the base is merged too."""


class Comparison(Frozen):
    """The meaning of a change from `base` to the result of merging `head` into it, judged as of a time.

    `place_of` has the place of each change, by its subject. `conflicts` are the files that git cannot merge; then
    `head` is compared with the commit at which the two have parted, which is `base`. `uncommitted` are the files of the
    working tree that differ from the head and are not looked at. `authors` are the people who wrote the commits.
    `mergers` are the people by whose merge more of the change counts than by a merge of anybody else, `other_mergers`
    the other active people; both are empty if it makes no difference who merges. `names` are those of people by their
    ids. `folder` is the path of the project in its repository, "" or with a slash at its end. `history` says what
    verified the decisions.
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
        """Whether git cannot merge it, or the merged result has errors that the base does not have."""
        return bool(self.conflicts) or any(statement.severity is Severity.ERROR for statement in self.statements)

    def statements_of(self, topic: Topic) -> tuple[Statement, ...]:
        """The statements of a group, in the order of the changes."""
        return tuple(statement for statement in self.statements if statement.topic is topic)

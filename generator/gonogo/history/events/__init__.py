"""The changes between two versions of one file.

`difference` finds the subjects that differ (a release, phase, section, entry, person, contact, or the file as a whole),
`kinds` is the table that decides which kind of event reports which changed value, and `residual` finds the changes of
a merge that none of its sides made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.nodes import Unreadable
from gonogo.history.events.difference import diff_trees
from gonogo.history.events.kinds import FILE_KINDS, SUBJECT_KINDS
from gonogo.history.events.levels import file_at
from gonogo.history.events.subject import ChangedSubject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.nodes import PlainTree, Version
    from gonogo.history.events.difference import SubjectDiff
    from gonogo.history.events.levels import ChecklistFile
    from gonogo.model.event import Change


def detect_changes(path: str, before: Version, after: Version, *, last: PlainTree | None = None) -> tuple[Change, ...]:
    """The changes of the file at `path` between two of its versions; none if the versions are equal.

    `last` is the last readable version, used if `before` cannot be read. Subjects come in the order of `diff_trees`:
    the release, its phases, its sections, each with its entries; removed ones after those that exist. The changes of
    one subject come in the order of `SUBJECT_KINDS`.
    """
    file = file_at(path)
    older = last if isinstance(before, Unreadable) else before
    diffs = () if isinstance(after, Unreadable) else diff_trees(older, after, file.level)
    return name_changes(file, before, after, diffs)


def name_changes(
    file: ChecklistFile, before: Version, after: Version, diffs: Iterable[SubjectDiff]
) -> tuple[Change, ...]:
    """The changes of a file whose versions differ in these subjects: of the file as a whole first."""
    whole = [change for kind in FILE_KINDS for change in kind.detect(file, before, after)]
    return (*whole, *(change for diff in diffs for change in _name_changes_of(ChangedSubject(file, diff))))


def _name_changes_of(subject: ChangedSubject) -> Iterator[Change]:
    for kind in SUBJECT_KINDS:
        if not kind.keys or subject.has_unclaimed(kind.keys):
            yield from kind.detect(subject, kind)

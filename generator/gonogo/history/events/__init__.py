"""The changes between two versions of one file.

`difference` finds the subjects with different values (a release, phase, section, entry, person, contact, or the whole
file). `kinds` is the table of event kinds, which decides which kind reports which changed value. `residual` finds the
changes that a merge itself made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.events.kinds import FILE_KINDS, SUBJECT_KINDS
from gonogo.history.events.subject import ChangedSubject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.nodes import Version
    from gonogo.history.events.difference import SubjectDiff
    from gonogo.history.events.levels import ChecklistFile
    from gonogo.model.event import Change


def name_changes(
    file: ChecklistFile, before: Version, after: Version, diffs: Iterable[SubjectDiff]
) -> tuple[Change, ...]:
    """The changes of a file between two versions; `diffs` are the subjects that differ.

    Changes of the file as a whole come first, then the changes of each subject, in the order of `diffs`. The changes of
    one subject are in the order of `SUBJECT_KINDS`.
    """
    whole = [change for kind in FILE_KINDS for change in kind.detect(file, before, after)]
    return (*whole, *(change for diff in diffs for change in _name_changes_of(ChangedSubject(file, diff))))


def _name_changes_of(subject: ChangedSubject) -> Iterator[Change]:
    for kind in SUBJECT_KINDS:
        if not kind.keys or subject.has_unclaimed(kind.keys):
            yield from kind.detect(subject, kind)

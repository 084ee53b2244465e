"""The changes between consecutive versions of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.nodes import Unreadable
from gonogo.history.events import name_changes
from gonogo.history.events.difference import diff_trees
from gonogo.history.events.levels import file_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.nodes import PlainTree, Version
    from gonogo.model.event import Change


def detect_changes(path: str, before: Version, after: Version, *, last: PlainTree | None = None) -> tuple[Change, ...]:
    """The changes between two versions of a file.

    `last` is the last readable version, used if `before` cannot be read.
    """
    file = file_at(path)
    older = last if isinstance(before, Unreadable) else before
    diffs = () if isinstance(after, Unreadable) else diff_trees(older, after, file.level)
    return name_changes(file, before, after, diffs)


def detect_chain(path: str, versions: Iterable[Version]) -> Iterator[tuple[Change, ...]]:
    """The changes of each version of a file, oldest first. The file is absent before the first version."""
    before: Version = None
    last: PlainTree | None = None
    for after in versions:
        yield detect_changes(path, before, after, last=last)
        before = after
        last = last if isinstance(after, Unreadable) else after

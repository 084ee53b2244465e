"""The changes of one file from version to version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.nodes import Unreadable
from gonogo.history.events import detect_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.nodes import PlainTree, Version
    from gonogo.model.event import Change


def detect_chain(path: str, versions: Iterable[Version]) -> Iterator[tuple[Change, ...]]:
    """The changes of each version of a file, oldest first. Before the first version there was no file."""
    before: Version = None
    last: PlainTree | None = None
    for after in versions:
        yield detect_changes(path, before, after, last=last)
        before = after
        last = last if isinstance(after, Unreadable) else after

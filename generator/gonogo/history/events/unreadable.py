"""`unreadable`: a version of a file from which nothing can be read, or can be read for another reason.

`before` and `after` are the reasons. It is about the release or file as a whole: what its entries are is not known
until it is `readable` again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import Change, EventKind
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.levels import File
    from gonogo.tree import Version

KIND = EventKind.UNREADABLE


def detect_in(file: File, before: Version, after: Version) -> Iterator[Change]:
    """The reason that is new."""
    if isinstance(after, Unreadable) and after != before:
        earlier = before.reason if isinstance(before, Unreadable) else None
        yield Change(file.ref, KIND, "", earlier, after.reason)

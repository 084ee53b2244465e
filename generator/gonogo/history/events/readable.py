"""`readable`: a file from which nothing could be read can be read again.

`before` is the reason why it could not. What has changed since the last version that could be read follows, as if the
versions between had not been. Also when the file is gone: then all that it last said is removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.event import Change, EventKind
from gonogo.tree import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.history.events.levels import File
    from gonogo.tree import Version

KIND = EventKind.READABLE


def detect_in(file: File, before: Version, after: Version) -> Iterator[Change]:
    """The reason that is gone."""
    if isinstance(before, Unreadable) and not isinstance(after, Unreadable):
        yield Change(file.ref, KIND, "", before.reason, None)

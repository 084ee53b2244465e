"""The trail of a project: read from the cache, extended from an earlier part in the cache, or completely derived."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from gonogo.history.commit_range import FullHistoryNeededError
from gonogo.history.file_steps import Checkpoint
from gonogo.history.masking import mask_trail
from gonogo.history.trail import derive_parts, derive_trail
from gonogo.history.trail_format import join_trails
from gonogo.pipelines.stored_parts import StoredParts, extend_parts
from gonogo.source.git.proof import RecordingStore
from gonogo.source.git.store import Absence, open_store
from gonogo.source.yaml.lenient_reader import PlainReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gonogo.model.event import Trail
    from gonogo.pipelines.stored_parts import Part
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore

# The number of landings before the tip for which the cache is searched for a stored trail.
_MOST_LANDINGS = 1000
# If a trail has more parts, it is derived again in few parts: the parts that end at _STOPS, and the last part.
_MOST_PARTS = 256
# When a trail is derived, parts of it end at these numbers of landings before the tip. If a merged branch began before
# the end of the last part and was updated from main, only a part from before the branch began can be extended. Most
# branches are younger than 256 landings.
_STOPS = (256, 64, 8)


def read_trail(root: Path, revision: str | None = None, cache: Cache | None = None) -> Trail | Absence:
    """The trail of the project at `root` up to a revision; without a revision, up to the commit that is checked out.

    The trail is the same with and without a cache. Raises GonogoError for a shallow or partial clone, and if the
    revision does not name a commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence):
            return store
        return trail_up_to(store, store.head if revision is None else store.resolve(revision), cache)


def trail_up_to(store: GitStore, tip: str, cache: Cache | None = None) -> Trail:
    """The trail up to a commit, without secrets.

    It depends only on the commit and on the path of the checklists folder.
    """
    if cache is None:
        return mask_trail(derive_trail(store, tip, PlainReader))
    stored = StoredParts(cache, store)
    trails = find_parts(store, tip, stored).read(stored)
    if trails is None:  # the cache has deleted a part to make space
        trails = _derive_proven(store, tip, stored, (), Checkpoint()).derived
    return join_trails(trails)


class FoundParts(NamedTuple):
    """All parts of a trail.

    `derived` are the trails of the last parts, which were not in the cache. `is_stored` means that all parts are in the
    cache now.
    """

    parts: tuple[Part, ...]
    derived: tuple[Trail, ...]
    is_stored: bool

    def read(self, stored: StoredParts, first: int = 0) -> tuple[Trail, ...] | None:
        """The trails of the parts from the index `first` on; None if one of them is no longer in the cache."""
        count = len(self.parts) - len(self.derived)
        trails = stored.read_trails(self.parts[first:count])
        return None if trails is None else (*trails, *self.derived[max(first - count, 0) :])


def find_parts(store: GitStore, tip: str, stored: StoredParts) -> FoundParts:
    """The parts of the trail up to `tip`. Stored parts are used, and the parts after them are derived.

    The derived parts are stored if they are proven. Raises GonogoError if objects of the history are missing: a clone
    may have lost older commits after its trail was stored.
    """
    if parts := stored.find_parts((store.require_whole(tip),)):
        return FoundParts(parts, (), is_stored=True)
    # Skips the tip, because another process may have stored it in the meantime.
    known = stored.find_parts(store.read_landings(tip, _MOST_LANDINGS)[1:])
    for earlier in _list_shorter(known):
        if since := stored.read_checkpoint(earlier):
            with suppress(FullHistoryNeededError):
                return _derive_proven(store, tip, stored, earlier, since)
    return _derive_proven(store, tip, stored, (), Checkpoint())


def _list_shorter(parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """The parts, then the parts without the last 1, 2, 3, 5, 7, 10 and more parts.

    The result is empty if there are too many parts.
    """
    if len(parts) < _MOST_PARTS:
        dropped = 0
        while dropped < len(parts):
            yield parts[: len(parts) - dropped]
            dropped += 1 + dropped // 3


def _derive_proven(
    store: GitStore, tip: str, stored: StoredParts, earlier: Sequence[Part], since: Checkpoint
) -> FoundParts:
    """The earlier parts, and the parts after their checkpoint `since`, without secrets.

    The new parts are stored if they are proven.
    """
    recording = RecordingStore(store)
    derived = [
        part._replace(trail=mask_trail(part.trail))
        for part in derive_parts(recording, tip, PlainReader, since=since, stops=_STOPS)
    ]
    trails = tuple(part.trail for part in derived)
    parts = (*earlier, *extend_parts(earlier, trails))
    if is_proven := recording.is_proven(since.commits):
        stored.keep(parts, derived, since)
    return FoundParts(parts, trails, is_proven)

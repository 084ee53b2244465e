"""The trail of a project: from the cache if it has it, extended if it has an earlier part, else derived in full."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from gonogo.history.commits import FullHistoryNeededError
from gonogo.history.stored import join_trails, parse_checkpoint, parse_trail, write_checkpoint, write_trail
from gonogo.history.trail import derive_trail
from gonogo.source.gitstore import Absence, open_store
from gonogo.source.plaintree import PlainReader

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.history.versions import Checkpoint
    from gonogo.model.event import Trail
    from gonogo.source.cache import Cache
    from gonogo.source.gitstore import GitStore

# How many landings back a stored trail is looked for.
_MOST_LANDINGS = 1000


def read_trail(root: Path, revision: str | None = None, cache: Cache | None = None) -> Trail | Absence:
    """The trail of the project at `root` up to a revision, or up to the commit that is checked out.

    It is the same with a cache as without. Raises GonogoError for a shallow or partial clone and for a revision that
    names no commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence):
            return store
        return trail_up_to(store, store.head if revision is None else store.resolve(revision), cache)


def trail_up_to(store: GitStore, tip: str, cache: Cache | None = None) -> Trail:
    """The trail up to a commit. It depends on nothing but the commit and the folder of the checklists."""
    if cache is None:
        return derive_trail(store, tip, PlainReader)[0]
    trails, checkpoints = _cache_kinds(store)
    if stored := cache.find(trails, tip):
        return parse_trail(stored)
    stored, trail, checkpoint = _extend(store, tip, cache)
    cache.keep(trails, tip, stored + write_trail(trail))
    cache.keep(checkpoints, tip, write_checkpoint(checkpoint))
    return join_trails(parse_trail(stored), trail) if stored else trail


def _cache_kinds(store: GitStore) -> tuple[str, str]:
    """The kinds under which trails and checkpoints are kept, for this folder of checklists."""
    return f"trail {store.prefix.hex()}", f"checkpoint {store.prefix.hex()}"


def _extend(store: GitStore, tip: str, cache: Cache) -> tuple[bytes, Trail, Checkpoint]:
    """The stored trail up to the last landing before the tip that the cache has, and the part after it.

    The stored trail is empty, and the part the whole trail, if the cache has none that can be extended.
    """
    trails, checkpoints = _cache_kinds(store)
    # Another process may have kept the tip itself just now.
    landing, stored = cache.find_first(trails, store.read_landings(tip, _MOST_LANDINGS)[1:]) or ("", b"")
    if stored and (kept := cache.find(checkpoints, landing)):
        with suppress(FullHistoryNeededError):
            return stored, *derive_trail(store, tip, PlainReader, parse_checkpoint(landing, kept))
    return b"", *derive_trail(store, tip, PlainReader)

"""The trail of a project: read from the cache, extended from an earlier part in the cache, or derived in full."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from gonogo.core.secrets import has_secret
from gonogo.history.commit_range import FullHistoryNeededError
from gonogo.history.file_steps import Checkpoint
from gonogo.history.masking import mask_trail
from gonogo.history.trail import derive_trail
from gonogo.history.trail_format import join_trails, parse_checkpoint, parse_trail, write_checkpoint, write_trail
from gonogo.source.git.proof import RecordingStore
from gonogo.source.git.store import Absence, open_store
from gonogo.source.yaml.lenient_reader import PlainReader

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.model.event import Trail
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore

# The number of landings before the tip to search for a stored trail in the cache.
_MOST_LANDINGS = 1000


def read_trail(root: Path, revision: str | None = None, cache: Cache | None = None) -> Trail | Absence:
    """The trail of the project at `root` up to a revision, or up to the commit that is checked out.

    The trail is the same with and without a cache. Raises GonogoError for a shallow or partial clone and for a revision
    that does not name a commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence):
            return store
        return trail_up_to(store, store.head if revision is None else store.resolve(revision), cache)


def trail_up_to(store: GitStore, tip: str, cache: Cache | None = None) -> Trail:
    """The trail up to a commit, without secrets. It depends only on the commit and the folder of the checklists."""
    if cache is None:
        return mask_trail(derive_trail(store, tip, PlainReader)[0])
    trails, checkpoints = _cache_kinds(store)
    if stored := cache.find(trails, tip):
        return parse_trail(stored)
    stored, trail, checkpoint, is_proven = _extend(store, tip, cache)
    if is_proven:
        cache.keep(trails, tip, stored + write_trail(trail))
        if not has_secret("\n".join((*checkpoint.files, *checkpoint.renames, *checkpoint.renames.values()))):
            cache.keep(checkpoints, tip, write_checkpoint(checkpoint))
    return join_trails(parse_trail(stored), trail) if stored else trail


def _cache_kinds(store: GitStore) -> tuple[str, str]:
    """The kinds of cache entry for trails and checkpoints of this object store and this checklists folder.

    Every entry is proven against the objects, but still belongs to one object store. A store that holds both a genuine
    and a forged copy of an object could show the forged one to git and the genuine one to the proof.
    """
    place = f"{os.fsencode(store.repository.objects.resolve()).hex()} {store.prefix.hex()}"
    return f"trail {place}", f"checkpoint {place}"


def _extend(store: GitStore, tip: str, cache: Cache) -> tuple[bytes, Trail, Checkpoint, bool]:
    """The stored trail up to the last landing in the cache before the tip, and the result of `_derive_proven` after it.

    Without a stored trail to extend, the first part is empty, and the second is the whole trail.
    """
    trails, checkpoints = _cache_kinds(store)
    # Another process may have stored the tip itself just now.
    landing, stored = cache.find_first(trails, store.read_landings(tip, _MOST_LANDINGS)[1:]) or ("", b"")
    if stored and (kept := cache.find(checkpoints, landing)):
        with suppress(FullHistoryNeededError):
            return stored, *_derive_proven(store, tip, parse_checkpoint(landing, kept))
    return b"", *_derive_proven(store, tip, Checkpoint())


def _derive_proven(store: GitStore, tip: str, since: Checkpoint) -> tuple[Trail, Checkpoint, bool]:
    """The trail after a checkpoint without secrets, the checkpoint at the tip, and whether both are proven."""
    recording = RecordingStore(store)
    trail, checkpoint = derive_trail(recording, tip, PlainReader, since)
    return mask_trail(trail), checkpoint, recording.is_proven(since.commits)

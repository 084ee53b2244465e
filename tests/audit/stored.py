"""Reads and replaces the parts of trails in a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.trail_format import write_trail
from gonogo.pipelines.stored_parts import NO_PART, StoredParts
from gonogo.source.git.store import GitStore, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.model.event import Trail
    from gonogo.pipelines.stored_parts import Part
    from gonogo.source.files.cache import Cache


def list_stored(root: Path, cache: Cache, landing: str) -> tuple[Part, ...]:
    """The parts of the stored trail up to a landing; () if no trail is stored for it."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return StoredParts(cache, store).find_parts((landing,))


def replace_stored(root: Path, cache: Cache, trail: Trail) -> None:
    """Replaces the last part of a stored trail. If none is stored, stores the trail as a single part."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        stored = StoredParts(cache, store)
        if not (parts := stored.find_parts((trail.head,))):
            parts = (NO_PART._replace(landing=trail.head),)
            cache.keep(stored.kind("parts"), trail.head, b'[["", "%b", 0, 0]]' % trail.head.encode())
        cache.keep(stored.kind("trail"), parts[-1].key, write_trail(trail))

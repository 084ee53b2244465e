"""The burn-up of every release: its versions on main, each decoded and judged, with the counts that the cache has."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from gonogo.history.burn_up import choose_versions, find_versions, measure_burn_up, parse_counts, write_counts
from gonogo.model.ids import SystemId
from gonogo.pipelines.assessment import judge_release
from gonogo.pipelines.project_reader import parse_release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.history.burn_up import LandedVersion
    from gonogo.model.judgement import Point, Tally
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


def count_burn_up(
    store: GitStore, head: str, snapshot: Snapshot, cache: Cache | None = None
) -> dict[Ref, tuple[Point, ...]]:
    """The burn-up of each release of the snapshot up to the commit `head`, oldest point first."""
    line = tuple(store.read_mainline(head))
    versions = {
        release.ref: choose_versions(find_versions(line, system.path_of(release.id)))
        for system, release in snapshot.releases()
    }
    by_key = {version.key: version for chosen in versions.values() for version in chosen}
    counts = _count_all(store, by_key, snapshot, cache)
    return {ref: measure_burn_up(chosen, counts) for ref, chosen in versions.items()}


def _count_all(
    store: GitStore, versions: Mapping[str, LandedVersion], snapshot: Snapshot, cache: Cache | None
) -> dict[str, Tally | None]:
    """The count of each version, by its key; the cache is asked first, and keeps what was counted from proven blobs."""
    digest = digest_registry(snapshot)
    known = parse_counts(cache.find("burn-up", digest) or b"{}") if cache else {}
    missing = [version for key, version in versions.items() if key not in known]
    forged: set[str] = set()
    contents = dict(store.read_blobs(dict.fromkeys(version.blob for version in missing), forged))
    new = {version.key: _count(version, contents[version.blob], snapshot) for version in missing}
    counts = {key: new[key] if key in new else known[key] for key in versions}
    if cache and new and not forged:
        cache.keep("burn-up", digest, write_counts(counts))
    return counts


def _count(version: LandedVersion, data: bytes, snapshot: Snapshot) -> Tally | None:
    """How many entries of a version were settled when it landed; None if it does not decode."""
    release = parse_release(version.path, data)
    system = snapshot.systems.get(SystemId(version.path.split("/")[1]))
    if release is None or system is None:
        return None
    return judge_release(release, system, snapshot, version.at).progress


def digest_registry(snapshot: Snapshot) -> str:
    """A digest of every file but the releases: a count depends on them, and on the version that is counted."""
    releases = {system.path_of(name) for system in snapshot.systems.values() for name in system.releases}
    others = sorted((path, text) for path, text in snapshot.sources.items() if path not in releases)
    return sha256(repr(others).encode("utf-8", "surrogatepass")).hexdigest()

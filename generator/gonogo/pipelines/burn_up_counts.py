"""The burn-up of every release: decodes and counts versions from main, and keeps the counts in the cache."""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from gonogo.history.burn_up import choose_versions, find_versions, measure_burn_up, parse_counts, write_counts
from gonogo.model.schedule import start_of
from gonogo.pipelines.project_reader import VersionReader
from gonogo.verdict.evaluation import measure_progress
from gonogo.verdict.grounds import Grounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gonogo.history.burn_up import LandedVersion
    from gonogo.model.commits import Commit
    from gonogo.model.judgement import Judgement, Point, Tally
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Release
    from gonogo.model.snapshot import Snapshot
    from gonogo.source.files.cache import Cache
    from gonogo.source.git.store import GitStore


def count_burn_up(
    store: GitStore,
    mainline: Iterable[Commit],
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    cache: Cache | None = None,
) -> dict[Ref, tuple[Point, ...]]:
    """The points of the burn-up of each release, oldest first. `mainline` are the landings, newest first.

    A sign-off or an answer that counts today also counts in every earlier version in which it is the same.
    """
    line = tuple(mainline)
    versions = {
        release.ref: choose_versions(
            find_versions(line, system.path_of(release.id)),
            start_of(release.deploy_at, release.zone) if release.deploy_at else None,
        )
        for system, release in snapshot.releases()
    }
    by_key = {version.key: version for chosen in versions.values() for version in chosen}
    counts = _count_all(store, by_key, snapshot, judgements, cache)
    return {ref: measure_burn_up(chosen, counts) for ref, chosen in versions.items()}


def _count_all(
    store: GitStore,
    versions: Mapping[str, LandedVersion],
    snapshot: Snapshot,
    judgements: Mapping[Ref, Judgement],
    cache: Cache | None,
) -> dict[str, Tally | None]:
    """The counts of each version, by key, from the cache if possible.

    Stores the counts that were not in the cache, unless a blob is forged.
    """
    digest = digest_registry(snapshot, judgements)
    known = parse_counts(cache.find("burn-up", digest) or b"{}") if cache else {}
    missing = [version for key, version in versions.items() if key not in known]
    forged: set[str] = set()
    contents = dict(store.read_blobs(dict.fromkeys(version.blob for version in missing), forged))
    new = {}
    for path, of_file in groupby(missing, key=attrgetter("path")):
        reader = VersionReader(path)
        for version in of_file:
            release = reader.read(contents[version.blob])
            new[version.key] = _count(release, version, snapshot, judgements) if release else None
    counts = {key: new[key] if key in new else known[key] for key in versions}
    if cache and new and not forged:
        cache.keep("burn-up", digest, write_counts(counts))
    return counts


def _count(
    release: Release, version: LandedVersion, snapshot: Snapshot, judgements: Mapping[Ref, Judgement]
) -> Tally | None:
    """The number of settled entries in a version when it landed; None if its system no longer exists."""
    system = snapshot.systems.get(release.system)
    if system is None:
        return None
    present = system.releases.get(release.id)
    judgement = judgements.get(release.ref)
    grounds = Grounds() if present is None or judgement is None else _carry_over(release, present, judgement)
    return measure_progress(release, grounds, version.at)


def _carry_over(release: Release, present: Release, judgement: Judgement) -> Grounds:
    """The grounds of today's judgement, limited to the entries that had the same answer in the earlier version."""
    today = {entry.id: entry for _, entry in present.walk()}
    same = {
        entry.id
        for _, entry in release.walk()
        if (other := today.get(entry.id)) is not None and _answer_of(other) == _answer_of(entry)
    }
    return Grounds(
        standings={key: standing for key, standing in judgement.standings.items() if key in same},
        answers={key: answer for key, answer in judgement.answers.items() if key in same},
        requires=judgement.requires,
        has_history=True,
    )


def _answer_of(entry: Entry) -> tuple[object, ...]:
    """The answer of an entry, without its note and evidence."""
    return (type(entry), entry.waiver, *(getattr(entry, key) for key in entry.answer_keys))


def digest_registry(snapshot: Snapshot, judgements: Mapping[Ref, Judgement]) -> str:
    """A digest of everything on which a count depends, except the version that is counted.

    This is the text of all other files, and the sign-offs and answers that count today.
    """
    releases = {system.path_of(name) for system in snapshot.systems.values() for name in system.releases}
    others = sorted((path, text) for path, text in snapshot.sources.items() if path not in releases)
    counting = [
        (
            str(ref),
            judgement.requires,
            sorted((key, standing.state.value) for key, standing in judgement.standings.items()),
            sorted((key, answer.state) for key, answer in judgement.answers.items()),
        )
        for ref, judgement in judgements.items()
    ]
    return sha256(repr((others, counting)).encode("utf-8", "surrogatepass")).hexdigest()

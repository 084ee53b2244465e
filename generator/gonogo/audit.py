"""From git to the audit trail: what the store reads, put in the order in which the trail is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from gonogo.frozen import replace
from gonogo.history.mainline import find_landings, sort_commits
from gonogo.history.pull_requests import pull_request_of
from gonogo.history.steps import Standing, brings_earlier, list_steps, merges_to_compare, pairs_to_compare
from gonogo.history.stored import join_trails, parse_standing, parse_trail, write_standing, write_trail
from gonogo.history.trail import ForgottenError, Sources, read_versions, tell_events
from gonogo.model.event import Trail
from gonogo.source.gitstore import Absence, open_store
from gonogo.source.plaintree import PlainReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gonogo.history.mainline import Landings
    from gonogo.history.steps import Step
    from gonogo.model import git
    from gonogo.model.git import Commit, Difference
    from gonogo.source.cache import Cache
    from gonogo.source.gitstore import GitStore
    from gonogo.tree import Version

# How many landings ago the last one may be that the cache knows.
_FAR = 1000


def read_trail(root: Path, revision: str | None = None, cache: Cache | None = None) -> Trail | Absence:
    """Everything that happened to the checklists up to a revision, else up to the commit that is checked out.

    It is the same with a cache as without. Raises GonogoError for a shallow or partial clone and for a revision that
    names no commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence):
            return store
        return tell_trail(store, store.head if revision is None else store.resolve(revision), cache)


def tell_trail(store: GitStore, tip: str, cache: Cache | None = None) -> Trail:
    """Everything that happened to the checklists up to a commit; it follows from the commit and where they lie."""
    if cache is None:
        return _tell(store, _gather(store, tip), _NOTHING).trail
    kind, standings = _kinds_of(store)
    if content := cache.find(kind, tip):
        return parse_trail(content)
    earlier = _find_earlier(store, tip, cache)
    told = _go_on(store, tip, earlier) if earlier else None
    if told is None or earlier is None:
        told, earlier = _tell(store, _gather(store, tip), _NOTHING), _NOTHING
    cache.keep(kind, tip, earlier.kept + write_trail(told.trail))
    cache.keep(standings, tip, write_standing(told.standing, told.commits))
    return join_trails(parse_trail(earlier.kept), told.trail) if earlier.kept else told.trail


def _kinds_of(store: GitStore) -> tuple[str, str]:
    """Under what a trail, and how things stand behind it, are kept: by where the checklists lie."""
    return f"trail {store.prefix.hex()}", f"standing {store.prefix.hex()}"


class _Earlier(NamedTuple):
    """A landing: its trail as it is kept, how things stand behind it, every commit up to it, whatever it touches."""

    oid: str
    kept: bytes
    standing: Standing
    commits: frozenset[str]


class _Told(NamedTuple):
    """What was told since an earlier landing; how things stand behind it, and every commit up to its head."""

    trail: Trail
    standing: Standing
    commits: frozenset[str]


class _Facts(NamedTuple):
    """What git says of the commits up to a tip, or of those behind an earlier landing."""

    tip: str
    parents: Mapping[str, tuple[str, ...]]
    landings: Landings
    trees: Mapping[str, str]
    differences: Mapping[tuple[str, str], dict[str, Difference]]
    touching: Mapping[str, Commit]


_NOTHING = _Earlier("", b"", Standing(), frozenset())


def _gather(store: GitStore, tip: str) -> _Facts:
    with ThreadPoolExecutor(1) as ahead:
        # git is asked for the commits now, and prints them while it is asked for the rest.
        touching = ahead.submit(_read_commits, store, tip)
        parents = store.read_parents(tip)
        landings = find_landings(parents, tip)
        compared = _compare_merges(store, parents, landings)
        return _Facts(tip, parents, landings, *compared, touching.result())


def _find_earlier(store: GitStore, tip: str, cache: Cache) -> _Earlier | None:
    """The last landing before the tip that the cache knows."""
    kind, standings = _kinds_of(store)
    # Another process may just have kept the tip itself.
    found = cache.find_first(kind, store.read_landings(tip, _FAR)[1:])
    kept = cache.find(standings, found[0]) if found else None
    return _Earlier(*found, *parse_standing(kept)) if found and kept else None


def _go_on(store: GitStore, tip: str, earlier: _Earlier) -> _Told | None:
    """What was told since an earlier landing; None where that takes what was before."""
    facts = _gather_new(store, tip, earlier)
    try:
        return _tell(store, facts, earlier) if facts else None
    except ForgottenError:
        return None


def _gather_new(store: GitStore, tip: str, earlier: _Earlier) -> _Facts | None:
    """What is new since an earlier landing; None where a merge may bring anew what is not."""
    read = store.read_parents(tip, earlier.oid)
    parents = {oid: others for oid, others in read.items() if oid not in earlier.commits}
    landings = find_landings(parents, tip)
    if brings_earlier(parents, landings):
        return None
    behind = {one for others in parents.values() for one in others if one not in parents}
    touching = _read_commits(store, tip, sorted(behind))
    return _Facts(tip, parents, landings, *_compare_merges(store, parents, landings), touching)


def _read_commits(store: GitStore, tip: str, behind: Iterable[str] = ()) -> dict[str, Commit]:
    return {commit.oid: commit for commit in store.read_commits(tip, behind)}


def _tell(store: GitStore, facts: _Facts, earlier: _Earlier) -> _Told:
    """What the facts tell, all of which are behind the earlier landing. Raises ForgottenError."""
    _, parents, landings, trees, differences, commits = facts
    steps, standing = list_steps(commits, parents, landings, trees, differences, earlier.standing)
    merges = store.read_messages(oid for oid in steps if oid not in commits)
    touching = (replace(commit, changes=()) for commit in commits.values())
    told = tuple(sort_commits((*touching, *merges), landings.order))
    landed = _read_landed(store, told, landings)
    requests = {oid: pull_request_of(landing) for oid, landing in landed.items()}
    versions = tuple(_versions(steps))
    blobs = dict.fromkeys(version.blob for _, version in versions if version.blob)
    read = read_versions(versions, store.read_blobs(blobs), _parse)
    events = tell_events(Sources(told, landings, requests, steps, read, is_whole=earlier is _NOTHING))
    trail = Trail(facts.tip, len(told), tuple(events), landed)
    return _Told(trail, standing, earlier.commits.union(parents))


def _read_landed(store: GitStore, told: tuple[Commit, ...], landings: Landings) -> dict[str, Commit]:
    """The landings by which these commits became official, in landing order."""
    official = dict.fromkeys(landings.of[commit.oid].oid for commit in told)
    known = {commit.oid: commit for commit in told if commit.oid in official}
    known |= {landing.oid: landing for landing in store.read_messages(oid for oid in official if oid not in known)}
    return {oid: known[oid] for oid in official}


def _compare_merges(
    store: GitStore, parents: Mapping[str, tuple[str, ...]], landings: Landings
) -> tuple[dict[str, str], dict[tuple[str, str], dict[str, Difference]]]:
    """The trees of merges and their parents, and how they differ, as far as it has to be known."""
    merges = merges_to_compare(parents, landings).items()
    trees = store.read_trees(dict.fromkeys(one for oid, compared in merges for one in (oid, *compared)))
    pairs = pairs_to_compare(parents, landings, trees)
    return trees, dict(zip(pairs, store.read_differences(pairs), strict=True))


def _parse(base: PlainReader | None, data: bytes) -> tuple[Version, PlainReader]:
    """What a version says, read from the one that it was made from: most differ in a line or two."""
    reader = base.fork() if base else PlainReader()
    return reader.read(data), reader


def _versions(steps: Mapping[str, tuple[Step, ...]]) -> Iterator[tuple[str, git.Version]]:
    """Every version of a file that events are told from, in the order in which it is asked for."""
    for made in steps.values():
        for step in made:
            yield from ((step.path, version) for version in (step.before, step.after) if version)

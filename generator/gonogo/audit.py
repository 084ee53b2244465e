"""From git to the audit trail: what the store reads, put in the order in which the trail is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from gonogo.archive import parse_trail, write_trail
from gonogo.history.landings import find_landings, sort_commits
from gonogo.history.pull_requests import pull_request_of
from gonogo.history.steps import list_steps, pairs_to_compare
from gonogo.model.event import Trail
from gonogo.source.gitstore import Absence, open_store
from gonogo.source.plaintree import PlainReader
from gonogo.trail import Sources, read_versions, tell_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gonogo.history.landings import Landings
    from gonogo.history.steps import Step
    from gonogo.model import history
    from gonogo.model.history import Difference
    from gonogo.source.cache import Cache
    from gonogo.source.gitstore import GitStore
    from gonogo.tree import Version


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
    kind = f"trail {store.prefix.hex()}"
    if cache and (content := cache.find(kind, tip)):
        return parse_trail(content)
    trail = _tell(store, tip)
    if cache:
        cache.keep(kind, tip, write_trail(trail))
    return trail


def _tell(store: GitStore, tip: str) -> Trail:
    with ThreadPoolExecutor(1) as ahead:
        # git is asked for the commits now, and prints them while it is asked for the rest.
        touching = ahead.submit(lambda: {commit.oid: commit for commit in store.read_commits(tip)})
        parents = store.read_parents(tip)
        landings = find_landings(parents, tip)
        trees, differences = _compare_merges(store, parents, landings)
        commits = touching.result()
    steps = list_steps(commits, parents, landings, trees, differences)
    merges = store.read_messages(oid for oid in steps if oid not in commits)
    told = tuple(sort_commits((*commits.values(), *merges), landings.order))
    official = dict.fromkeys(landings.of[commit.oid].oid for commit in told)
    landed = {commit.oid: commit for commit in told if commit.oid in official}
    landed |= {landing.oid: landing for landing in store.read_messages(oid for oid in official if oid not in landed)}
    requests = {oid: pull_request_of(landing) for oid, landing in landed.items()}
    versions = tuple(_versions(steps))
    blobs = dict.fromkeys(version.blob for _, version in versions if version.blob)
    read = read_versions(versions, store.read_blobs(blobs), _parse)
    events = tuple(tell_events(Sources(told, landings, requests, steps, read)))
    return Trail(tip, len(told), events, landed)


def _compare_merges(
    store: GitStore, parents: Mapping[str, tuple[str, ...]], landings: Landings
) -> tuple[dict[str, str], dict[tuple[str, str], dict[str, Difference]]]:
    """The trees of merges and their parents, and how each merge differs from each of its parents."""
    merges = [oid for oid in landings.order if len(parents[oid]) > 1]
    trees = store.read_trees(dict.fromkeys(one for oid in merges for one in (oid, *parents[oid])))
    pairs = pairs_to_compare(parents, landings, trees)
    return trees, dict(zip(pairs, store.read_differences(pairs), strict=True))


def _parse(base: PlainReader | None, data: bytes) -> tuple[Version, PlainReader]:
    """What a version says, read from the one that it was made from: most differ in a line or two."""
    reader = base.fork() if base else PlainReader()
    return reader.read(data), reader


def _versions(steps: Mapping[str, tuple[Step, ...]]) -> Iterator[tuple[str, history.Version]]:
    """Every version of a file that events are told from, in the order in which it is asked for."""
    for made in steps.values():
        for step in made:
            yield from ((step.path, version) for version in (step.before, step.after) if version)

"""From git to the audit trail: what the store reads, put in the order in which the trail is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.landings import find_landings, sort_commits
from gonogo.history.merges import find_dropped, list_merges, pairs_to_compare
from gonogo.history.pull_requests import pull_request_of
from gonogo.model.event import Trail
from gonogo.source.gitstore import Absence, open_store
from gonogo.source.plaintree import PlainReader
from gonogo.trail import Sources, read_versions, tell_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gonogo.history.landings import Landings
    from gonogo.history.merges import Dropped
    from gonogo.model import history
    from gonogo.model.history import Commit
    from gonogo.source.gitstore import GitStore
    from gonogo.tree import Version

_Drops = dict[str, tuple["Dropped", ...]]


def read_trail(root: Path, revision: str | None = None) -> Trail | Absence:
    """Everything that happened to the checklists up to a revision, else up to the commit that is checked out.

    Raises GonogoError for a shallow or partial clone and for a revision that names no commit.
    """
    with open_store(root) as store:
        if isinstance(store, Absence):
            return store
        return tell_trail(store, store.head if revision is None else store.resolve(revision))


def tell_trail(store: GitStore, tip: str) -> Trail:
    """Everything that happened to the checklists up to a commit."""
    parents = store.read_parents(tip)
    landings = find_landings(parents, tip)
    dropped = _find_drops(store, parents, landings)
    commits = _read_commits(store, tip, dropped, landings)
    official = dict.fromkeys(landings.of[commit.oid].oid for commit in commits)
    landed = {landing.oid: landing for landing in store.read_messages(official)}
    requests = {oid: pull_request_of(landing) for oid, landing in landed.items()}
    versions = tuple(_versions(commits, dropped))
    blobs = dict.fromkeys(version.blob for _, version in versions if version.blob)
    read = read_versions(versions, store.read_blobs(blobs), _parse)
    events = tuple(tell_events(Sources(commits, landings, requests, dropped, read)))
    return Trail(tip, len(commits), events, landed)


def _find_drops(store: GitStore, parents: Mapping[str, tuple[str, ...]], landings: Landings) -> _Drops:
    """What merges dropped, by merge."""
    merges = list_merges(parents, landings.order)
    trees = store.read_trees(dict.fromkeys(oid for merge in merges for oid in merge.commits))
    pairs = pairs_to_compare(merges, trees)
    differences = dict(zip(pairs, store.read_differences(pairs), strict=True))
    dropped: _Drops = {}
    for one in find_dropped(merges, trees, differences):
        dropped[one.merge] = (*dropped.get(one.merge, ()), one)
    return dropped


def _read_commits(store: GitStore, tip: str, dropped: _Drops, landings: Landings) -> tuple[Commit, ...]:
    """The commits in landing order, with those merges that only dropped something and are like one of their parents."""
    commits = list(store.read_commits(tip))
    known = {commit.oid for commit in commits}
    commits += store.read_messages(oid for oid in dropped if oid not in known)
    return tuple(sort_commits(commits, landings.order))


def _parse(base: PlainReader | None, data: bytes) -> tuple[Version, PlainReader]:
    """What a version says, read from the one that it was made from: most differ in a line or two."""
    reader = base.fork() if base else PlainReader()
    return reader.read(data), reader


def _versions(commits: Iterable[Commit], dropped: _Drops) -> Iterator[tuple[str, history.Version]]:
    """Every version of a file that events are told from, in the order in which it is asked for."""
    for commit in commits:
        for file in commit.changes:
            yield from ((file.path, one) for one in (*file.before, file.after) if one)
        for one in dropped.get(commit.oid, ()):
            yield from ((one.path, version) for version in (one.lost, one.kept) if version)

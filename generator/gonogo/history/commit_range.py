"""The commits from which a trail is derived: all commits up to a tip, or only those after a checkpoint."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.history.mainline import find_mainline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gonogo.history.file_steps import Checkpoint
    from gonogo.history.mainline import Mainline
    from gonogo.history.protocols import ObjectStore
    from gonogo.model.commits import Commit, PathDifference


class FullHistoryNeededError(Exception):
    """The trail cannot be extended from this checkpoint, because an event depends on data from before it."""


class CommitRange(Frozen):
    """Data from git about the commits up to `tip`, or only about those after a checkpoint.

    `parents` has the parents of every commit. `touching` has the commits that touch the checklists. `differences` has,
    for each merge, the differences between its tree and the tree of each commit in `parents_to_compare`, in that order.
    All three are keyed by commit id.
    """

    tip: str
    parents: Mapping[str, tuple[str, ...]]
    mainline: Mainline
    touching: Mapping[str, Commit]
    differences: Mapping[str, tuple[Mapping[str, PathDifference], ...]]


def read_range(store: ObjectStore, tip: str, since: Checkpoint) -> CommitRange:
    """The commits up to `tip` that are not in the checkpoint `since`.

    Raises FullHistoryNeededError if a new merge may merge in a commit of the checkpoint.
    """
    with ThreadPoolExecutor(1) as ahead:
        # git prints the commits while the other queries run.
        touching = None if since.landing else ahead.submit(_read_touching, store, tip)
        parents = _read_parents(store, tip, since)
        mainline = find_mainline(parents, tip)
        # With a forged commit, git can even leave out the tip, as if it came before the checkpoint.
        if since.landing and (tip not in parents or merges_in_earlier(parents, mainline)):
            raise FullHistoryNeededError
        touching = touching or ahead.submit(_read_touching, store, tip, _parents_outside(parents))
        return CommitRange(tip, parents, mainline, touching.result(), _compare_merges(store, parents, mainline))


def _read_touching(store: ObjectStore, tip: str, excluded: Iterable[str] = ()) -> dict[str, Commit]:
    return {commit.oid: commit for commit in store.read_commits(tip, excluded)}


def _read_parents(store: ObjectStore, tip: str, since: Checkpoint) -> Mapping[str, tuple[str, ...]]:
    if not since.landing:
        return store.read_parents(tip)
    parents = store.read_parents(tip, since.landing).items()
    return {oid: others for oid, others in parents if oid not in since.commits}


def _parents_outside(parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The parents of commits in the range that are not in the range themselves, sorted.

    All of them must be arguments of git: to decide whether a merge touches the checklists, git ignores excluded parents
    that are not in its arguments.
    """
    return sorted({parent for others in parents.values() for parent in others if parent not in parents})


def parents_to_compare(merge: str, parents: Mapping[str, tuple[str, ...]], mainline: Mainline) -> tuple[str, ...]:
    """The parents whose trees are compared with the tree of a merge.

    For a landing, this is only the first parent: all files of main before the landing are known.
    """
    return parents[merge][:1] if mainline.is_landing(merge) else parents[merge]


def _compare_merges(
    store: ObjectStore, parents: Mapping[str, tuple[str, ...]], mainline: Mainline
) -> dict[str, tuple[Mapping[str, PathDifference], ...]]:
    merges = [oid for oid in mainline.order if len(parents[oid]) > 1]
    compared = {oid: parents_to_compare(oid, parents, mainline) for oid in merges}
    differences = store.compare((parent, oid) for oid in merges for parent in compared[oid])
    return {oid: tuple(islice(differences, len(compared[oid]))) for oid in merges}


def merges_in_earlier(parents: Mapping[str, tuple[str, ...]], mainline: Mainline) -> bool:
    """Whether a merge in the range may merge in a commit from before the range.

    The steps of such a commit are not stored, so the events of the merge cannot be derived. `parents` has only the
    commits in the range. A landing never merges in an earlier commit, because main already contains all of them. Nor
    does a merge on a branch in two cases: if its first parent contains the last landing before the range, or if its
    first parent contains every commit from before the range on which the other parents are based.
    """
    last = mainline.landings[0].parent
    reached: dict[str, frozenset[str]] = {}
    for oid in mainline.order:
        earlier = [reached[parent] if parent in parents else frozenset((parent,)) for parent in parents[oid]]
        reached[oid] = frozenset().union(*earlier)
        is_branch_merge = len(earlier) > 1 and not mainline.is_landing(oid)
        if is_branch_merge and last not in earlier[0] and not reached[oid] <= earlier[0]:
            return True
    return False

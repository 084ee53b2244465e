"""Merges: what they add that no side had, and what they drop that one side had.

States are compared, never patches: `git log -p` shows neither what a merge smuggles in, nor that `-s ours` threw a side
away. Whole files are looked at here. Where both sides changed a file and the merge kept one of them as it was, the
change of the other is reported as dropped; whether all it said is in the kept one is for those to tell who read it.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from gonogo.frozen import Frozen
from gonogo.model.history import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.history import Commit, Difference

Parents: TypeAlias = "Mapping[str, tuple[str, ...]]"
Differences: TypeAlias = "Mapping[tuple[str, str], Mapping[str, Difference]]"
_NO_FILE = "000000"


class Merge(Frozen):
    """A merge, its parents, and a best common ancestor for each pair of them, None where they have none."""

    oid: str
    parents: tuple[str, ...]
    bases: Mapping[tuple[int, int], str | None]

    @property
    def commits(self) -> tuple[str, ...]:
        """Every commit whose tree has to be known."""
        return tuple(dict.fromkeys((self.oid, *self.parents, *(base for base in self.bases.values() if base))))


class Dropped(Frozen):
    """A path that a side of a merge had changed and that the merge holds as another side had it.

    `parent` is the place of the losing side among the parents, from 0. A version is None where the path is not there.
    """

    merge: str
    path: str
    parent: int
    lost: Version | None
    kept: Version | None


def list_merges(parents: Parents, order: Mapping[str, int]) -> tuple[Merge, ...]:
    """Every merge that has landed, in landing order."""
    merges = sorted((oid for oid in order if len(parents[oid]) > 1), key=order.__getitem__)
    return tuple(Merge(oid, parents[oid], _find_bases(parents[oid], parents, order)) for oid in merges)


def _find_bases(
    sides: tuple[str, ...], parents: Parents, order: Mapping[str, int]
) -> dict[tuple[int, int], str | None]:
    pairs = combinations(range(len(sides)), 2)
    return {(one, two): find_base(sides[one], sides[two], parents, order) for one, two in pairs}


def find_base(one: str, other: str, parents: Parents, order: Mapping[str, int]) -> str | None:
    """The common ancestor that landed last. Where a criss-cross has several best ones it is one of them."""
    seen = {one: 1, other: 2} if one != other else {one: 3}
    queue = [(-order[oid], oid) for oid in sorted(seen, key=order.__getitem__, reverse=True)]
    while queue:
        _, oid = heappop(queue)
        # A commit comes behind all of those that build on it, so that nothing can be added to what is known of it.
        sides = seen[oid]
        if sides == 3:
            return oid
        for parent in parents[oid]:
            if parent not in seen:
                heappush(queue, (-order[parent], parent))
            seen[parent] = seen.get(parent, 0) | sides
    return None


def pairs_to_compare(merges: Iterable[Merge], trees: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of trees whose differences `find_dropped` has to know; most merges need none."""
    pairs = (pair for merge in merges if _may_drop(merge, trees) for pair in _pairs(merge, trees))
    return list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))


def _pairs(merge: Merge, trees: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for oid in merge.commits:
        yield trees[oid], trees[merge.oid]


def _may_drop(merge: Merge, trees: Mapping[str, str]) -> bool:
    """False where one side at most changed anything, and the merge is as that side."""
    result = trees[merge.oid]
    bases = {trees[base] if base else "" for base in merge.bases.values()}
    return not all(trees[parent] == result or {trees[parent]} == bases for parent in merge.parents)


def find_dropped(merges: Iterable[Merge], trees: Mapping[str, str], differences: Differences) -> Iterator[Dropped]:
    """What merges dropped, by merge, parent and path. `differences` are those of `pairs_to_compare`."""
    for merge in merges:
        if _may_drop(merge, trees):
            yield from _find_dropped(merge, trees, differences)


def _find_dropped(merge: Merge, trees: Mapping[str, str], differences: Differences) -> Iterator[Dropped]:
    def changes_from(oid: str | None) -> Mapping[str, Difference]:
        return differences.get((trees[oid], trees[merge.oid]), {}) if oid else {}

    sides = [changes_from(parent) for parent in merge.parents]
    bases = {pair: changes_from(base) for pair, base in merge.bases.items()}
    for number, side in enumerate(sides):
        for path, change in side.items():
            keeper = next((other for other, changes in enumerate(sides) if path not in changes), None)
            if keeper is None:
                continue
            pair = (min(number, keeper), max(number, keeper))
            lost, kept = change[:2], change[2:]
            since = bases[pair].get(path)
            before = since[:2] if since else kept if merge.bases[pair] else None
            if before != lost and not (before is None and lost[0] == _NO_FILE):
                yield Dropped(merge.oid, path, number, _make_version(path, *lost), _make_version(path, *kept))


def _make_version(path: str, mode: str, oid: str) -> Version | None:
    return None if mode == _NO_FILE else Version(path, oid, mode)


def invented_paths(commit: Commit) -> tuple[str, ...]:
    """The paths that a merge adds though no parent has them, or takes away though all have them."""
    changes = commit.changes if commit.is_merge else ()
    return tuple(one.path for one in changes if not any(one.before) or (one.after is None and all(one.before)))


def has_invented_lines(base: bytes, sides: Iterable[bytes], result: bytes) -> bool:
    """Whether a merged file has a line more often, or less often, than its sides can account for.

    Moved lines are not seen. A conflict that somebody resolved by writing something new counts as invented, too.
    """
    before = Counter(base.splitlines())
    counts = [Counter(side.splitlines()) for side in sides]
    merged = Counter(result.splitlines())
    for line in {*before, *merged, *(line for count in counts for line in count)}:
        changes = [count[line] - before[line] for count in counts]
        least = min(sum(one for one in changes if one < 0), *changes)
        most = max(sum(one for one in changes if one > 0), *changes)
        if not least <= merged[line] - before[line] <= most:
            return True
    return False

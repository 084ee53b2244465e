"""The mainline: main's first-parent line, and the order in which commits reached it.

**Why merge order.** A trail needs one order of commits that is the same in every clone and cannot be forged. Dates
cannot provide it, since anyone can set them, and `git log` sorts by dates. The graph can: a commit lands with the first
step of the first-parent line from which it can be reached. Within a step, the other parents of the merge are followed
in turn, depth first, each commit after its own parents. So merge order depends on the commits alone, no commit comes
before its ancestors, and a new merge adds commits at the end, without moving any earlier commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Landing(Frozen):
    """One step of the mainline (a merge, a squash, a commit made on main), and every commit that it merged into main.

    `commits` are in merge order: each after its parents, the landing itself last.
    """

    oid: str
    parent: str | None
    commits: tuple[str, ...]


class Mainline(Frozen):
    """The landings, oldest first; the landing of each commit, keyed by id; its place in merge order, from 0."""

    landings: tuple[Landing, ...]
    landing_of: Mapping[str, Landing]
    order: Mapping[str, int]

    def is_landing(self, oid: str) -> bool:
        """Whether a commit is a step of the mainline itself."""
        return self.landing_of[oid].oid == oid

    def sort(self, commits: Iterable[str]) -> list[str]:
        """The ids of those commits that have landed, in merge order, oldest first."""
        return sorted(filter(self.order.__contains__, commits), key=self.order.__getitem__)


def find_mainline(parents: Mapping[str, tuple[str, ...]], tip: str) -> Mainline:
    """The mainline up to `tip`, the head of the main branch; `parents` has every commit reachable from it.

    Commits that are not reachable from `tip` have not landed and are left out. If `parents` lacks the commits up to
    some landing, the result has the landings after it, in the same order. Raises GonogoError for commits that are their
    own ancestors, which only a forged object can make.
    """
    landings: list[Landing] = []
    landing_of: dict[str, Landing] = {}
    order: dict[str, int] = {}
    for oid in _first_parent_line(parents, tip):
        first, *others = parents[oid] or (None,)
        commits: list[str] = []
        for other in others:
            commits.extend(_order_new(str(other), parents, order))
        order[oid] = len(order)
        landing = Landing(oid, first, (*commits, oid))
        landings.append(landing)
        landing_of.update(dict.fromkeys(landing.commits, landing))
    return Mainline(tuple(landings), landing_of, order)


def _first_parent_line(parents: Mapping[str, tuple[str, ...]], tip: str) -> list[str]:
    """The steps of the mainline, oldest first."""
    line: dict[str, None] = {}
    before: tuple[str, ...] = (tip,)
    while before and before[0] in parents:
        if before[0] in line:
            raise _refuse_circle(before[0])
        line[before[0]] = None
        before = parents[before[0]]
    return list(line)[::-1]


def _order_new(start: str, parents: Mapping[str, tuple[str, ...]], order: dict[str, int]) -> list[str]:
    """The commits up to `start` that are not in the order yet, oldest first; they get the next places.

    A stack instead of recursion: a branch may have more commits than Python's recursion limit.
    """
    commits = []
    opened: set[str] = set()
    stack = [start] if start in parents else []
    while stack:
        oid = stack[-1]
        waiting = [parent for parent in parents[oid] if parent in parents and parent not in order]
        if oid not in order and waiting:
            if oid in opened:
                raise _refuse_circle(oid)
            opened.add(oid)
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if oid not in order:
            order[oid] = len(order)
            commits.append(oid)
    return commits


def _refuse_circle(oid: str) -> GonogoError:
    message = f"commit {oid} is its own ancestor: an object in this repository is forged"
    return GonogoError(message, "run git fsck to find it")

"""The mainline: the first-parent line of main, and the order in which commits reached main.

**Why merge order.** A trail needs one order of commits that is the same in every clone and that nobody can forge. Dates
cannot provide this order: anybody can set them, and `git log` sorts by dates. The commit graph can. A commit lands with
the oldest commit on the first-parent line that contains it: its landing. Inside a landing, the other parents of the
merge are followed one after another, depth first, and each commit comes after its own parents. So merge order only
depends on the commits, a commit always comes after its ancestors, and a new merge adds commits at the end without
moving any earlier commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Landing(Frozen):
    """A commit on the first-parent line: a merge, a squash, or a commit made on main.

    `commits` are all commits that it merged into main, in merge order: each after its parents, the landing itself last.
    `parent` is the first parent, None for the first commit of history.
    """

    oid: str
    parent: str | None
    commits: tuple[str, ...]


class Mainline(Frozen):
    """The landings, oldest first; the landing of each commit; and the place of each commit in merge order, from 0.

    Both mappings are keyed by commit id.
    """

    landings: tuple[Landing, ...]
    landing_of: Mapping[str, Landing]
    order: Mapping[str, int]

    def is_landing(self, oid: str) -> bool:
        """Whether a commit is a landing itself."""
        return self.landing_of[oid].oid == oid

    def sort(self, commits: Iterable[str]) -> list[str]:
        """These commit ids in merge order, oldest first; commits that have not landed are omitted."""
        return sorted(filter(self.order.__contains__, commits), key=self.order.__getitem__)


def find_mainline(parents: Mapping[str, tuple[str, ...]], tip: str) -> Mainline:
    """The mainline up to `tip`, the head of the main branch. `parents` has the parents of each commit up to `tip`.

    Commits that `tip` does not contain have not landed and are omitted. If `parents` does not have the commits up to
    some landing, the result contains the landings after it, in the same order.

    Raises GonogoError if a commit is its own ancestor, which is only possible with a forged object.
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
    """The ids of the commits on the first-parent line, oldest first."""
    line: dict[str, None] = {}
    before: tuple[str, ...] = (tip,)
    while before and before[0] in parents:
        if before[0] in line:
            raise _refuse_circle(before[0])
        line[before[0]] = None
        before = parents[before[0]]
    return list(line)[::-1]


def _order_new(start: str, parents: Mapping[str, tuple[str, ...]], order: dict[str, int]) -> list[str]:
    """The commits up to `start` that have no place yet, in merge order; gives each of them the next place in `order`.

    Uses a stack instead of recursion, because a branch can have more commits than Python's recursion limit.
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

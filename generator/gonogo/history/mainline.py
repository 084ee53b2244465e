"""Landings: the steps of the first-parent line, and the order in which commits became official.

Dates play no part, since anybody can write them. A commit lands with the first step from which it can be reached;
within a step the other parents are followed one after the other, depth first, each commit behind its own parents. So
landing order is the same in every clone, and no commit stands before one that it builds on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.model.git import Landing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gonogo.model.git import Commit


class Landings(Frozen):
    """The landings of one line, oldest first; which of them a commit came with; its place in landing order, from 0."""

    steps: tuple[Landing, ...]
    of: Mapping[str, Landing]
    order: Mapping[str, int]


def find_landings(parents: Mapping[str, tuple[str, ...]], tip: str) -> Landings:
    """The landings up to `tip`, the head of the main branch; `parents` has every commit that can be reached from it.

    Commits that `tip` does not reach have not landed and are in none of them. Where `parents` lacks those that landed
    up to some landing, the landings behind that one are found, in the same order.
    """
    steps: list[Landing] = []
    of: dict[str, Landing] = {}
    order: dict[str, int] = {}
    for oid in _first_parent_line(parents, tip):
        first, *others = parents[oid] or (None,)
        commits: list[str] = []
        for other in others:
            commits.extend(_new_behind(str(other), parents, order))
        order[oid] = len(order)
        landing = Landing(oid, first, len(steps), (*commits, oid))
        steps.append(landing)
        of.update(dict.fromkeys(landing.commits, landing))
    return Landings(tuple(steps), of, order)


def _first_parent_line(parents: Mapping[str, tuple[str, ...]], tip: str) -> list[str]:
    """Oldest first."""
    line: list[str] = []
    before: tuple[str, ...] = (tip,)
    while before and before[0] in parents:
        line.append(before[0])
        before = parents[before[0]]
    return line[::-1]


def _new_behind(start: str, parents: Mapping[str, tuple[str, ...]], order: dict[str, int]) -> list[str]:
    """The commits from `start` backwards that have no place in the order yet, oldest first; they get one."""
    found = []
    stack = [start] if start in parents else []
    while stack:
        oid = stack[-1]
        waiting = [parent for parent in parents[oid] if parent in parents and parent not in order]
        if oid not in order and waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if oid not in order:
            order[oid] = len(order)
            found.append(oid)
    return found


def sort_commits(commits: Iterable[Commit], order: Mapping[str, int]) -> list[Commit]:
    """The commits that have landed, in landing order, oldest first."""
    return sorted((one for one in commits if one.oid in order), key=lambda one: order[one.oid])

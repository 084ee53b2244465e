"""Law: no commit that changes a checklist is without an event, and no event is of a commit that changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from audit.against_git import path_of
from audit.golden import trail_of
from repository import RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random

    from repository import Made
    from support.chance import Graph


@by_chance(15)
def test_every_commit_has_events(chance: Random) -> None:
    """Of those with one parent, or none: exactly those that change a checklist, by the files that they change."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        repository = RepoBuilder(Path(folder))
        ids = repository.load(*graph.commits, is_packed=True)
        landed = set(repository.git("rev-list", "HEAD").split())
        told: dict[str, set[str]] = {}
        for event in trail_of(Path(folder)).events:
            told.setdefault(event.commit.oid, set()).add(path_of(event.change))
            if event.change.field == "path":
                told[event.commit.oid].add(str(event.change.before))
    assert set(told) <= landed
    for made in graph.commits:
        paths = told.get(ids[made.name], set())
        if made.parents is not None and len(made.parents) > 1:
            assert paths <= brought(graph, made)
        elif ids[made.name] in landed:
            assert paths == changed(graph, made, *(made.parents or ()))


def changed(graph: Graph, made: Made, *parents: str) -> set[str]:
    """The checklists that are otherwise than in one of the parents."""
    after = graph.files[made.name]
    found = set()
    for before in [graph.files[parent] for parent in parents] or [{}]:
        found |= {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return {path for path in found if path.startswith("checklists/")}


def brought(graph: Graph, made: Made) -> set[str]:
    """The checklists that are otherwise than in a parent of a merge, or that any commit behind it changed."""
    parents = {one.name: one.parents or () for one in graph.commits}
    behind, left = set(), [made.name]
    while left:
        if (name := left.pop()) not in behind:
            behind.add(name)
            left += parents[name]
    return set().union(*(changed(graph, one, *(one.parents or ())) for one in graph.commits if one.name in behind))

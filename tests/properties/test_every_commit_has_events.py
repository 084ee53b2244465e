"""Law: each commit that changes a checklist has an event, and each event belongs to such a commit."""

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
    """A commit other than a merge has events about exactly the checklists that it changes."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        repository = RepoBuilder(Path(folder))
        ids = repository.load(*graph.commits, is_packed=True)
        landed = set(repository.git("rev-list", "HEAD").split())
        reported: dict[str, set[str]] = {}
        for event in trail_of(Path(folder)).events:
            reported.setdefault(event.commit.oid, set()).add(path_of(event.change))
            if event.change.field == "path":
                reported[event.commit.oid].add(str(event.change.before))
    assert set(reported) <= landed
    for made in graph.commits:
        paths = reported.get(ids[made.name], set())
        if made.parents is not None and len(made.parents) > 1:
            assert paths <= changed_or_merged(graph, made)
        elif ids[made.name] in landed:
            assert paths == changed(graph, made, *(made.parents or ()))


def changed(graph: Graph, made: Made, *parents: str) -> set[str]:
    """The checklists that differ from one of the parents."""
    after = graph.files[made.name]
    found = set()
    for before in [graph.files[parent] for parent in parents] or [{}]:
        found |= {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return {path for path in found if path.startswith("checklists/")}


def changed_or_merged(graph: Graph, made: Made) -> set[str]:
    """The checklists that differ from a parent of a merge, or that an ancestor of the merge changed."""
    parents = {one.name: one.parents or () for one in graph.commits}
    ancestors, left = set(), [made.name]
    while left:
        if (name := left.pop()) not in ancestors:
            ancestors.add(name)
            left += parents[name]
    return set().union(*(changed(graph, one, *(one.parents or ())) for one in graph.commits if one.name in ancestors))

"""Law: the trail depends only on the commits, not on their dates or on the form of the repository."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.golden import trail_of
from repository import START, RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random

    from gonogo.model.event import Change


@by_chance(4)
def test_trail_is_the_same_everywhere(chance: Random) -> None:
    """The trail is the same in a clone, in a worktree of a bare repository, and in a packed repository."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        repository = RepoBuilder(root)
        repository.load(*graph.commits, is_packed=True)
        trail = trail_of(root)
        repository.git("clone", "--quiet", "--no-checkout", ".", "../clone")
        repository.git("clone", "--quiet", "--bare", ".", "../bare")
        repository.git("--git-dir=../bare", "worktree", "add", "--quiet", "--no-checkout", "../tree", "main", "--force")
        repository.git("repack", "-adfq")
        repository.git("commit-graph", "write", "--reachable")
        for name in ("root", "clone", "tree"):
            assert trail_of(Path(folder, name)) == trail, name


@by_chance(8)
def test_trail_does_not_depend_on_dates(chance: Random) -> None:
    """The same commits with other dates have the same events in the same order."""
    graph = make_history(chance)
    dated = [replace(made, date=f"{START + chance.randint(-(10**6), 10**6)} +0000") for made in graph.commits]
    trails = []
    for commits in (graph.commits, dated):
        with tempfile.TemporaryDirectory() as folder:
            ids = RepoBuilder(Path(folder)).load(*commits, is_packed=True)
            names = {oid: name for name, oid in ids.items()}
            found: list[tuple[str, str, Change]] = [
                (names[event.commit.oid], names[event.landing], event.change) for event in trail_of(Path(folder)).events
            ]
            trails.append(found)
    assert trails[0] == trails[1]

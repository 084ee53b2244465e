"""Law: a trail that goes on from an earlier landing is the one that is told anew, and so is all that is kept of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.audit import read_trail
from gonogo.source.cache import Cache
from gonogo.source.gitstore import GitStore, open_store
from repository import RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random

STANDING = f"standing {b'checklists'.hex()}"


@by_chance(15)
def test_trail_goes_on_from_any_landing(chance: Random) -> None:
    """To any later one, by way of some between."""
    graph = make_history(chance, 20)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        RepoBuilder(root).load(*graph.commits)
        line = list_landings(root)
        stops = sorted(chance.sample(range(len(line)), min(3, len(line))))
        going = Cache(Path(folder, "going.sqlite"), "digest")
        for number in stops:
            anew = Cache(Path(folder, f"{number}.sqlite"), "digest")
            told = read_trail(root, line[number], anew)
            # Once as it is told, once as it is kept.
            assert read_trail(root, line[number], going) == told
            assert read_trail(root, line[number], going) == told
            assert going.find(STANDING, line[number]) == anew.find(STANDING, line[number])


def list_landings(root: Path) -> list[str]:
    """Oldest first."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return store.read_landings(store.head, 1000)[::-1]

"""Law: a trail extended from an earlier landing equals the trail derived in full, and so does its checkpoint."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.pipelines.cached_trail import read_trail
from gonogo.source.files.cache import Cache
from gonogo.source.git.store import GitStore, open_store
from repository import RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random


@by_chance(15)
def test_trail_is_extended_from_any_landing(chance: Random) -> None:
    """To any later landing, by way of some between."""
    graph = make_history(chance, 20)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        RepoBuilder(root).load(*graph.commits, is_packed=True)
        line = list_landings(root)
        kind = f"checkpoint {bytes(root.resolve() / '.git/objects').hex()} {b'checklists'.hex()}"
        stops = sorted(chance.sample(range(len(line)), min(3, len(line))))
        going = Cache(Path(folder, "going.sqlite"), "digest")
        for number in stops:
            empty = Cache(Path(folder, f"{number}.sqlite"), "digest")
            full = read_trail(root, line[number], empty)
            # Once as it is derived, once as it is kept.
            assert read_trail(root, line[number], going) == full
            assert read_trail(root, line[number], going) == full
            kept = empty.find(kind, line[number])
            assert kept is not None
            assert going.find(kind, line[number]) == kept


def list_landings(root: Path) -> list[str]:
    """Oldest first."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return store.read_landings(store.head, 1000)[::-1]

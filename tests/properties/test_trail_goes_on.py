"""Law: a trail extended from an earlier landing, and its checkpoint, equal the trail that is derived in full."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.history.trail import derive_parts
from gonogo.history.trail_format import join_trails
from gonogo.pipelines.cached_rows import read_rows
from gonogo.pipelines.cached_trail import read_trail
from gonogo.pipelines.stored_parts import StoredParts
from gonogo.source.files.cache import Cache
from gonogo.source.git.store import GitStore, open_store
from gonogo.source.yaml.lenient_reader import PlainReader
from repository import RepoBuilder
from support.chance import by_chance, make_history

if TYPE_CHECKING:
    from random import Random

    from gonogo.history.file_steps import Checkpoint


@by_chance(15)
def test_trail_is_extended_from_any_landing(chance: Random) -> None:
    """A trail can be extended from any landing to any later landing, in several steps."""
    graph = make_history(chance, 20)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        RepoBuilder(root).load(*graph.commits, is_packed=True)
        line = list_landings(root)
        stops = sorted(chance.sample(range(len(line)), min(3, len(line))))
        going = Cache(Path(folder, "going.sqlite"), "digest")
        for number in stops:
            empty = Cache(Path(folder, f"{number}.sqlite"), "digest")
            full = read_trail(root, line[number], empty)
            # Once derived, once from the cache.
            assert read_trail(root, line[number], going) == full
            assert read_trail(root, line[number], going) == full
            checkpoint = read_checkpoint(root, empty, line[number])
            assert checkpoint is not None
            rows = read_log(root, line[number])
            assert read_log(root, line[number], going) == rows
            assert read_log(root, line[number], going) == rows
            assert read_checkpoint(root, going, line[number]) == checkpoint


@by_chance(15)
def test_parts_are_the_trails_up_to_their_ends(chance: Random) -> None:
    """Each part ends with the checkpoint of the trail up to its end; all parts together are the trail."""
    graph = make_history(chance, 20)
    with tempfile.TemporaryDirectory() as folder:
        RepoBuilder(Path(folder, "repo")).load(*graph.commits, is_packed=True)
        with open_store(Path(folder, "repo")) as store:
            assert isinstance(store, GitStore)
            line = store.read_landings(store.head, 1000)
            stops = chance.sample(range(1, 30), 3)
            parts = derive_parts(store, store.head, PlainReader, stops=stops)
            ends = [line[stop] for stop in sorted({*stops, 0}, reverse=True) if stop < len(line)]
            assert [part.checkpoint.landing for part in parts] == ends
            for number, (end, part) in enumerate(zip(ends, parts, strict=True), 1):
                ((whole, checkpoint),) = derive_parts(store, end, PlainReader)
                assert join_trails([part.trail for part in parts[:number]]) == whole
                assert part.checkpoint == checkpoint


def read_log(root: Path, revision: str, cache: Cache | None = None) -> tuple[int, str]:
    """The commits and rows of the log document up to a revision."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return read_rows(store, revision, cache)


def read_checkpoint(root: Path, cache: Cache, landing: str) -> Checkpoint | None:
    """The stored checkpoint at the end of the trail up to a landing."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        stored = StoredParts(cache, store)
        return stored.read_checkpoint(stored.find_parts((landing,)))


def list_landings(root: Path) -> list[str]:
    """The landings of main, oldest first."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        return store.read_landings(store.head, 1000)[::-1]

"""Law: the trail is the same whether versions are read incrementally or each as a whole."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.golden import trail_of
from gonogo.pipelines import cached_trail
from gonogo.source.yaml.lenient_reader import PlainReader
from repository import RepoBuilder
from support.chance import by_chance, make_history
from support.plain import parse_plain

if TYPE_CHECKING:
    from random import Random

    from gonogo.core.nodes import PlainTree, Unreadable


class WholeReader(PlainReader):
    """Reads each version as if it were the first."""

    def read(self, data: bytes) -> PlainTree | Unreadable:
        return parse_plain(data)

    def fork(self) -> PlainReader:
        return self


@by_chance(12)
def test_trail_is_the_same_without_incremental_reading(chance: Random) -> None:
    """A reader that reads each version as a whole results in the same events."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        RepoBuilder(Path(folder)).load(*graph.commits, is_packed=True)
        trail = trail_of(Path(folder))
        patch.setattr(cached_trail, "PlainReader", WholeReader)
        assert trail_of(Path(folder)) == trail

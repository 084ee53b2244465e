"""Law: the trail is the same whether versions are read from those before them, or each by itself as a whole."""

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
def test_trail_needs_no_short_cut(chance: Random) -> None:
    """Every event is the same."""
    graph = make_history(chance)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        RepoBuilder(Path(folder)).load(*graph.commits, is_packed=True)
        trail = trail_of(Path(folder))
        patch.setattr(cached_trail, "PlainReader", WholeReader)
        assert trail_of(Path(folder)) == trail

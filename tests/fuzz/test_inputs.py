"""Odd files of the format, commits and mkdocs.yml: a few seeds of `inputs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fuzz.inputs import try_seeds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("kind", "count"), [("files", 200), ("commits", 1), ("settings", 6)])
def test_odd_input_gets_an_answer(kind: str, count: int, tmp_path: Path) -> None:
    """A command ends in time, with a result or with what is wrong; nothing is lost, and no event is invented."""
    results, failures = try_seeds(kind, tmp_path, range(count))
    assert failures == []
    assert results.total() == count

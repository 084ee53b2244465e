"""A few seeds of `inputs`: odd files of the format, commits and mkdocs.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fuzz.inputs import try_seeds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("kind", "count"), [("files", 200), ("commits", 1), ("settings", 6)])
def test_odd_input_gets_an_answer(kind: str, count: int, tmp_path: Path) -> None:
    """A command finishes in time with a correct result or an error."""
    results, failures = try_seeds(kind, tmp_path, range(count))
    assert failures == []
    assert results.total() == count

"""The demo repository for the examples in the handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that `gonogo demo` creates."""
    place = tmp_path_factory.mktemp("demo") / "clinic"
    assert run("demo", place).code == 0
    return place

"""The MkDocs settings of this repository, the demo, `gonogo init` and `gonogo render`."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.builders.tree_configuration import DEFAULT
from gonogo.pipelines import new_project

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), id="this repository"),
        pytest.param((ROOT / "generator/gonogo/demo/files/mkdocs.yml").read_text(encoding="utf-8"), id="the demo"),
        pytest.param(Path(new_project.__file__).read_text(encoding="utf-8"), id="init"),
        pytest.param(str(DEFAULT), id="render"),
    ],
)
def test_mkdocs_settings_limit_the_menu_to_one_system(text: str) -> None:
    """The settings have `navigation.prune` and no `navigation.sections`, so pages have no menu of other systems."""
    assert "navigation.prune" in text
    assert "navigation.sections" not in text

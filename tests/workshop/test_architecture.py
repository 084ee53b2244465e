"""docs/architecture.md describes the program as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gonogo

PACKAGE = Path(gonogo.__file__).parent
PAGE = Path(__file__).parents[2] / "docs/architecture.md"
MODULES = sorted(
    file.relative_to(PACKAGE).as_posix()
    for file in PACKAGE.rglob("*.py")
    if file.name not in {"__init__.py", "__main__.py"}
)
NAMED = set(re.findall(r"`([a-z_/]+\.py)`", PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES)
def test_architecture_names_every_module(module: str) -> None:
    """A newcomer finds each module of the program on the page, by its path in the package."""
    # The rules and the commands are files of one kind each; CONTRIBUTING and the reference pages describe them.
    room = module.rpartition("/")[0]
    of_one_kind = {"checks": "checks/rule.py", "cli": "cli/*.py"}
    assert module in NAMED or (room in of_one_kind and f"`{room}/" in PAGE.read_text(encoding="utf-8"))


def test_architecture_names_no_module_that_is_gone() -> None:
    """Each path on the page is a module of the program."""
    assert not {name for name in NAMED if name not in MODULES}

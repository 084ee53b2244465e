"""docs/architecture.md describes the program as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gonogo
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES
from gonogo.cli import COMMANDS

PACKAGE = Path(gonogo.__file__).parent
PAGE = Path(__file__).parents[2] / "docs/architecture.md"
MODULES = sorted(
    file.relative_to(PACKAGE).as_posix()
    for file in PACKAGE.rglob("*.py")
    if file.name not in {"__init__.py", "__main__.py"}
)
NAMED = set(re.findall(r"`([a-z_]+/[a-z_/]*\.py)`", PAGE.read_text(encoding="utf-8")))
# Commands and rules are files of one kind each; the reference pages describe every one of them.
DESCRIBED = {f"cli/{command}.py" for command in COMMANDS} | {
    f"checks/{rule_id(rule).replace('-', '_')}.py" for rule in RULES
}


@pytest.mark.parametrize("module", MODULES)
def test_architecture_names_every_module(module: str) -> None:
    """A newcomer finds each module of the program on the page, by its path in the package."""
    assert module in NAMED | DESCRIBED


def test_architecture_names_no_module_that_is_gone() -> None:
    """Each path on the page is a module of the program, or a test."""
    assert not {name for name in NAMED if name not in MODULES and not name.startswith("tests/")}

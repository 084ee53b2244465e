"""The pages about modules and architecture name the modules of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gonogo
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES
from gonogo.cli import COMMANDS

PACKAGE = Path(gonogo.__file__).parent
DOCS = Path(__file__).parents[2] / "docs"
MODULES = sorted(
    file.relative_to(PACKAGE).as_posix()
    for file in PACKAGE.rglob("*.py")
    if file.name not in {"__init__.py", "__main__.py"}
)


def find_named(page: str) -> set[str]:
    """The module paths on a page."""
    return set(re.findall(r"`([a-z_]+/[a-z_/]*\.py)`", (DOCS / page).read_text(encoding="utf-8")))


# The reference pages describe the module of each command and each rule.
DESCRIBED = {f"cli/{command}.py" for command in COMMANDS} | {
    f"checks/{rule_id(rule).replace('-', '_')}.py" for rule in RULES
}


@pytest.mark.parametrize("module", MODULES)
def test_modules_page_names_every_module(module: str) -> None:
    """Newcomers find each module by its path in the package."""
    assert module in find_named("modules.md") | DESCRIBED


@pytest.mark.parametrize("page", ["modules.md", "architecture.md", "data-flow.md"])
def test_page_names_only_existing_modules(page: str) -> None:
    """Each path on a page is a module of the program or a test."""
    named = find_named(page)
    assert named
    assert not {name for name in named if name not in MODULES and not name.startswith("tests/")}

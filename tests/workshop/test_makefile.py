"""Every `make` target runs a documented command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^(\w+):.*? ## .+\n\t(.+)$", MAKEFILE, re.MULTILINE))
TARGETS = [word for word in RECIPES if word != "help"]
ROWS = re.findall(
    r"^\| [^|]+ \| (?:`make (\w+)`)? ?\| `([^`]+)` \|$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE
)


def test_make_targets_run_the_commands_in_contributing() -> None:
    """Each target is in the table of CONTRIBUTING, and runs exactly the command in its row."""
    assert {word: command for word, command in ROWS if word} == {word: RECIPES[word] for word in TARGETS}


def test_scripts_are_executable_and_documented() -> None:
    """Each script in .ci is in the table or called by another script."""
    texts = [
        *(command for _, command in ROWS),
        *(file.read_text(encoding="utf-8") for file in (ROOT / ".ci").iterdir()),
    ]
    for script in (ROOT / ".ci").iterdir():
        assert os.access(script, os.X_OK), script
        assert script.name == "run" or any(f".ci/{script.name}" in text for text in texts), script


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_help_lists_every_target() -> None:
    """`help` is the first target, so `make` alone prints the list and changes nothing."""
    ran = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["help", *TARGETS]

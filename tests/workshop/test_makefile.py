"""The words of `make` run documented commands, and nothing else."""

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
WORDS = [word for word in RECIPES if word != "help"]
ROWS = re.findall(
    r"^\| [^|]+ \| (?:`make (\w+)`)? ?\| `([^`]+)` \|$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE
)


def test_words_are_those_of_the_handbook_with_their_commands() -> None:
    """A word is a row of the table in CONTRIBUTING, and its recipe is the one command of that row."""
    assert {word: command for word, command in ROWS if word} == {word: RECIPES[word] for word in WORDS}


def test_documented_scripts_are_those_that_exist() -> None:
    """Each script of .ci has a row or is run by another one, and can be executed."""
    texts = [
        *(command for _, command in ROWS),
        *(file.read_text(encoding="utf-8") for file in (ROOT / ".ci").iterdir()),
    ]
    for script in (ROOT / ".ci").iterdir():
        assert os.access(script, os.X_OK), script
        assert script.name == "run" or any(f".ci/{script.name}" in text for text in texts), script


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_help_lists_every_word() -> None:
    """It is the first target, so that `make` alone prints it, and changes nothing."""
    ran = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["help", *WORDS]

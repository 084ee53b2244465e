"""The commands of an auditor work as on the page, in the repository of `gonogo demo`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import run
from handbook.page import Command, read_steps
from handbook.shop import read_page

COMMANDS = [step.line for step in read_steps(read_page("audit.md")) if isinstance(step, Command)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that `gonogo demo` makes, and the audit.csv of its site."""
    place = tmp_path_factory.mktemp("demo") / "clinic"
    assert run("demo", place).code == 0
    assert run("build", at=place).code == 0
    (place / "audit.csv").write_bytes((place / "site/audit.csv").read_bytes())
    return place


@pytest.mark.parametrize("line", COMMANDS)
def test_command_of_an_auditor_works(line: str, demo: Path) -> None:
    """Each ends with 0: git finds the commits, and `cmp` finds no difference."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", line]
    ran = subprocess.run(shell, cwd=demo, env={"PATH": programs}, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert bool(ran.stdout) != ("cmp" in line)

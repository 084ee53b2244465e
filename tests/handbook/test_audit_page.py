"""The commands on the page for auditors work in the demo repository."""

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
def audited(demo: Path) -> Path:
    """The demo with the audit.csv of its site."""
    assert run("build", at=demo).code == 0
    (demo / "audit.csv").write_bytes((demo / "site/audit.csv").read_bytes())
    return demo


@pytest.mark.parametrize("line", COMMANDS)
def test_audit_page_command_succeeds(line: str, audited: Path) -> None:
    """Each command ends with exit code 0: git finds the commits, and `cmp` finds no difference."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", line]
    ran = subprocess.run(shell, cwd=audited, env={"PATH": programs}, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert bool(ran.stdout) != ("cmp" in line)

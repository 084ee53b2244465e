"""The golden projects in `tests/cases`: a valid base project, and cases with the files that differ from it.

A case expects the complete output of `gonogo check`. The format of the cases is in `support.golden`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from gonogo.cli import gonogo
from support.golden import CASES, read_cases

BASE = CASES / "base"
BROKEN = read_cases(CASES / "reading")
RELEASE = "checklists/shop/v1.yml"
CHECK = ("check", "--as-of", "2026-01-01")


class Printed(NamedTuple):
    """The output and the exit code of a command."""

    output: str
    exit_code: int


def lay_out(root: Path, case: str = "") -> Path:
    """Copies the base project into `root` and replaces the files of a case."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if case:
        BROKEN[case].lay_out(root)
    return root


def check(root: Path) -> Printed:
    """Runs `gonogo check` on a project in this process; raises the exception of a bug."""
    result = CliRunner().invoke(gonogo, ["-C", str(root), *CHECK], catch_exceptions=False)
    return Printed(result.output, result.exit_code)


def check_as_process(root: Path, timeout: float = 60) -> Printed:
    """Runs `gonogo check` in a new process; the output contains the reports of bugs."""
    command = [sys.executable, "-m", "gonogo", "-C", str(root), *CHECK]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    process = subprocess.run(command, capture_output=True, env=environment, timeout=timeout, check=False)
    return Printed((process.stdout + process.stderr).decode(), process.returncode)

"""The golden projects in `tests/cases`: a valid base, and cases with the files that differ from it (`support.golden`).

What a case expects is all that `gonogo check` prints.
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
    """What a command said and how it ended."""

    output: str
    exit_code: int


def lay_out(root: Path, case: str = "") -> Path:
    """The base project, copied into `root`, with the files of a case in place of its own."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if case:
        BROKEN[case].lay_out(root)
    return root


def check(root: Path) -> Printed:
    """What `gonogo check` says of a project. A bug in it is raised."""
    result = CliRunner().invoke(gonogo, ["-C", str(root), *CHECK], catch_exceptions=False)
    return Printed(result.output, result.exit_code)


def check_as_process(root: Path, timeout: float = 60) -> Printed:
    """The same from a process of its own, with what it says of its own bugs."""
    command = [sys.executable, "-m", "gonogo", "-C", str(root), *CHECK]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    process = subprocess.run(command, capture_output=True, env=environment, timeout=timeout, check=False)
    return Printed((process.stdout + process.stderr).decode(), process.returncode)

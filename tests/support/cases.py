"""The golden projects below `tests/cases`: a valid base, and folders with the files that differ from it.

`expected.txt` of a case is all that `gonogo check` prints. After a deliberate change of messages,
`GONOGO_REWRITE_CASES=1 pytest tests/reading` writes them anew; read the difference before committing it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from gonogo.cli import gonogo

CASES = Path(__file__).parents[1] / "cases"
BASE = CASES / "base"
BROKEN = tuple(sorted(folder.name for folder in (CASES / "reading").iterdir()))
RELEASE = "checklists/shop/v1.yml"
CHECK = ("check", "--as-of", "2026-01-01")


class Printed(NamedTuple):
    """What a command said and how it ended."""

    output: str
    exit_code: int


def case_folder(case: str) -> Path:
    """The folder of a case of broken files."""
    return CASES / "reading" / case


def lay_out(root: Path, case: str = "") -> Path:
    """The base project, copied into `root`, with the files of a case in place of its own."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if case:
        shutil.copytree(case_folder(case) / "checklists", root / "checklists", dirs_exist_ok=True)
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


def expected_text(golden: Path, found: str) -> str:
    """What the golden file says; it says what was found where goldens are being rewritten."""
    if os.environ.get("GONOGO_REWRITE_CASES"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    return golden.read_text(encoding="utf-8")

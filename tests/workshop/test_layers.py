"""The contracts of lint-imports hold for the program, and detect every kind of violation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CONTRACTS = (
    "every module is in a layer, and imports from its own layer or from those below",
    "pages are made of parts, and parts know no page",
    "pages know nothing of each other",
    "only builders know MkDocs",
    "only source knows git, YAML, processes and SQLite",
    "only outputs know Jinja",
    "kinds of section know nothing of each other",
    "history and trust ask git and YAML through protocols",
    "inside history: forms of a trail, trail, steps, mainline and events",
    "commands know no page",
)
# Violations: a file, its import, the broken contract, and the line of the output that names the file.
WRONG = {
    "stray": ("stray.py", "", CONTRACTS[0], "- gonogo.stray"),
    "stray-package": ("sundry/__init__.py", "", CONTRACTS[0], "- gonogo.sundry"),
    "import-of-a-higher-layer": (
        "model/stray.py",
        "from gonogo import cli",
        CONTRACTS[0],
        "- gonogo.model.stray -> gonogo.cli",
    ),
    "page-in-a-part": (
        "site/parts/stray.py",
        "from gonogo.site.pages import all_pages",
        CONTRACTS[1],
        "- gonogo.site.parts.stray -> gonogo.site.pages.all_pages",
    ),
    "page-in-a-page": (
        "site/pages/odd_page.py",
        "from gonogo.site.pages import home_page",
        CONTRACTS[2],
        "- gonogo.site.pages.odd_page -> gonogo.site.pages.home_page",
    ),
    "mkdocs": ("pipelines/stray.py", "import mkdocs", CONTRACTS[3], "- gonogo.pipelines.stray -> mkdocs"),
    "mkdocs-module": (
        "site/parts/looks.py",
        "from mkdocs.config import base",
        CONTRACTS[3],
        "- gonogo.site.parts.looks -> mkdocs",
    ),
    "git": ("history/events/stray.py", "import git", CONTRACTS[4], "- gonogo.history.events.stray -> git"),
    "yaml": ("format/stray.py", "import yaml", CONTRACTS[4], "- gonogo.format.stray -> yaml"),
    "subprocess": ("cli/stray.py", "import subprocess", CONTRACTS[4], "- gonogo.cli.stray -> subprocess"),
    "sqlite": ("checks/stray.py", "import sqlite3", CONTRACTS[4], "- gonogo.checks.stray -> sqlite3"),
    "jinja": ("site/pages/stray.py", "import jinja2", CONTRACTS[5], "- gonogo.site.pages.stray -> jinja2"),
    "kinds": (
        "format/sections/stray.py",
        "from gonogo.format.sections import checklist",
        CONTRACTS[6],
        "- gonogo.format.sections.stray -> gonogo.format.sections.checklist",
    ),
    "source-in-history": (
        "history/events/odd.py",
        "from gonogo.source import git",
        CONTRACTS[7],
        "- gonogo.history.events.odd -> gonogo.source.git",
    ),
    "source-in-trust": (
        "trust/odd.py",
        "from gonogo.source import git",
        CONTRACTS[7],
        "- gonogo.trust.odd -> gonogo.source.git",
    ),
    "stray-in-history": ("history/stray.py", "", CONTRACTS[8], "- gonogo.history.stray"),
    "page-in-a-command": (
        "cli/odd.py",
        "from gonogo.site import plan",
        CONTRACTS[9],
        "- gonogo.cli.odd -> gonogo.site.plan",
    ),
}


def _copy(folder: Path) -> Path:
    shutil.copytree(PROJECT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def _lint(folder: Path) -> str:
    """The output of lint-imports for the copy of the program in a folder, without line breaks in sentences."""
    code = "from importlinter.cli import lint_imports_command as command; command(['--no-cache'])"
    environment = {**os.environ, "PYTHONPATH": str(folder / "generator"), "COLUMNS": "300"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def violations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The output of each contract for a copy of the program with every violation."""
    folder = _copy(tmp_path_factory.mktemp("wrong"))
    for path, text, _, _ in WRONG.values():
        file = folder / "generator/gonogo" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{text}\n", encoding="utf-8")
    headings = "|".join(map(re.escape, CONTRACTS))
    _, *parts = re.split(rf"^({headings})\n-+$", _lint(folder), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("contract", "line"), [wrong[2:] for wrong in WRONG.values()], ids=WRONG)
def test_contract_reports_the_violation(violations: dict[str, str], contract: str, line: str) -> None:
    """A module outside every layer or a forbidden import breaks the matching contract."""
    assert line in re.sub(r" {2,}", " ", violations[contract])


def test_program_breaks_no_contract(tmp_path: Path) -> None:
    """The program itself keeps all contracts of lint-imports."""
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in _lint(_copy(tmp_path))

"""Copies gonogo and adds an example from CONTRIBUTING.md, as a contributor does."""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import gonogo
from cli.running import Ran, run_process

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"
PACKAGE = Path(gonogo.__file__).parent


class PackageCopy(NamedTuple):
    """A copy of the package, with a project on which its commands run."""

    package: Path
    project: Path

    def run(self, *arguments: object) -> Ran:
        """Runs a command of the copy in a new process."""
        return run_process(*arguments, at=self.project, environment={"PYTHONPATH": str(self.package.parent)})

    def find_module(self, name: str) -> Path:
        """The file from which a process of the copy imports a module. The installed gonogo must not be imported."""
        return Path(self.run_python(f"import {name} as module; print(module.__file__)").strip())

    def run_python(self, program: str, *arguments: str) -> str:
        """The output of a program that imports the copy, run in the project."""
        command, environment = [sys.executable, "-c", program, *arguments], {"PYTHONPATH": str(self.package.parent)}
        ran = subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True, check=True)
        return ran.stdout

    def changes(self) -> list[str]:
        """The files that differ between the copy and the package, or exist in only one of them."""
        files = {
            file.relative_to(folder).as_posix()
            for folder in (PACKAGE, self.package)
            for file in folder.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        _, different, absent = filecmp.cmpfiles(PACKAGE, self.package, files, shallow=False)
        return sorted((*different, *absent))


def copy_package(root: Path, section: str, file: str, edits: dict[str, str], index: str) -> Path:
    """Copies the package below `root` and adds the example of a section of CONTRIBUTING.md as `file`.

    `edits` are the changes of `index`, the file that lists the modules of a folder; each edit has to match exactly
    once.
    """
    package = root / "copy" / "gonogo"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / file).write_text(_find_example(section), encoding="utf-8")
    text = (package / index).read_text(encoding="utf-8")
    for before, after in edits.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (package / index).write_text(text, encoding="utf-8")
    return package


def change_package(root: Path, section: str) -> tuple[Path, list[str]]:
    """Copies the package below `root` with the changes of a section of CONTRIBUTING.md.

    Returns the changed files too. A change is a `diff` block; it applies to the file that the text names last before
    the block, and has to match exactly once.
    """
    package = root / "copy" / "gonogo"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    changed: list[str] = []
    for file, lines in _find_changes(section):
        before, after = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
        text = (package / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        (package / file).write_text(text.replace(before, after), encoding="utf-8")
        changed += [] if file in changed else [file]
    return package, sorted(changed)


def _find_changes(section: str) -> Iterator[tuple[str, list[str]]]:
    """The `diff` blocks below a heading of CONTRIBUTING.md, as lines, each with its file."""
    text = CONTRIBUTING.read_text(encoding="utf-8").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    file, flags = "", re.MULTILINE | re.DOTALL
    for path, block in re.findall(r"`generator/gonogo/([\w/]+\.py)`|^ *```diff\n(.*?)^ *```$", text, flags):
        file = path or file
        if block:
            yield file, dedent(block).splitlines(keepends=True)


def _find_example(section: str) -> str:
    """The first Python block below a heading of CONTRIBUTING.md."""
    text = CONTRIBUTING.read_text(encoding="utf-8").partition(f"\n## {section}\n")[2]
    block = re.search(r"^ *```python\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    return dedent(block[1])

"""The example command in CONTRIBUTING works like every other command in a copy of gonogo.

The command is `gonogo people`. The only other change of the copy is its name in the tuple in `cli/__init__.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from building import PEOPLE, Files, lay_out
from package_copy import PackageCopy, copy_package

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Lists the people of people.yml with the roles that they hold."


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> PackageCopy:
    """A copy of gonogo with the command, and a project in which one person has no role."""
    root = tmp_path_factory.mktemp("command")
    edits = {'    "reference",\n': '    "people",\n    "reference",\n'}
    package = copy_package(root, "Add a command", "cli/people.py", edits, "cli/__init__.py")
    eve = "  eve:\n    name: Eve Ekman\n    emails: [eve@example.com]\n"
    lay_out(root / "project", Files(people=f"{PEOPLE}{eve}"))
    return PackageCopy(package, root / "project")


def test_new_command_needs_one_new_and_one_changed_file(copy: PackageCopy) -> None:
    """The command is one new module and one changed list, and the copy imports the new module."""
    assert copy.changes() == ["cli/__init__.py", "cli/people.py"]
    assert copy.find_module("gonogo.cli.people") == copy.package / "cli" / "people.py"


def test_new_command_prints_its_lines(copy: PackageCopy) -> None:
    """The output has the lines that the function yields."""
    lines = ("ann  Ann Archer  shop/qa-lead", "bob  Bob Baker  shop/cto", "eve  Eve Ekman  no role")
    assert copy.run("people") == (0, "".join(f"{line}\n" for line in lines), "")


def test_new_command_supports_the_directory_option(copy: PackageCopy, tmp_path: Path) -> None:
    """The command supports `-C`; in a folder without checklists, it exits with code 2 and a hint."""
    elsewhere = copy._replace(project=tmp_path)
    assert elsewhere.run("-C", copy.project, "people") == copy.run("people")
    ran = elsewhere.run("people")
    assert (ran.code, ran.out, "help: gonogo init begins a project here" in ran.err) == (2, "", True)


def test_new_command_is_in_help_and_reference(copy: PackageCopy, tmp_path: Path) -> None:
    """The command is in the list of commands, has its own help, and is on the reference page."""
    assert re.search(f"^  people +{re.escape(SENTENCE)}$", copy.run("--help").out, re.MULTILINE)
    assert "Example: gonogo people" in copy.run("people", "--help").out
    assert copy.run("reference", tmp_path).code == 0
    chapter = (tmp_path / "cli.md").read_text(encoding="utf-8").partition("## gonogo people\n")[2].partition("\n## ")[0]
    assert SENTENCE in chapter


@pytest.mark.parametrize("typed", ["poeple", "peple", "People"])
def test_new_command_is_suggested_for_a_misspelled_name(copy: PackageCopy, typed: str) -> None:
    """A misspelled name of the command leads to a suggestion with its name."""
    assert 'did you mean "people"?' in copy.run(typed).err


def test_new_command_is_imported_only_when_it_runs(copy: PackageCopy) -> None:
    """Other commands do not import the new module, so they do not become slower."""
    code = "import sys, gonogo.cli.status; print('gonogo.cli.people' in sys.modules)"
    environment = {"PYTHONPATH": str(copy.package.parent)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"

"""The page about a first project does what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.afternoon import Machine
from handbook.page import Command, File, read_steps
from handbook.shop import read_page

if TYPE_CHECKING:
    from pathlib import Path


def test_first_project_is_as_the_page_says(tmp_path: Path) -> None:
    """Every file and command below the installation, in the order of the page; each output is as on the page."""
    machine = Machine(tmp_path)
    commands = 0
    for step in read_steps(read_page("start.md").partition("\n## Lay out the files\n")[2]):
        if isinstance(step, File | Command):
            machine.follow(step)
            commands += isinstance(step, Command)
    assert commands > 8

"""The pages about a first project, editors and checks show the correct commands and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.afternoon import Machine
from handbook.page import Command, File, read_steps
from handbook.shop import read_page

if TYPE_CHECKING:
    from pathlib import Path


def test_start_pages_show_the_output_of_their_commands(tmp_path: Path) -> None:
    """After every file, in the order of the pages, each command prints the output on its page."""
    machine = Machine(tmp_path)
    commands = 0
    first = read_page("start.md").partition("\n## Lay out the files\n")[2]
    for step in read_steps(first + read_page("editor.md") + read_page("checks.md")):
        if isinstance(step, File | Command):
            machine.follow(step)
            commands += isinstance(step, Command)
    assert commands > 8

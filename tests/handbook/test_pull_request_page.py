"""The commands of the pull request tutorial have the output on the page, and lead to an open gate."""

from __future__ import annotations

import re
from pathlib import Path

from handbook.afternoon import Forge, Machine
from handbook.page import Command, read_steps

TEXT = (Path(__file__).parents[2] / "docs" / "handbook" / "pull-request.md").read_text(encoding="utf-8")
MERGE = re.compile(r"Ann opens pull request #(\d+)\.[^#]*?(\w+) presses \*Merge pull request\*\.")
BRANCHES = {"1": "tests", "2": "go"}


def test_pull_request_tutorial_leads_to_an_open_gate(tmp_path: Path) -> None:
    """From an empty folder, with merges as on GitHub, the commands of the page lead to an open gate."""
    machine, forge = Machine(tmp_path / "ann"), None
    position = 0
    for merge in [*MERGE.finditer(TEXT), None]:
        text = TEXT[position : merge.start() if merge else len(TEXT)]
        for step in read_steps(text):
            if isinstance(step, Command):
                machine.follow(step)
        if merge:
            forge = forge or Forge(machine, tmp_path / "browser")
            forge.press_merge(int(merge[1]), BRANCHES[merge[1]], merge[2])
            position = merge.end()
    assert machine.type("gonogo status --exit-code --at origin/main").startswith("GO  ")


def test_completion_and_sign_off_take_three_commands_each() -> None:
    """Completing an item and signing each take a branch, a commit with the answer, and a push."""
    for title in ("Complete an item", "Sign"):
        [section] = re.findall(rf"^## {title}\n(.*?)(?=^## )", TEXT, re.DOTALL | re.MULTILINE)
        first, *_ = re.findall(r"^```console\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
        commands = [step for step in read_steps(f"```console\n{first}```\n") if isinstance(step, Command)]
        assert len(commands) == 3

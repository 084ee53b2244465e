"""The tutorial leads from an empty folder to GO, both for a team on GitHub and for one person on one machine."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from handbook.afternoon import Forge, Machine
from handbook.page import Change, Command, File, Heading, PullRequest, read_steps

PAGE = (Path(__file__).parents[2] / "docs" / "handbook" / "first-release.md").read_text(encoding="utf-8")
ALONE = Heading("The same on one machine")
STEPS = read_steps(PAGE)
TEAM = tuple(takewhile(lambda step: step != ALONE, STEPS))
SCRIPT = tuple(step.line for step in STEPS[len(TEAM) :] if isinstance(step, Command))
RELEASE = "checklists/shop/v1.0.0.yml"
AIM = 12


def test_tutorial_leads_a_team_to_go(tmp_path: Path) -> None:
    """After every file, change, command and pull request of the page, in order, the release is GO."""
    machine = Machine(tmp_path / "ann")
    forge = None
    changes: list[Change] = []
    for step in TEAM:
        match step:
            case PullRequest():
                forge = forge or Forge(machine, tmp_path / "browser")
                forge.merge(step, RELEASE, changes)
                changes = []
            case Change():
                changes.append(step)
            case File() | Command():
                machine.follow(step)
    assert not changes
    assert machine.type("gonogo status").startswith("GO  shop/v1.0.0  6 of 6 settled\n")


def test_tutorial_leads_one_person_to_go(tmp_path: Path) -> None:
    """The commands of the last block lead to GO, with the files and changes of the steps that its comments name."""
    machine = Machine(tmp_path)
    for line in SCRIPT:
        for step in _steps_of(line):
            machine.follow(step)
    assert machine.type("gonogo status").startswith("GO  shop/v1.0.0  6 of 6 settled\n")


def _steps_of(line: str) -> tuple[File | Change | Command, ...]:
    """The steps for a line: a command, the files of a step, or the changes of a pull request."""
    if files := re.fullmatch(r"# write the (?:four files|file) of step (\d)", line):
        return tuple(step for step in _section(files[1]) if isinstance(step, File))
    if lines := re.fullmatch(r"# change the lines of pull request #(\d)", line):
        return _changes(int(lines[1]))
    assert not line.startswith("#")
    return (Command(line),)


def _section(number: str) -> tuple[object, ...]:
    """The steps below the heading with a number."""
    [start] = [
        index for index, step in enumerate(TEAM) if isinstance(step, Heading) and step.title.startswith(f"{number}. ")
    ]
    return tuple(takewhile(lambda step: not isinstance(step, Heading), TEAM[start + 1 :]))


def _changes(number: int) -> tuple[Change, ...]:
    """The changes that a pull request proposes."""
    found: list[Change] = []
    for step in TEAM:
        if isinstance(step, PullRequest):
            if step.number == number:
                return tuple(found)
            found = []
        elif isinstance(step, Change):
            found.append(step)
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("commands", "pattern"),
    [
        pytest.param([step for step in TEAM if isinstance(step, Command)], r"Ann types (\d+) commands\.", id="team"),
        pytest.param([line for line in SCRIPT if line[0] != "#"], r"in one folder, with (\d+) commands\.", id="alone"),
    ],
)
def test_tutorial_states_its_number_of_commands(commands: list[object], pattern: str) -> None:
    """The number on the page is correct and less than twelve."""
    [number] = re.findall(pattern, PAGE)
    assert int(number) == len(commands) < AIM

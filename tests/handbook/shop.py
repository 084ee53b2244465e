"""The project of the page `start.md`, in which a YAML block from another page fills a sign-off slot."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.afternoon import Machine, write
from handbook.page import File, read_steps

if TYPE_CHECKING:
    from collections.abc import Mapping

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
RELEASE = "checklists/shop/v1.0.0.yml"
POLICY, PEOPLE, ROLES = "checklists/policy.yml", "checklists/people.yml", "checklists/shop/roles.yml"


def read_page(name: str) -> str:
    """The text of a page of the handbook."""
    return (HANDBOOK / name).read_text(encoding="utf-8")


def read_section(name: str, heading: str) -> str:
    """The text below a heading of a page, up to the next heading of the same depth."""
    marks = heading.partition(" ")[0]
    return re.split(rf"^{marks} ", read_page(name).partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def read_slots(name: str, heading: str) -> list[str]:
    """The slots in the blocks of a section, each from its id to its title."""
    return re.findall(r"^```yaml\n( {6}[\w-]+:\n(?: {8}.*\n)+)```$", read_section(name, heading), re.MULTILINE)


class Shop:
    """The project in its own repository, where Ann commits."""

    def __init__(self, place: Path) -> None:
        self.machine = Machine(place)
        for step in read_steps(read_page("start.md")):
            if isinstance(step, File) and step.path.startswith("checklists/"):
                self.machine.follow(step)
        self.machine.type("git init --quiet -b main")
        self.commit("Name the team")

    def commit(self, message: str, author: str = "Ann Lee <ann@example.com>") -> None:
        """Commits every change on main, as Ann or as another author."""
        name, _, email = author.rstrip(">").partition(" <")
        self.machine.type("git add --all")
        self.machine.type(f"git -c user.name='{name}' -c user.email={email} commit --quiet --message='{message}'")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces a text that occurs once in the file."""
        file = self.machine.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        write(file, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        """Appends lines to a file."""
        file = self.machine.folder / path
        write(file, file.read_text(encoding="utf-8") + text)

    def fill(self, slot: str) -> None:
        """Replaces the lines of a slot in the release, from its id to its title."""
        first, *_, last = slot.splitlines()
        file = self.machine.folder / RELEASE
        old = re.compile(rf"^{first}\n(?: {{8}}.*\n)*?{last}\n", re.MULTILINE)
        text, count = old.subn(lambda _: slot, file.read_text(encoding="utf-8"))
        assert count == 1, slot
        write(file, text)

    def status(self) -> Mapping[str, Any]:
        """The release in the output of `gonogo status`."""
        [release] = json.loads(self.machine.type("gonogo status --format json"))["releases"]
        return release

    def signoff(self, slot: str) -> Mapping[str, Any]:
        """The sign-off of a slot in the output of `gonogo status`."""
        return next(row for row in self.status()["signoffs"] if row["ref"].endswith(f"/{slot}"))

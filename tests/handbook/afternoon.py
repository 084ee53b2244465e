"""The environment of a reader who follows a page: a folder, Ann's machine, and a forge that commits as GitHub does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.page import Change, Command, File

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.page import PullRequest

ADDRESS = "https://github.com/example/shop-readiness"
GITHUB = "GitHub <noreply@github.com>"
# Bob keeps his address private, so GitHub writes its noreply address into his commits.
PEOPLE = {
    "Ann": "Ann Lee <ann@example.com>",
    "Bob": "Bob Ray <1234567+bob-ray@users.noreply.github.com>",
    "Cleo": "Cleo Park <cleo@example.com>",
    "Dan": "Dan Fox <dan@example.com>",
    "Eve": "Eve Stone <eve@example.com>",
}
# GitHub signs every commit that it makes, by OpenPGP.
SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\nwsFcBAABCAAQBQJppE0ACRC1aQ7u\n-----END PGP SIGNATURE-----"


class Machine:
    """A folder on Ann's machine, where git replaces `ADDRESS` with the path of the forge's repository."""

    def __init__(self, place: Path) -> None:
        self.home, self.folder, self.remote = place / "home", place / "work", place / "forge.git"
        for folder in (self.home, self.folder):
            folder.mkdir(parents=True)
        self._edited = ""
        settings = {
            "user.name": "Ann Lee",
            "user.email": "ann@example.com",
            f"url.{self.remote}.insteadOf": ADDRESS,
        }
        for key, value in settings.items():
            self.type(f"git config --global {key} '{value}'")
        self.type(f"git init --quiet --bare --initial-branch=main {self.remote}")

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment without the user's own settings; `gonogo` belongs to the current Python."""
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {"PATH": programs, "HOME": str(self.home), "GIT_CONFIG_SYSTEM": os.devnull, "GONOGO_CACHE": ""}

    def type(self, line: str) -> str:
        """The output of a command, which must succeed."""
        ran = subprocess.run(
            ["sh", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert not ran.returncode, (line, ran.stdout, ran.stderr)
        return ran.stdout

    def follow(self, step: File | Change | Command) -> None:
        """Performs a step of the page, and compares the output with the page."""
        match step:
            case File(path, text):
                write(self.folder / path, text)
                self._edited = path
            case Change():
                change(self.folder / self._edited, [step])
            case Command(line, output):
                printed = self.type(line)
                assert output is None or step.has_printed(printed), f"{line}\n{printed}"


class Forge:
    """The repository on the forge, and the actions of its users in a browser."""

    def __init__(self, machine: Machine, place: Path) -> None:
        self._machine, self._clone = machine, place
        machine.type(f"git clone --quiet {machine.remote} {place}")

    def merge(self, pull_request: PullRequest, path: str, changes: Iterable[Change]) -> None:
        """Commits the changes to a branch as their author, and merges it with a merge commit as the merger."""
        author, number, merger = pull_request
        self._git(f"fetch --quiet && git switch --quiet -c pull-{number} origin/main")
        change(self._clone / path, changes)
        self._commit(PEOPLE[author], f"commit --quiet --all --message='Update {Path(path).name}'")
        self._git("switch --quiet main && git pull --quiet")
        message = f"Merge pull request #{number} from example/pull-{number}"
        self._commit(PEOPLE[merger], f"merge --quiet --no-ff --message='{message}' pull-{number}")
        self._git("push --quiet")

    def press_merge(self, number: int, branch: str, merger: str) -> None:
        """Merges a pushed branch with a merge commit as the merger."""
        self._git("switch --quiet main && git pull --quiet && git fetch --quiet")
        message = f"Merge pull request #{number} from example/{branch}"
        self._commit(PEOPLE[merger], f"merge --quiet --no-ff --message='{message}' origin/{branch}")
        self._git("push --quiet")

    def _commit(self, author: str, command: str) -> None:
        """Makes a commit as the forge does: the forge is the committer, and signs the commit."""
        who = {"AUTHOR": author, "COMMITTER": GITHUB}
        given = [
            f"GIT_{role}_{key}='{value}'"
            for role, text in who.items()
            for key, value in zip(("NAME", "EMAIL"), text.rstrip(">").split(" <"), strict=True)
        ]
        self._machine.type(f"cd {self._clone} && env {' '.join(given)} git {command}")
        head, _, message = self._git("cat-file commit HEAD").partition("\n\n")
        signed = f"{head}\ngpgsig {SIGNATURE.replace(chr(10), f'{chr(10)} ')}\n\n{message}"
        write(self._clone / ".git" / "signed", signed)
        self._git("update-ref HEAD $(git hash-object -t commit -w .git/signed)")

    def _git(self, command: str) -> str:
        return self._machine.type(f"cd {self._clone} && git {command}")


def write(file: Path, text: str) -> None:
    """Writes a file, and creates its missing folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def change(file: Path, changes: Iterable[Change]) -> None:
    """Replaces lines that occur once in the file."""
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, (before, text)
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")

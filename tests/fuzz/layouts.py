"""Odd files in checklists/ and in .git, by seed: no command hangs, and none ends in a traceback.

The tests try a few seeds. For more, run this file::

    .venv/bin/python tests/fuzz/layouts.py 2000
    .venv/bin/python tests/fuzz/layouts.py 500 7000   # 500 seeds from 7000 on

It prints the number of runs with each exit code, and every seed that hung or failed, with its changed files.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from building import lay_out
from cli.running import run
from repository import RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 30
ALLOWED = (0, 1, 2)
NAMES = (
    b"v2.yml", b"v1.yaml", b"v 1.yml", b"V1.yml", b".v1.yml", b".#v1.yml", b"._v1.yml", b"v1.yml~", b"~$v1.yml",
    b"-v.yml", b"--help.yml", b"v\n1.yml", b"v\x1b[31m.yml", b"v\xff.yml", "v\u202e1.yml".encode(), b"index.yml",
    b"404.yml", b"assets.yml", b"search.yml", b"audit.yml", b"people.yml", b"policy.yml", b"roles.yml", b"system.yml",
    b"con.yml", b"nul.yml", b"...yml", b".yml", b"a" * 251 + b".yml", b"v1.yml.orig", b"*.yml", b"[a].yml",
    b":(top)a.yml", b"%2e%2e.yml", b"\xef\xbb\xbfv.yml", b"v1.yml.yml", b"sitemap.xml.yml", b"Icon\r",
    b".git", b".gitattributes", b".gitmodules",
)  # fmt: skip
FOLDERS = (b"", b"shop", b"assets", b"search", b"index", b"404", b"audit", b"people", b"shop/deep", b"-x", b".hidden",
           b"css", b"stylesheets", b"javascripts", b"findings", b"shop.yml", b"Shop")  # fmt: skip
IN_GIT = (
    "HEAD", "refs/heads/main", "packed-refs", "config", "index", "shallow", "commondir", "objects/info/alternates",
    "refs", "refs/heads", "objects", "objects/pack", "logs/HEAD", "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main", "info/attributes", "info/grafts", "gitdir", "FETCH_HEAD", "MERGE_HEAD",
    "objects/pack/pack-1.idx", "objects/pack/pack-1.promisor", "objects/info/commit-graph",
    "reftable", "refs/heads/x/y", "refs/tags/main",
)  # fmt: skip
COMMANDS = (
    ("check",), ("status",), ("status", "--format", "json"), ("next",), ("log",), ("check", "--staged"),
    ("status", "--at", "main"), ("check", "--no-history"), ("show", "shop/v1"), ("codeowners",),
)  # fmt: skip


class HangError(Exception):
    """A command exceeded the time limit."""


class Failure(NamedTuple):
    """A seed that failed: the changed files, the command, and the end of its output."""

    seed: int
    made: list[str]
    command: tuple[str, ...]
    output: str


@contextmanager
def ends_soon() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _remove(place: bytes) -> None:
    if os.path.isdir(place) and not os.path.islink(place):  # noqa: PTH112, PTH114 - bytes
        shutil.rmtree(place)
    elif os.path.lexists(place):
        os.unlink(place)  # noqa: PTH108 - bytes


def _bind(place: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as asked:
        asked.bind(place)


def _write(content: bytes, place: bytes) -> None:
    with open(place, "wb") as file:  # noqa: PTH123 - bytes
        file.write(content)


def _nest(place: bytes) -> None:
    """Makes folders that are nested more deeply than Python's recursion limit."""
    here = os.open(os.path.dirname(place), os.O_RDONLY)  # noqa: PTH120 - bytes
    for _ in range(1200):
        os.mkdir(b"d", dir_fd=here)
        inner = os.open(b"d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open(b"v1.yml", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def put(place: bytes, kind: str, chance: random.Random) -> None:
    """Replaces a path by something of this type."""
    old = b""
    with suppress(OSError):
        old = Path(os.fsdecode(place)).read_bytes() if os.path.isfile(place) else b""  # noqa: PTH113 - bytes
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120 - bytes
    _remove(place)
    at = chance.randrange(len(old) + 1)
    contents = {
        "empty": b"",
        "cut": old[:at],
        "NUL": old[:at] + b"\0" + old[at:],
        "noise": chance.randbytes(chance.choice((1, 40, 5000))),
        "altered": old[:at] + chance.randbytes(3) + old[at + 3 :],
        "twice": old + old,
        "itself": b"ref: refs/heads/main\n",
        "id": b"a" * 40 + b"\n",
        "large": b"x: y\n" * 300_000,
        "brackets": b"[" * 100_000,
    }
    if kind in contents:
        _write(contents[kind], place)
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "socket":
        _bind(place)
    elif kind == "folder":
        os.mkdir(place)  # noqa: PTH102 - bytes
    elif kind == "deep":
        _nest(place)
    elif kind == "sparse":
        _write(b"", place)
        os.truncate(place, 1 << 28)
    elif kind != "missing":
        os.symlink(  # noqa: PTH211 - bytes
            {"loop": place, "nowhere": b"/nowhere", "device": b"/dev/zero", "up": b".."}[kind], place
        )


def remove_project(root: Path) -> None:
    """Removes a project, even if its folders are too deep for Python and pytest."""
    subprocess.run(["rm", "-rf", str(root)], check=False)


IN_CHECKLISTS = ("empty", "NUL", "noise", "large", "brackets", "pipe", "socket", "folder", "deep", "sparse", "loop",
                 "nowhere", "device", "up", "missing", "altered", "cut", "twice")  # fmt: skip
IN_REPOSITORY = ("empty", "cut", "NUL", "noise", "altered", "twice", "itself", "id", "pipe", "socket", "folder", "loop",
                 "nowhere", "device", "up", "missing", "sparse")  # fmt: skip


class Layouts:
    """Odd projects, each a copy of one sound project in a repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lay_out(folder / "plain")
        repo = RepoBuilder(folder / "plain")
        repo.commit("one")
        (repo.root / "checklists/shop/v1.yml").write_bytes((repo.root / "checklists/shop/v1.yml").read_bytes() + b"\n")
        repo.commit("two")
        repo.git("update-ref", "refs/remotes/origin/main", "HEAD~1")
        self.objects = sorted(
            file.relative_to(repo.root / ".git").as_posix()
            for file in (repo.root / ".git/objects").rglob("*")
            if file.is_file()
        )

    def try_seed(self, seed: int, *, in_git: bool) -> tuple[int, Failure | None]:
        """The exit code of a command on the project of a seed, 3 for a bug and -1 for a hang, and the failure."""
        chance = random.Random(seed)  # noqa: S311 - the same every time
        root = self.folder / f"{seed}{'g' if in_git else ''}"
        shutil.copytree(self.folder / "plain", root)
        made = []
        for _ in range(chance.choice((1, 1, 2, 3))):
            name, kind = self._choose(chance, in_git=in_git)
            with suppress(OSError, ValueError):
                put(os.path.join(os.fsencode(root), name), kind, chance)  # noqa: PTH118 - bytes
                made.append(f"{kind} at {name!r}")
        command = chance.choice(COMMANDS)
        output = ""
        try:
            with ends_soon():
                ran = run(*command, at=root)
            code, output = ran.code, ran.err
        except HangError:
            code = -1
        finally:
            remove_project(root)
        is_fine = code in ALLOWED and "Traceback" not in output
        return code, None if is_fine else Failure(seed, made, command, output[-1500:])

    def _choose(self, chance: random.Random, *, in_git: bool) -> tuple[bytes, str]:
        if in_git:
            name = chance.choice((chance.choice(IN_GIT), chance.choice(self.objects), chance.choice(IN_GIT)))
            return os.fsencode(f".git/{name}"), chance.choice(IN_REPOSITORY)
        names = [b"checklists", chance.choice(FOLDERS), chance.choice(NAMES)]
        return b"/".join(name for name in names if name), chance.choice(IN_CHECKLISTS)


def try_seeds(folder: Path, seeds: range, *, in_git: bool, step: int = 100) -> tuple[Counter[int], list[Failure]]:
    """The number of seeds with each exit code, and the failures; prints the progress after each `step`."""
    layouts, codes, failures = Layouts(folder), Counter[int](), []
    for seed in seeds:
        code, failure = layouts.try_seed(seed, in_git=in_git)
        codes[code] += 1
        if failure:
            failures.append(failure)
        if not codes.total() % step:
            print(codes.total(), dict(sorted(codes.items())), f"{len(failures)} failed", flush=True)  # noqa: T201
    return codes, failures


def main() -> None:
    """Tries the number of seeds of both types that the command line requests."""
    count, *first = map(int, sys.argv[1:])
    start = first[0] if first else 0
    os.environ["GONOGO_CACHE"] = ""
    for in_git in (True, False):
        print(".git" if in_git else "checklists")  # noqa: T201
        with tempfile.TemporaryDirectory() as folder:
            _, failures = try_seeds(Path(folder), range(start, start + count), in_git=in_git)
        for failure in failures:
            print(failure.seed, failure.made, failure.command, failure.output, sep="\n  ")  # noqa: T201


if __name__ == "__main__":
    main()

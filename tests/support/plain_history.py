"""An independent reader of histories, written only from the specification and intentionally simple and slow.

It shares no code with `gonogo`: `git cat-file` reads the whole tree of every commit, PyYAML reads YAML, and a walk over
all commits answers each question.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from repository import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tree = dict[str, Any]
_PERSON = re.compile(rb"^(author|committer) .*<(.*)> ", re.MULTILINE)


class PlainCommit(NamedTuple):
    """A commit with the addresses of its author and committer, and the texts of all its files by path."""

    oid: str
    parents: tuple[str, ...]
    author: str
    committer: str
    message: str
    texts: dict[str, str]


class PlainHistory:
    """The ancestors of a revision by id."""

    def __init__(self, root: Path, tip: str) -> None:
        self._root = root
        self.tip = tip
        commits = [line.split() for line in self._git("rev-list", "--parents", tip).decode().splitlines()]
        objects = self._git("rev-list", "--objects", tip).decode().splitlines()
        paths = sorted({line.partition(" ")[2] for line in objects if line.endswith((".yml", ".txt", ".md", ".pdf"))})
        names = [name for oid, *_ in commits for name in (oid, *(f"{oid}:{path}" for path in paths))]
        found = self._read(names)
        self.commits = {
            oid: _make_commit(oid, tuple(parents), found[oid] or b"", {path: found[f"{oid}:{path}"] for path in paths})
            for oid, *parents in commits
        }

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self._root), *arguments]
        return subprocess.run(command, env=git_environment(), input=given, capture_output=True, check=True).stdout

    def _read(self, names: list[str]) -> dict[str, bytes | None]:
        """The contents of objects by name; None for a missing object."""
        left = self._git("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
        contents: dict[str, bytes | None] = {}
        for name in names:
            head, _, left = left.partition(b"\n")
            if head.endswith(b" missing"):
                contents[name] = None
                continue
            size = int(head.split()[-1])
            contents[name], left = left[:size], left[size + 1 :]
        return contents

    def line(self) -> list[str]:
        """The landings, oldest first."""
        line = [self.tip]
        while parents := self.commits[line[-1]].parents:
            line.append(parents[0])
        return line[::-1]

    def ancestors(self, oid: str) -> set[str]:
        """A commit and all its ancestors."""
        found: set[str] = set()
        waiting = [oid]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.commits[one].parents)
        return found

    def inside(self, landing: str) -> set[str]:
        """The commits that a landing adds to main."""
        parents = self.commits[landing].parents
        return self.ancestors(landing) - (self.ancestors(parents[0]) if parents else set())

    def tree(self, oid: str, path: str) -> Tree | None:
        """A file in a commit, or in the nearest first parent with a readable version; None if there is none."""
        text = self.commits[oid].texts.get(path)
        while text is not None:
            tree = read(text)
            if tree is not None:
                return tree
            if not self.commits[oid].parents:
                return None
            oid = self.commits[oid].parents[0]
            text = self.commits[oid].texts.get(path)
        return None

    def is_clear(self, landing: str, *paths: str) -> bool:
        """Whether these files are readable in every commit from which a landing starts.

        If a file is unreadable, gonogo treats it as absent there, and the specification uses its earlier version.
        """
        inside = self.inside(landing)
        outside = {parent for oid in inside for parent in self.commits[oid].parents} - inside
        texts = [self.commits[oid].texts.get(path) for oid in outside for path in paths]
        return all(text is None or read(text) is not None for text in texts)

    def introducers(self, landing: str, value_in: Callable[[str], Any]) -> dict[str, bool]:
        """The commits that introduced a value of a landing, each with whether it restored an old value.

        The walk goes from the landing to all parents inside the landing that have the same value. The commits at which
        it ends are the introducers. If such a commit has a parent outside the landing with the same value, it restores
        an old value.
        """
        inside, value = self.inside(landing), value_in(landing)
        found: dict[str, bool] = {}

        def walk(oid: str) -> None:
            same = [parent for parent in self.commits[oid].parents if value_in(parent) == value]
            for parent in same:
                if parent in inside:
                    walk(parent)
            if not any(parent in inside for parent in same):
                found[oid] = bool(same)

        walk(landing)
        return found


def _make_commit(oid: str, parents: tuple[str, ...], raw: bytes, texts: dict[str, bytes | None]) -> PlainCommit:
    head, _, message = raw.partition(b"\n\n")
    people = {name: address.decode() for name, address in _PERSON.findall(head)}
    files = {path: data.decode() for path, data in texts.items() if data is not None}
    return PlainCommit(oid, parents, people[b"author"], people[b"committer"], message.decode(), files)


@cache
def read(text: str) -> Tree | None:
    """The mapping in a file, with every scalar as text; None if the file has no mapping."""
    try:
        tree = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    except yaml.YAMLError:
        return None
    return tree if isinstance(tree, dict) else None

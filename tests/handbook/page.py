"""Reads handbook pages as the steps of their readers: files to write, lines to change, commands to type.

A file is a path in backticks that begins a paragraph, and the block below it. A block `diff` changes lines of the file
that the reader wrote last. A block `sh` has a command in each line; a block `console` has commands after `$ `, each
with its expected output.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = re.compile(
    r"^(?P<heading>## [^\n]+)$"
    r"|(?<=\n\n)`(?P<path>[\w./-]+)`(?:[^\n]+\n)+\n```\w+\n(?P<text>.*?)^```$"
    r"|^```diff\n(?P<diff>.*?)^```$"
    r"|^```sh\n(?P<sh>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$"
    r"|^(?P<author>\w+) commits this to a new branch\sand\sopens\spull\srequest\s#(?P<number>\d+);"
    r"\s(?P<merger>\w+)\spresses\s\*Merge\spull\srequest\*\.$",
    re.MULTILINE | re.DOTALL,
)


class Heading(NamedTuple):
    """The title of a section."""

    title: str


class File(NamedTuple):
    """A file to write, by its path in the repository."""

    path: str
    text: str


class Change(NamedTuple):
    """Lines to replace in the file that was written last."""

    before: str
    after: str


class Command(NamedTuple):
    """A line to type. `output` is the expected output, or None if the page does not show it."""

    line: str
    output: str | None = None

    def has_printed(self, printed: str) -> bool:
        """Whether the output matches the page: `…` matches any text, and alone on a line any number of lines."""
        assert self.output is not None
        lines = ("(?:.*\n)*" if line == "…" else f"{_match_line(line)}\n" for line in self.output.splitlines())
        return re.fullmatch("".join(lines), printed) is not None


def _match_line(line: str) -> str:
    return ".*".join(map(re.escape, line.split("…")))


class PullRequest(NamedTuple):
    """A change with the first names of its author and its merger."""

    author: str
    number: int
    merger: str


Step: TypeAlias = Heading | File | Change | Command | PullRequest


def read_steps(text: str) -> tuple[Step, ...]:
    """The steps of a page, in order."""
    return tuple(_read_steps(text))


def _read_steps(text: str) -> Iterator[Step]:
    for match in _PARTS.finditer(text):
        found = match.groupdict()
        if found["heading"]:
            yield Heading(found["heading"].removeprefix("## "))
        elif found["path"]:
            yield File(found["path"], found["text"])
        elif found["diff"]:
            yield _read_change(found["diff"])
        elif found["sh"]:
            yield from (Command(line) for line in found["sh"].splitlines() if line.strip())
        elif found["console"]:
            yield from _read_session(found["console"])
        else:
            yield PullRequest(found["author"], int(found["number"]), found["merger"])


def _read_change(diff: str) -> Change:
    lines = diff.splitlines(keepends=True)
    before, after = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
    return Change(before, after)


def _read_session(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield Command(line, output)

"""What the commands share: where the project is, what time it is, and how a result ends."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import terminal_safe, visible_json, without_commands
from gonogo.model.schedule import parse_as_of, write_utc
from gonogo.pipelines import assessment
from gonogo.source.files import worktree
from gonogo.source.git.head import head_commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot

F = TypeVar("F", bound="Callable[..., Any]")


class _Time(click.ParamType[datetime]):
    """A date (midnight UTC) or a time with its offset."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_as_of(str(value))
        except ValueError:
            self.fail(f'"{value}" is no date like 2026-03-01 and no time like 2026-03-01T09:00+01:00', param, ctx)


TIME = _Time()


def as_of_option(command: F) -> F:
    """`--as-of TIME`, default now."""
    return click.option(
        "--as-of",
        type=TIME,
        default=lambda: datetime.now(UTC).replace(microsecond=0),
        show_default="now",
        metavar="TIME",
        help="Judge as of this date or time.",
    )(command)


def is_as_of_given() -> bool:
    """Whether the command that runs was given `--as-of`."""
    return click.get_current_context().get_parameter_source("as_of") is not ParameterSource.DEFAULT


def at_option(help_text: str) -> Callable[[F], F]:
    """`--at REV`."""
    return click.option("--at", "revision", metavar="REV", help=help_text)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )


class Project(Frozen):
    """The files of a project and the judgement of every release; `commit` where they are those that a commit holds."""

    root: Path
    snapshot: Snapshot
    judgements: Mapping[Ref, Judgement]
    as_of: datetime
    commit: str | None = None

    @property
    def head(self) -> str | None:
        """The commit that the files are of, else the one that is checked out."""
        return self.commit or head_commit(self.root)

    @property
    def basis(self) -> str:
        """What every verdict rests on, in a sentence."""
        return say_basis(self.as_of, self.head, is_committed=self.commit is not None)


def say_basis(as_of: datetime, head: str | None, *, is_committed: bool = False) -> str:
    """As of when, at which commit, and whether history was there to judge by."""
    files = "" if is_committed else " and the files as they lie here"
    commit = f"commit {head[:12]}{files}" if head else "no commit to name"
    return f"As of {write_utc(as_of)}; {commit}; sign-offs and waivers are not judged by history."


def open_project(directory: Path, as_of: datetime, revision: str | None = None) -> Project:
    """Reads and judges everything, as it lies here or as a revision holds it.

    Raises GonogoError where there are no checklists, and for a revision that names no commit.
    """
    root = worktree.find_root(directory)
    if revision is None:
        snapshot = assessment.load(root)
        return Project(root, snapshot, assessment.assess(snapshot, as_of), as_of)
    from gonogo.source.git.committed_files import read_revision  # noqa: PLC0415 - git takes a while to import

    commit, files = read_revision(root, revision)
    snapshot = assessment.load_files(files)
    return Project(root, snapshot, assessment.assess(snapshot, as_of), as_of, commit)


def print_lines(lines: Iterable[str], *, color: bool | None = None) -> None:
    """Prints lines for people. Text of a file never begins a workflow command of the CI that shows them."""
    click.echo("\n".join(without_commands(line) for line in lines), color=color)


def say(*lines: str, is_error: bool = False) -> None:
    """Prints lines without colour, whatever is in them: names of files and folders, words of others."""
    click.echo(terminal_safe("\n".join(lines)), err=is_error)


def print_json(document: Mapping[str, object]) -> None:
    """Prints a document for programs."""
    import json  # noqa: PLC0415 - 1 ms that no text needs

    click.echo(visible_json(json.dumps(document, indent=2, ensure_ascii=False)))


def wants_color() -> bool:
    """Whether the terminal is one and nobody said no (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

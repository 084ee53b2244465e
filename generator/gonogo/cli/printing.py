"""Output of commands: for people and for programs, and without control sequences for a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from gonogo.core.safe_text import terminal_safe, without_commands, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def print_lines(lines: Iterable[str], *, color: bool | None = None) -> None:
    """Prints lines for people. Strings from files never begin a workflow command of the CI that shows the output."""
    click.echo("\n".join(without_commands(line) for line in lines), color=color)


def say(*lines: str) -> None:
    """Prints lines without color; control characters in the names of files and folders are spelled out."""
    click.echo(terminal_safe("\n".join(lines)))


def print_json(document: Mapping[str, object]) -> None:
    click.echo(write_json(document))


def wants_color() -> bool:
    """Whether the output goes to a terminal that shows colors, and NO_COLOR is not set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

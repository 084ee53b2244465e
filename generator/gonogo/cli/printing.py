"""The output of commands, for people and for programs.

Strings from files cannot add control sequences to the output.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from gonogo.core.safe_text import terminal_safe, without_commands, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def print_lines(lines: Iterable[str], *, color: bool | None = None) -> None:
    """Prints lines for people. A string from a file cannot begin a workflow command in the log of a CI."""
    click.echo("\n".join(without_commands(line) for line in lines), color=color)


def say(*lines: str) -> None:
    """Prints lines without color, with control characters spelled out, for example in names of files."""
    click.echo(terminal_safe("\n".join(lines)))


def print_json(document: Mapping[str, object]) -> None:
    click.echo(write_json(document))


def wants_color() -> bool:
    """Whether the output is a terminal that shows colors, and NO_COLOR is not set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

"""`gonogo reference`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.printing import say
from gonogo.outputs.reference_pages import render_format, render_rules

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("reference")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Writes the reference pages of this version as Markdown: format, rules, command line.

    Example: gonogo reference docs/reference
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"format.md": render_format(), "rules.md": render_rules(), "cli.md": _render_cli()}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
        say(f"wrote {folder / name}")


def _render_cli() -> str:
    """What every command says of itself."""
    return "\n".join(_cli_lines()).rstrip() + "\n"


def _cli_lines() -> Iterator[str]:
    from gonogo.cli import COMMANDS, gonogo  # noqa: PLC0415 - the group imports this module

    yield "# Command line"
    yield ""
    yield "<!-- Written by `gonogo reference`; change the commands instead. -->"
    yield ""
    commands = {name: import_module(f"gonogo.cli.{name}").command for name in COMMANDS}
    for title, one in (("gonogo", gonogo), *((f"gonogo {name}", one) for name, one in commands.items())):
        context = click.Context(
            one, info_name=title, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
        )
        yield f"## {title}"
        yield ""
        yield "```text"
        yield one.get_help(context)
        yield "```"
        yield ""

"""`gonogo reference`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.options import NamedPath
from gonogo.cli.printing import say
from gonogo.outputs.reference_pages import is_reference, render_pages, render_reference
from gonogo.source.files.generated_files import write_generated

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("reference")
@click.argument("folder", metavar="DIR", type=NamedPath(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Writes the reference pages of this version as Markdown: file format, rules, command line.

    Example: gonogo reference docs/reference
    """
    cli = render_reference("Command line", "commands", _cli_lines())
    pages = {**render_pages(), "cli.md": cli}
    write_generated(folder, pages, lambda _, content: is_reference(content), "gonogo reference")
    for name in pages:
        say(f"wrote {folder / name}")


def _cli_lines() -> Iterator[str]:
    from gonogo.cli import COMMANDS, gonogo  # noqa: PLC0415 - the group imports this module

    commands = {name: import_module(f"gonogo.cli.{name}").command for name in COMMANDS}
    for title, command in (("gonogo", gonogo), *((f"gonogo {name}", command) for name, command in commands.items())):
        context = click.Context(
            command, info_name=title, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
        )
        yield f"## {title}"
        yield ""
        yield "```text"
        yield command.get_help(context)
        yield "```"
        yield ""

"""`gonogo schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gonogo.cli.printing import say
from gonogo.format.json_schema import FILES, file_schema


@click.command("schema")
@click.argument("kind", type=click.Choice(tuple(FILES)), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write all schemas as files into DIR.",
)
def command(kind: str | None, folder: Path | None) -> None:
    """Prints the JSON Schema (draft-07) of a kind of file, for editors.

    The first line of every checklist, `# yaml-language-server: $schema=../../.schema/release.json`, points to the
    files that --write makes.

    Example: gonogo schema --write .schema
    """
    if folder is None:
        if kind is None:
            raise click.UsageError(f"name a kind of file ({', '.join(FILES)}), or --write DIR")
        click.echo(_text(kind), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in (kind,) if kind else FILES:
        file = folder / f"{name}.json"
        file.write_text(_text(name), encoding="utf-8")
        say(f"wrote {file}")


def _text(kind: str) -> str:
    return json.dumps(file_schema(kind), indent=2, ensure_ascii=False) + "\n"

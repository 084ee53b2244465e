"""`gonogo schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.options import NamedPath
from gonogo.cli.printing import say
from gonogo.format.json_schema import FILES, file_schema
from gonogo.outputs.json_schemas import DOCUMENTS
from gonogo.source.files.generated_files import write_generated

if TYPE_CHECKING:
    from gonogo.format.value_type import Schema

_SCHEMAS: dict[str, Schema] = {
    **{kind: file_schema(kind) for kind in FILES},
    **{f"json-{name}": schema for name, schema in DOCUMENTS.items()},
}


@click.command("schema")
@click.argument("kind", type=click.Choice(tuple(_SCHEMAS)), metavar="[KIND]", required=False)
@click.option(
    "--write",
    "folder",
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write all schemas as files into DIR.",
)
def command(kind: str | None, folder: Path | None) -> None:
    """Prints the JSON Schema (draft-07) of a kind of file, for editors, or of a JSON document, for programs.

    KIND is a kind of file (people, policy, roles, system, release), or a document that a command prints (json-status,
    json-next, json-show, json-log, json-check, json-diff).

    The first line of every checklist, `# yaml-language-server: $schema=../../.schema/release.json`, names a file that
    --write creates.

    Example: gonogo schema --write .schema
    """
    if folder is None:
        if kind is None:
            raise click.UsageError(f"name a schema ({', '.join(_SCHEMAS)}), or --write DIR")
        click.echo(_text(kind), nl=False)
        return
    texts = {f"{name}.json": _text(name) for name in ((kind,) if kind else _SCHEMAS)}
    write_generated(folder, texts, _is_schema, "gonogo schema")
    for name in texts:
        say(f"wrote {folder / name}")


def _is_schema(name: str, content: bytes) -> bool:
    """Whether the content is the schema that belongs to the file name, from this or an earlier version."""
    try:
        schema = json.loads(content)
    except (ValueError, RecursionError):
        return False
    own = _SCHEMAS[name.removesuffix(".json")]
    return isinstance(schema, dict) and all(schema.get(key) == own[key] for key in ("$schema", "title"))


def _text(kind: str) -> str:
    return json.dumps(_SCHEMAS[kind], indent=2, ensure_ascii=False) + "\n"

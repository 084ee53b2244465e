"""`gonogo serve`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click evaluates nothing, but the signature names it

import click


@click.command("serve")
@click.option(
    "--address", "-a", metavar="IP:PORT", help="Where to listen; default is that of mkdocs.yml, 127.0.0.1:8000."
)
@click.pass_obj
def command(directory: Path, address: str | None) -> None:
    """Shows the site in a browser, and reloads it when a checklist or a page changes.

    Example: gonogo serve
    """
    from gonogo.cli.mkdocs import serve  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    serve(directory, address)

"""`gonogo serve`."""

from __future__ import annotations

import ipaddress
from pathlib import Path  # noqa: TC003 - the signature names it

import click

from gonogo.cli.options import TrustOptions, config_option, trust_options


class _Address(click.ParamType[str]):
    """An IP address or `localhost`, a colon, and a port, as in MkDocs' `dev_addr`."""

    name = "address"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        host, colon, port = str(value).rpartition(":")
        try:
            ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.removeprefix("[").removesuffix("]"))
        except ValueError:
            colon = ""
        if not colon:
            self.fail(f'"{value}" is not an address like 127.0.0.1:8000 or localhost:8000', param, ctx)
        if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
            self.fail(f'"{port}" is not a port: a number from 1 to 65535', param, ctx)
        return str(value)


@click.command("serve")
@click.option(
    "--address",
    "-a",
    type=_Address(),
    metavar="IP:PORT",
    help="The address to listen on. Default: `dev_addr` in mkdocs.yml, or 127.0.0.1:8000.",
)
@config_option
@trust_options
@click.pass_obj
def command(directory: Path, address: str | None, config_file: Path | None, trust: TrustOptions) -> None:
    """Shows the site in a browser, and reloads it when a checklist or a page changes.

    Example: gonogo serve
    """
    from gonogo.builders.mkdocs_run import serve  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    with trust.in_environment():
        serve(directory, address, config_file)

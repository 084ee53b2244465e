"""`gonogo build`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gonogo.cli.common import as_of_option, at_option, say, say_basis
from gonogo.diagnostics import GonogoError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@click.command("build")
@click.option("--site-dir", "-d", metavar="DIR", help="Where to put the site; default is that of mkdocs.yml, site/.")
@at_option("Build from the files of this commit, and its history, instead of those that lie here.")
@as_of_option
@click.pass_obj
def command(directory: Path, site_dir: str | None, revision: str | None, as_of: datetime) -> None:
    """Builds the readiness site; a link that leads nowhere is an error.

    The same files, the same commit and the same --as-of give the same site. With --at, everything but the checklists
    is still as it lies here: mkdocs.yml, the theme, your own pages.

    Example: gonogo build --as-of 2026-03-01T08:00Z
    """
    from gonogo.cli.mkdocs import build  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    if not 1970 <= as_of.year < 2106:  # what the time stamps of a site's compressed files can hold
        raise GonogoError(f"a site is built as of a time from 1970 to 2105, not {as_of.year}", "see --as-of")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(as_of.timestamp()))
    built = build(directory, as_of, site_dir, revision)
    for ref, judgement in built.judgements.items():
        unreadable = ", which does not decode: gonogo check" if not judgement.states else ""
        say(f"{judgement.verdict.value:<11} {ref}{unreadable}")
    say(say_basis(as_of, built.head, is_committed=revision is not None))
    if built.opens_from_disk:
        say(f"Open {built.folder}/index.html, or serve the folder.")
    else:
        say(f"Serve {built.folder}. With `- offline` below `plugins` in mkdocs.yml it opens from disk too.")

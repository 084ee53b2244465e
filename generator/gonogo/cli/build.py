"""`gonogo build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.options import NamedPath, as_of_option, at_option, config_option, is_as_of_given, trust_options
from gonogo.cli.printing import say
from gonogo.cli.project import say_basis

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions


@click.command("build")
@click.option(
    "--site-dir",
    "-d",
    type=NamedPath(),
    metavar="DIR",
    help="The folder of the site: new, empty, or an earlier site. Default: `site_dir` in mkdocs.yml, or site/.",
)
@click.option(
    "--strict/--no-strict",
    "is_strict",
    default=True,
    help="Whether a warning, such as a broken link, fails the build. Default: yes.",
)
@config_option
@at_option("Build from this commit's files and history, not from the working tree.")
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    site_dir: str | None,
    config_file: Path | None,
    revision: str | None,
    as_of: datetime,
    trust: TrustOptions,
    *,
    is_strict: bool,
) -> None:
    """Builds the readiness site.

    The same files, the same commit and the same --as-of give the same site. With --at, only the checklists come from
    the commit; mkdocs.yml, the theme and your own pages come from the working tree. Without --as-of, the time is the
    plugin's `as_of` in mkdocs.yml, or else the current time.

    Example: gonogo build --as-of 2026-03-01T08:00Z
    """
    from gonogo.builders.mkdocs_run import build  # noqa: PLC0415 - MkDocs takes 0.2 s to import

    with trust.in_environment():
        built = build(
            directory,
            as_of,
            site_dir,
            revision,
            named=config_file,
            is_as_of_given=is_as_of_given(),
            is_strict=is_strict,
        )
    for ref, judgement in built.judgements.items():
        unreadable = ", which cannot be read: gonogo check" if not judgement.states else ""
        say(f"{judgement.verdict.value:<11} {ref}{unreadable}")
    say(say_basis(built.as_of, built.head, built.history, is_committed=revision is not None))
    if built.opens_from_disk:
        say(f"Open {built.folder}/index.html, or serve the folder.")
    else:
        say(f"Serve {built.folder}. To open it from disk, add `- offline` below `plugins` in mkdocs.yml.")

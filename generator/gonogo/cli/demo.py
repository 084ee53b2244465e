"""`gonogo demo`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from gonogo.cli.options import NamedPath
from gonogo.cli.printing import say
from gonogo.core.safe_text import visible
from gonogo.source.files.output_place import require_place
from gonogo.source.git.new_repository import write_repository

LAST_DAY = "2026-03-27T18:00+01:00"


@click.command("demo")
@click.argument("folder", metavar="DIR", type=NamedPath(path_type=Path))
@click.pass_obj
def command(directory: Path, folder: Path) -> None:
    """Creates a sample repository to try gonogo: two systems, six releases, six months of history.

    DIR must be new or empty. The people and dates are fictional, and the same in every sample.

    Example: gonogo demo /tmp/clinic && gonogo -C /tmp/clinic build
    """
    from gonogo.demo.script import read_chapters  # noqa: PLC0415 - only for this command
    from gonogo.demo.story import make_commits  # noqa: PLC0415

    place = directory / folder
    head = write_repository(require_place(place, None), make_commits(read_chapters()))
    say(f"Made {visible(str(place))}, with commits up to {head[:12]}.")
    say("Its dates are fixed: the story ends on Friday, 27 March 2026, two hours before a deployment.")
    say("To view it as of that time:")
    run = f"  gonogo -C {visible(shlex.quote(str(place)))}"
    say(f"{run} status --as-of {LAST_DAY}")
    say(f"{run} log patient-portal/3.0.0 --since 2026-03-20")
    say(f"{run} build")
    say(f"{run} serve")

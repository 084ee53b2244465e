"""`gonogo done`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.edits import commit_option
from gonogo.cli.mark import answer_options, mark
from gonogo.cli.options import as_of_option, completes, trust_options
from gonogo.model.answer import Answer

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions


@click.command("done")
@click.argument("references", metavar="REF…", nargs=-1, required=True, shell_complete=completes("references"))
@answer_options(is_whole=False)
@commit_option
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    references: tuple[str, ...],
    evidence: tuple[str, ...],
    note: str,
    commits: bool,  # noqa: FBT001
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Marks entries as done, like `gonogo mark done`.

    Example: gonogo done unit-tests --evidence https://ci.example.com/runs/1234 --commit
    """
    mark(directory, Answer("done", evidence, note), references, commits=commits, as_of=as_of, trust=trust)

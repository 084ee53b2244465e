"""`gonogo diff`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.options import as_of_option, format_option, trust_options
from gonogo.cli.printing import print_json, print_lines, wants_color
from gonogo.source.files.worktree import find_root

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.cli.options import TrustOptions
    from gonogo.model.comparison import Comparison

_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable with the path of the file to which a step on GitHub adds its summary."""


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@format_option("text", "json", "markdown", "github")
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path, base: str, head: str | None, form: str, as_of: datetime, trust: TrustOptions
) -> None:
    """Explains a change: settled and reworded entries, stale sign-offs, the reviewers, and the verdict.

    The command judges the result of merging HEAD into BASE, but does not change any branch. The default of HEAD is the
    checked-out commit; uncommitted changes are ignored. The format `markdown` is for a comment. The format `github`
    prints annotations for the ten worst statements, and adds the complete report to the step summary. Exit code 1: git
    cannot merge HEAD, or the result has errors that BASE does not have.

    Example: gonogo diff origin/main
    """
    from gonogo.pipelines.comparison import compare_commits  # noqa: PLC0415 - only this command merges
    from gonogo.pipelines.merged_result import Judging  # noqa: PLC0415

    judging = Judging(as_of, trust.root, trust.ignores_history)
    comparison = compare_commits(find_root(directory), base, head, judging)
    _print(comparison, form)
    if comparison.is_wrong:
        raise click.exceptions.Exit(1)


def _print(comparison: Comparison, form: str) -> None:
    if form == "json":
        from gonogo.outputs.diff_json import diff_document  # noqa: PLC0415 - only this format needs it

        print_json(diff_document(comparison))
    elif form == "markdown":
        from gonogo.outputs.diff_markdown import render_markdown  # noqa: PLC0415

        click.echo(render_markdown(comparison).encode("utf-8"), nl=False)
    elif form == "github":
        _print_for_github(comparison)
    else:
        from gonogo.cli.diff_text import render_text  # noqa: PLC0415

        print_lines(render_text(comparison), color=wants_color())


def _print_for_github(comparison: Comparison) -> None:
    """Prints the annotations. In a step on GitHub, the report is also added to the summary of the step."""
    from gonogo.outputs.diff_annotations import render_annotations  # noqa: PLC0415
    from gonogo.outputs.diff_markdown import SUMMARY_BYTES, render_markdown  # noqa: PLC0415

    click.echo(render_annotations(comparison), nl=False)
    if summary := os.environ.get(_SUMMARY):
        with Path(summary).open("a", encoding="utf-8", newline="\n") as file:
            file.write(render_markdown(comparison, SUMMARY_BYTES))

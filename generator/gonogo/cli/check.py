"""`gonogo check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.options import NamedPath, as_of_option, complete_file, format_option, trust_options
from gonogo.cli.printing import wants_color
from gonogo.cli.project import Project, is_in_hook, open_project, open_staged
from gonogo.core.diagnostics import Diagnostic, GonogoError, Severity
from gonogo.model.schedule import write_utc
from gonogo.pipelines import checking
from gonogo.reporting import FORMATS, render_report
from gonogo.reporting.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gonogo.cli.options import TrustOptions

_AT_LEAST = {severity.value: tuple(Severity)[: number + 1] for number, severity in enumerate(Severity)}


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=NamedPath(), shell_complete=complete_file)
@format_option(*FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning")),
    default="error",
    show_default=True,
    help="The lowest severity that makes the exit code 1.",
)
@click.option(
    "--severity",
    type=click.Choice(tuple(_AT_LEAST)),
    default="note",
    show_default=True,
    help="The lowest severity to list. The numbers and the exit code depend on all findings.",
)
@click.option("--staged", "is_staged", is_flag=True, help="Check the files that are staged for the next commit.")
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    paths: tuple[str, ...],
    form: str,
    fail_on: str,
    severity: str,
    is_staged: bool,  # noqa: FBT001
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Reports problems in the files: format, references, rules.

    The command always reads all files, because they refer to each other. With PATHs, it lists only the findings in
    these files and folders. Unfinished work is not an error: gaps are notes, contradictions are warnings. In a git
    commit hook, the command checks the staged files, with or without --staged. The last line counts the findings that
    policy.yml accepts.

    Example: gonogo check --severity warning checklists/vitracka
    """
    if is_staged or is_in_hook(directory):
        project = open_staged(directory, as_of, trust)
    else:
        project = open_project(directory, as_of, trust=trust)
    findings = checking.check(project.snapshot, project.judgements, as_of, project.verification)
    found, accepted = findings.diagnostics, findings.accepted
    if paths:
        is_chosen = _choose(paths, project, directory)
        found = tuple(diagnostic for diagnostic in found if is_chosen(diagnostic))
        accepted = tuple(finding for finding in accepted if is_chosen(finding.diagnostic))
    shown = tuple(diagnostic for diagnostic in found if diagnostic.severity in _AT_LEAST[severity])
    left_out = tuple(diagnostic for diagnostic in found if diagnostic.severity not in _AT_LEAST[severity])
    head = project.head if form == "json" else None
    history, color = "full" if project.has_history else "none", form == "text" and wants_color()
    folder = project.folder if form == "github" else ""
    report = Report(
        shown,
        project.snapshot.sources,
        head,
        write_utc(as_of),
        history,
        color=color,
        folder=folder,
        left_out=left_out,
        accepted=accepted,
    )
    click.echo(render_report(report, form), nl=False, color=report.color)
    if any(diagnostic.severity in _AT_LEAST[fail_on] for diagnostic in found):
        raise click.exceptions.Exit(1)


def _choose(paths: tuple[str, ...], project: Project, directory: Path) -> Callable[[Diagnostic], bool]:
    """A function that returns whether a diagnostic is in one of the files and folders `paths`.

    Raises GonogoError for a path that does not exist.
    """
    wanted = []
    for path in paths:
        full = Path(os.path.abspath(directory / path))  # noqa: PTH100 - the path of a symbolic link, not of its target
        is_read = any((project.root / source).is_relative_to(full) for source in project.snapshot.sources)
        if not is_read and not os.path.lexists(full):
            is_system = (project.root / "checklists" / path).is_dir()
            hint = (
                f"gonogo check checklists/{path}" if is_system else "paths are relative to the current folder, or to -C"
            )
            raise GonogoError(f"there is no file or folder {path}", hint)
        wanted += [full, full.resolve()]
    return lambda diagnostic: any((project.root / diagnostic.location.path).is_relative_to(path) for path in wanted)

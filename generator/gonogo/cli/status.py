"""`gonogo status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.options import as_of_option, at_option, format_option
from gonogo.cli.printing import print_json, print_lines, wants_color
from gonogo.cli.project import open_project
from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible
from gonogo.model.clock import say_day, say_plan
from gonogo.model.judgement import Judgement, Verdict
from gonogo.model.reference_lookup import resolve
from gonogo.outputs.json_documents import status_document
from gonogo.verdict.reasons import group_reasons, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.project import Project
    from gonogo.model.references import Ref
    from gonogo.model.release import Release

_COLORS = {Verdict.GO: "green", Verdict.CONDITIONAL: "yellow", Verdict.NO_GO: "red"}
_SHOWN = 3


@click.command("status")
@click.argument("reference", metavar="[REF]", required=False)
@format_option("text", "json")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when a release is NO-GO, or cannot be judged.")
@at_option("Judge the files of this commit instead of those that lie here.")
@as_of_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    directory: Path,
    reference: str | None,
    form: str,
    exit_code: bool,  # noqa: FBT001
    revision: str | None,
    as_of: datetime,
) -> None:
    """Says whether each release can go, and if not, why not.

    REF is a system or a release; with one release, every blocker is listed.

    Example: gonogo status vitracka/v1.0.0 --exit-code
    """
    project = open_project(directory, as_of, revision)
    judgements = _choose(reference, project)
    if form == "json":
        print_json(status_document(project.snapshot, judgements, project.head, as_of))
    else:
        shown = None if reference and len(judgements) == 1 else _SHOWN
        print_lines(_render(judgements, project, shown), color=wants_color())
    is_all_judged = judgements and not _unread(project)
    if exit_code and (
        not is_all_judged or any(judgement.verdict is Verdict.NO_GO for judgement in judgements.values())
    ):
        raise click.exceptions.Exit(1)


def _choose(reference: str | None, project: Project) -> dict[Ref, Judgement]:
    if reference is None:
        return dict(project.judgements)
    named = {ref: judgement for ref, judgement in project.judgements.items() if reference in (str(ref), ref.system)}
    if named:
        return named
    ref = resolve(reference, project.snapshot)
    if ref.section is not None:
        raise GonogoError(f"{ref} is not a release", f"gonogo show '{ref}'")
    return {ref: project.judgements[ref]}


def _unread(project: Project) -> list[str]:
    """The files that gonogo does not read, and that may be a release under a wrong name."""
    return [
        diagnostic.location.path for diagnostic in project.snapshot.diagnostics if diagnostic.rule == "unexpected-file"
    ]


def _render(judgements: dict[Ref, Judgement], project: Project, shown: int | None) -> Iterator[str]:
    releases = {release.ref: release for _, release in project.snapshot.releases()}
    if not judgements:
        yield "no release yet: a checklist is a file checklists/<system>/<release>.yml; see gonogo check"
    for ref, judgement in judgements.items():
        yield from _render_release(ref, judgement, releases.get(ref), shown)
        yield ""
    for path in _unread(project):
        yield f"not judged: {visible(path)} is not read; see gonogo check"
    yield project.basis


def _render_release(ref: Ref, judgement: Judgement, release: Release | None, shown: int | None) -> Iterator[str]:
    word = click.style(judgement.verdict.value, fg=_COLORS[judgement.verdict], bold=True)
    settled, total = judgement.progress
    yield f"{word}  {ref}  {settled} of {total} settled"
    if release is not None:
        yield f"  {release.title}; {say_plan(release)}"
        if release.declared:
            on = f", {say_day(release.declared_on)}" if release.declared_on else ""
            yield f'  The document declares itself "{release.declared}"{on}.'
    yield f"  {say_verdict(judgement, release)}"
    for group in group_reasons(judgement, release):
        yield f"  - {group.heading}"
        for blocker in group.blockers[:shown]:
            anchor = str(blocker.ref).partition("#")[2]
            yield f"      {blocker.message}{f'  (#{anchor})' if anchor else ''}"
        if shown is not None and len(group.blockers) > shown:
            yield f"      … and {len(group.blockers) - shown} more: gonogo status {ref}"
    for excuse in judgement.excuses:
        until = f", until {excuse.until}" if excuse.until else ""
        protects = f"; instead: {excuse.protects}" if excuse.protects else ""
        yield f"  - {excuse.title}: {excuse.what}{until}{protects}"
    if judgement.contradictions:
        yield "  - What is declared and what is computed disagree"
        for contradiction in judgement.contradictions[:shown]:
            yield f"      {contradiction.message}"
        if shown is not None and len(judgement.contradictions) > shown:
            yield f"      … and {len(judgement.contradictions) - shown} more"

"""`gonogo status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.options import as_of_option, at_option, completes, format_option, trust_options
from gonogo.cli.printing import print_json, print_lines, wants_color
from gonogo.cli.project import open_project
from gonogo.cli.release_text import ReleaseText, order_releases
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import replace
from gonogo.core.safe_text import visible
from gonogo.model.judgement import Judgement, Verdict
from gonogo.model.reference_lookup import find_system, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.cli.project import Project
    from gonogo.model.references import Ref


@click.command("status")
@click.argument("reference", metavar="[REF]", required=False, shell_complete=completes("references"))
@format_option("text", "json")
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit with 1 if an open release is NO-GO, if none is open, or if a file is not read.",
)
@at_option("Judge the files of this commit, not of the working tree.")
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    reference: str | None,
    form: str,
    exit_code: bool,  # noqa: FBT001
    revision: str | None,
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Reports whether each release can be deployed, and if not, why not; for a closed release, its verdict as of T-0.

    REF is a system or a release. For a single release, the command lists every blocker and every sign-off. Open
    releases come first.

    Example: gonogo status vitracka/v1.0.0 --exit-code
    """
    # A deployment gate does not trust results that earlier runs stored in the cache.
    project = open_project(directory, as_of, revision, replace(trust, uses_cache=not exit_code))
    judgements = _choose(reference, project)
    if form == "json":
        from gonogo.outputs.json_documents import status_document  # noqa: PLC0415 - only this form needs it

        print_json(status_document(project.snapshot, judgements, project.head, as_of, has_history=project.has_history))
    else:
        is_whole = reference is not None and len(judgements) == 1
        print_lines(_render(judgements, project, is_whole=is_whole), color=wants_color())
    # The verdict of a closed release is as of T-0, so it does not permit another deployment.
    still_open = [judgement for judgement in judgements.values() if not judgement.closing]
    can_go = still_open and not any(judgement.verdict is Verdict.NO_GO for judgement in still_open)
    if exit_code and (_unread(project) or not can_go):
        raise click.exceptions.Exit(1)


def _choose(reference: str | None, project: Project) -> dict[Ref, Judgement]:
    if reference is None:
        return dict(project.judgements)
    if system := find_system(reference, project.snapshot):
        return {ref: judgement for ref, judgement in project.judgements.items() if ref.system == system.id}
    ref = resolve(reference, project.snapshot)
    if ref.section is not None:
        raise GonogoError(f"{ref} is not a release", f"gonogo show '{ref}'")
    return {ref: project.judgements[ref]}


def _unread(project: Project) -> list[str]:
    """The paths of files that gonogo does not read, although they could be releases with a wrong name."""
    return [
        diagnostic.location.path for diagnostic in project.snapshot.diagnostics if diagnostic.rule == "unexpected-file"
    ]


def _render(judgements: dict[Ref, Judgement], project: Project, *, is_whole: bool) -> Iterator[str]:
    releases = {release.ref: release for _, release in project.snapshot.releases()}
    if not judgements:
        yield "no release yet: a checklist is a file checklists/<system>/<release>.yml; see gonogo check"
    for ref, judgement in order_releases(judgements, project.snapshot):
        yield from ReleaseText(ref, releases.get(ref), judgement, project.snapshot, is_whole).render()
        yield ""
    for path in _unread(project):
        yield f"not read: {visible(path)}; see gonogo check"
    yield project.basis

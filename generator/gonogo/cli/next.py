"""`gonogo next`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.cli.options import as_of_option, completes, format_option, trust_options
from gonogo.cli.printing import print_json, print_lines
from gonogo.cli.project import open_project
from gonogo.core.diagnostics import GonogoError, did_you_mean
from gonogo.model.clock import say_due
from gonogo.model.ids import PersonId
from gonogo.model.reference_lookup import find_named
from gonogo.model.references import Ref
from gonogo.verdict.open_work import OpenEntry, find_open_work
from gonogo.verdict.slots import ACTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.cli.project import Project
    from gonogo.model.release import Release


@click.command("next")
@click.option(
    "--for",
    "asked",
    metavar="PERSON_OR_ROLE",
    help="Only the work of this person or role.",
    shell_complete=completes("owners"),
)
@format_option("text", "json")
@as_of_option
@trust_options
@click.pass_obj
def command(directory: Path, asked: str | None, form: str, as_of: datetime, trust: TrustOptions) -> None:
    """Lists the open work of open releases, including sign-offs, earliest first.

    A sign-off is "ready to sign" if all content that it covers is settled, and "sign again" if this content has changed
    since the decision. With a person, --for also lists the work of the person's roles.

    Example: gonogo next --for qa-lead
    """
    project = open_project(directory, as_of, trust=trust)
    if asked is not None:
        _require_known(asked, project)
    open_work = find_open_work(project.snapshot, project.judgements, asked)
    if form == "json":
        from gonogo.outputs.json_documents import next_document  # noqa: PLC0415 - only this form needs it

        print_json(next_document(open_work, project.head, as_of, has_history=project.has_history))
    else:
        print_lines((*_render(open_work, asked, project), *_say_unread(project), project.basis))


def _require_known(asked: str, project: Project) -> None:
    people = project.snapshot.people
    roles = [role for system in project.snapshot.systems.values() for role in system.roles]
    if asked not in roles and PersonId(asked) not in people:
        meant = find_named(asked, project.snapshot)
        hint = f'did you mean "{meant}"?' if meant else did_you_mean(asked, [*people, *roles])
        raise GonogoError(f'"{asked}" is neither a person nor a role', hint)


def _say_unread(project: Project) -> Iterator[str]:
    for system in project.snapshot.systems.values():
        for name, release in system.releases.items():
            if release is None:
                yield f"not listed: {system.id}/{name}, which cannot be read; see gonogo check"


def _render(open_work: tuple[OpenEntry, ...], asked: str | None, project: Project) -> Iterator[str]:
    if not open_work:
        yield f"no open work{f' for {asked}' if asked else ''}"
        return
    releases = {release.ref: release for _, release in project.snapshot.releases()}
    last = None
    for work in open_work:
        section = str(Ref(work.ref.system, work.ref.release, work.ref.section))
        heading = "  ".join(filter(None, (section, _say_when(work, releases[work.ref.whole]))))
        if heading != last:
            if last is not None:
                yield ""
            yield heading
            last = heading
        owner = f"  {', '.join(work.owner)}" if work.owner else "  no owner"
        yield f"  {_say_state(work):<13} {work.entry.id}: {work.entry.title}{owner}"
    yield ""
    overdue = sum(work.is_overdue for work in open_work)
    yield f"{len(open_work)} left{f', {overdue} overdue' if overdue else ''}"


def _say_when(work: OpenEntry, release: Release) -> str:
    """The date or time by which an entry is sorted, in words, and whether it has passed."""
    if work.when is None or (work.moment is None and not work.due and not work.at):
        return ""
    word = "due" if work.due else "at" if work.at else "by"
    return f"{word} {say_due(work.when, release, moment=work.moment)}{', overdue' if work.is_overdue else ''}"


def _say_state(work: OpenEntry) -> str:
    if work.lacks_evidence:
        return f"{work.state}, no evidence"
    return ACTION_WORDS[work.action] if work.action else work.state

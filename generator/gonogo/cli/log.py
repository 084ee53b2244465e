"""`gonogo log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo import app
from gonogo.cli.common import TIME, as_of_option, format_option, print_json, print_lines
from gonogo.diagnostics import GonogoError
from gonogo.model.event import EventKind
from gonogo.model.naming import resolve
from gonogo.model.reference import Ref
from gonogo.model.schedule import write_utc
from gonogo.site.reasons import plural
from gonogo.source import worktree
from gonogo.tree import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.chronicle import Chronicle, Told
    from gonogo.model.event import Event, Trail
    from gonogo.model.snapshot import Snapshot


@click.command("log")
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--since", type=TIME, metavar="TIME", help="Only what was committed from then on.")
@click.option("--until", type=TIME, metavar="TIME", help="Only what was committed before.")
@click.option("--kind", type=click.Choice([kind.value for kind in EventKind]), multiple=True, help="Only this kind.")
@click.option("--person", metavar="PERSON", help="Only what a person of people.yml wrote, or this name or e-mail.")
@click.option("--to", "to", metavar="STATE", help="Only changes to this state.")
@click.option("--at", "revision", metavar="REV", help="Up to this commit instead of the one that is checked out.")
@format_option("text", "json", "csv")
@as_of_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes one argument an option
    directory: Path,
    reference: str | None,
    since: datetime | None,
    until: datetime | None,
    kind: tuple[str, ...],
    person: str | None,
    to: str | None,
    revision: str | None,
    form: str,
    as_of: datetime,
) -> None:
    """Tells what happened to the checklists, from the commits: oldest first, in the order in which it became official.

    Dates are those of the committer, which anybody can write; the order does not depend on them.

    Example: gonogo log vitracka/v1.0.0 --kind state --to done
    """
    from gonogo.audit import read_trail  # noqa: PLC0415 - only this command reads history
    from gonogo.chronicle import Chronicle  # noqa: PLC0415
    from gonogo.outputs.documents import log_document  # noqa: PLC0415
    from gonogo.outputs.table import write_table  # noqa: PLC0415
    from gonogo.source.gitstore import Absence  # noqa: PLC0415

    root = worktree.find_root(directory)
    trail = read_trail(root, revision)
    if isinstance(trail, Absence):
        raise GonogoError(f"there is no history: {trail.value}", "run it in a git repository with a commit")
    chronicle = Chronicle(trail)
    snapshot = app.load(root) if reference or person else None
    told = _choose(reference, chronicle, snapshot) if snapshot and reference else chronicle.told
    writers = _writers(person, snapshot) if snapshot and person else None
    found = [
        one
        for one in told
        for event in (one.event,)
        if _is_in(event, since, until)
        and (not kind or event.change.kind.value in kind)
        and (to is None or event.change.after == to)
        and (writers is None or not writers.isdisjoint((event.commit.author.name, event.commit.author.email.lower())))
    ]
    if form == "json":
        print_json(log_document(chronicle, found, as_of))
    elif form == "csv":
        click.echo(encodable(write_table(chronicle, found)), nl=False)
    else:
        print_lines(_render([one.event for one in found], trail))


def _choose(reference: str, chronicle: Chronicle, snapshot: Snapshot) -> tuple[Told, ...]:
    """What happened to a thing under every name that its file has had; where that is gone, under the name given."""
    named = _name(reference, chronicle.trail, snapshot)
    return chronicle.of(named) or tuple(one for one in chronicle.told if _is_about(one.event, named))


def _name(reference: str, trail: Trail, snapshot: Snapshot) -> Ref:
    """What is meant: a thing that is there, or one that only the history knows, in its full form."""
    gone = next((event.change.ref for event in trail.events if str(event.change.ref) == reference), None)
    return gone if isinstance(gone, Ref) else resolve(reference, snapshot)


def _is_about(event: Event, named: Ref) -> bool:
    """Whether it happened to the thing, or below it; an entry is the same wherever it stood."""
    ref = event.change.ref
    if not isinstance(ref, Ref) or ref.whole != named.whole:
        return False
    if named.entry is not None:
        return ref.entry == named.entry
    return named.section is None or ref.section == named.section


def _writers(person: str, snapshot: Snapshot) -> set[str]:
    """Names and e-mails by which a person may have written a commit."""
    known = {email.lower() for key, one in snapshot.people.items() if key == person for email in one.emails}
    return known or {person, person.lower()}


def _is_in(event: Event, since: datetime | None, until: datetime | None) -> bool:
    moment = event.commit.committer.moment
    if since is None and until is None:
        return True
    return moment is not None and (since is None or moment >= since) and (until is None or moment < until)


def _render(events: list[Event], trail: Trail) -> Iterator[str]:
    for event in events:
        change, commit = event.change, event.commit
        moment = write_utc(commit.committer.moment)[:10] if commit.committer.moment else "no date"
        request = f" #{event.pull_request}" if event.pull_request else ""
        merge = ", by the merge" if event.is_merge else ""
        yield f"{moment}  {_short(commit.author.name)}  {visible(str(change.ref))}"
        yield f"    {change.kind.value}{_say_values(event)}  ({commit.oid[:12]}{request}{merge})"
    told, commits = (
        f"{len(events)} {plural(len(events), 'event')}",
        f"{trail.commits} {plural(trail.commits, 'commit')}",
    )
    yield f"{told}, of {commits} up to {trail.head[:12]}"


def _say_values(event: Event) -> str:
    change = event.change
    field = f" {change.field}" if change.field and change.field != change.kind.value else ""
    if change.before is None and change.after is None:
        return field
    if change.before is None:
        return f"{field}: {_short(change.after)}"
    return f"{field}: {_short(change.before)} → {_short(change.after)}"


def _short(text: str | None) -> str:
    """A text of anybody's on one line."""
    if text is None:
        return "nothing"
    line = visible(" ".join(text.split()))
    return f"{line[:60]}…" if len(line) > 60 else line or "empty"

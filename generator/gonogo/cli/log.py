"""`gonogo log`."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import click

from gonogo.cli.event_text import Deciders, say_hidden
from gonogo.cli.options import TIME, as_of_option, at_option, completes, format_option
from gonogo.cli.printing import print_lines, wants_color
from gonogo.core.diagnostics import GonogoError, did_you_mean
from gonogo.core.safe_text import visible
from gonogo.history.event_index import EventIndex
from gonogo.history.events.levels import file_at
from gonogo.model.event import EventKind
from gonogo.model.ids import PersonId
from gonogo.model.reference_lookup import find_named, find_path, resolve
from gonogo.model.registry import fold_email
from gonogo.pipelines import assessment
from gonogo.source.files import worktree
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.event import Event
    from gonogo.model.snapshot import Snapshot


@click.command("log")
@click.argument("reference", metavar="[REF]", required=False, shell_complete=completes("references"))
@click.option("--since", type=TIME, metavar="TIME", help="Only events with a commit time of TIME or later.")
@click.option("--until", type=TIME, metavar="TIME", help="Only events with a commit time before TIME.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in EventKind]), multiple=True, help="Only events of this kind."
)
@click.option(
    "--person",
    metavar="PERSON",
    help="Only events whose author or signer has this id, name or e-mail address.",
    shell_complete=completes("people"),
)
@click.option("--to", "to", metavar="STATE", help="Only changes to this state.", shell_complete=completes("states"))
@click.option("-n", "last", type=click.IntRange(min=1), metavar="N", help="Only the last N of these events.")
@at_option("List the events up to this commit, not up to the checked-out commit.")
@format_option("text", "json", "csv")
@as_of_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    reference: str | None,
    since: datetime | None,
    until: datetime | None,
    kind: tuple[str, ...],
    person: str | None,
    to: str | None,
    last: int | None,
    revision: str | None,
    form: str,
    as_of: datetime,
) -> None:
    """Lists the events of the checklists from git history: oldest first, in merge order.

    REF is a system, which includes all its releases; the current or a former name of a release, section or entry; or a
    file such as checklists/people.yml. A decision has the name of its signer, and also of the commit's author if this
    is another person. An added release is one event with the number of its entries, but JSON and CSV list every event.
    Dates are committer dates. Anyone can set them, but the order does not depend on them.

    Example: gonogo log vitracka/v1.0.0 --kind state --to done
    """
    from gonogo.outputs.event_rows import write_document, write_rows, write_table  # noqa: PLC0415
    from gonogo.pipelines.cached_rows import read_rows  # noqa: PLC0415
    from gonogo.pipelines.cached_trail import trail_up_to  # noqa: PLC0415 - only this command reads history
    from gonogo.source.files.cache import open_cache  # noqa: PLC0415
    from gonogo.source.git.store import open_store, require_store  # noqa: PLC0415

    root = worktree.find_root(directory)
    with open_store(root) as opened:
        store = require_store(opened)
        tip = store.head if revision is None else store.resolve(revision)
        if form == "json" and not any((reference, since, until, kind, person, to, last)):
            _print_file(write_document(tip, *read_rows(store, tip, open_cache(os.environ, root)), as_of=as_of))
            return
        trail = trail_up_to(store, tip, open_cache(os.environ, root))
        first = next(iter(trail.landings), None)
        moved_from = store.find_move(first) if first and form == "text" else None
    load = cache(lambda: assessment.load(root))
    event_index = EventIndex(trail)
    events = _choose(reference, event_index, load) if reference else event_index.events
    writers = _find_writers(person, load(), event_index) if person is not None else None
    chosen = [
        indexed
        for indexed in events
        for event in (indexed.event,)
        if _is_between(event, since, until)
        and (not kind or event.change.kind.value in kind)
        and (to is None or event.change.after == to)
        and (writers is None or not writers.isdisjoint(_names_of(indexed)))
    ]
    left_out = len(chosen[:-last]) if last else 0
    chosen = chosen[left_out:]
    if form == "json":
        rows = write_rows(chosen, trail.landings)
        _print_file(write_document(tip, trail.commits, rows, as_of=as_of))
    elif form == "csv":
        _print_file(write_table(event_index, chosen))
    else:
        moved = _say_move(first, moved_from) if first and moved_from else ()
        print_lines((*_render(chosen, left_out, event_index, load()), *moved), color=wants_color())


def _say_move(first: str, folder: str) -> Iterator[str]:
    """The two lines about a history that begins with a move of the checklists folder.

    They say how to read the history before the move.
    """
    yield f"The history begins at a move: commit {first[:12]} moved the files here from {visible(folder)}/."
    yield f"For the earlier history: git worktree add ../before {first[:12]}^, then gonogo -C ../before log"


def _print_file(text: str) -> None:
    """Prints the same bytes as the file of a site, even if the encoding of the terminal is not UTF-8."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def _choose(reference: str, event_index: EventIndex, load: Callable[[], Snapshot]) -> tuple[IndexedEvent, ...]:
    """The events of a file, system, release, section or entry, also of a former one.

    Raises GonogoError if none has the name.
    """
    if known := event_index.find(reference) or event_index.find(str(file_at(find_path(reference)).ref)):
        return event_index.of(known)
    if of_system := event_index.of_system(reference):
        return of_system
    return event_index.of(resolve(reference, load()))


def _names_of(indexed: IndexedEvent) -> tuple[str, ...]:
    """The name and the e-mail address of an event's author, and the signer if the event is a decision, else ""."""
    writer = indexed.event.commit.author
    return writer.name, fold_email(writer.email), indexed.decider


def _find_writers(person: str, snapshot: Snapshot, event_index: EventIndex) -> set[str]:
    """The strings by which events name a person: the id, names and e-mail addresses.

    `person` is an id, a name or an e-mail address. Raises GonogoError if neither people.yml nor an event has it.
    """
    if PersonId(person) in snapshot.people:
        return {person, *map(fold_email, snapshot.people[PersonId(person)].emails)}
    wanted = {person, fold_email(person)}
    known = {name for indexed in event_index.events for name in _names_of(indexed) if name}
    if wanted.isdisjoint(known):
        meant = find_named(person, snapshot)
        hint = (
            f'did you mean "{meant}"?'
            if meant in snapshot.people
            else did_you_mean(person, [*snapshot.people, *sorted(known)])
        )
        raise GonogoError(f'"{person}" is not in people.yml, and no commit has this name or e-mail', hint)
    return wanted


def _is_between(event: Event, since: datetime | None, until: datetime | None) -> bool:
    moment = event.commit.committer.moment
    if since is None and until is None:
        return True
    return moment is not None and (since is None or moment >= since) and (until is None or moment < until)


def _render(chosen: list[IndexedEvent], left_out: int, event_index: EventIndex, snapshot: Snapshot) -> Iterator[str]:
    trail, events = event_index.trail, [indexed.event for indexed in chosen]
    yield from Deciders(event_index, snapshot).render_all(chosen)
    total = len(events) + left_out
    count = f"{f'the last {len(events)} of ' if left_out else ''}{total} {plural(total, 'event')}"
    commits = f"{trail.commits} {plural(trail.commits, 'commit')}"
    yield f"{count}, of {commits} up to {trail.head[:12]}"
    yield from say_hidden(events)

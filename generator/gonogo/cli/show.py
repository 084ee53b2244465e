"""`gonogo show`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gonogo.cli.event_text import Deciders, say_hidden
from gonogo.cli.options import as_of_option, format_option, trust_options
from gonogo.cli.printing import print_json, print_lines, wants_color
from gonogo.cli.project import Project, open_project
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import slots_of
from gonogo.history.event_index import EventIndex
from gonogo.model.ids import EntryId
from gonogo.model.judgement import SignOffState
from gonogo.model.provenance import say_changes
from gonogo.model.reference_lookup import resolve
from gonogo.model.registry import name_of
from gonogo.outputs.json_documents import (
    Json,
    describe_entry,
    describe_phase,
    describe_section,
    release_status,
    show_document,
)
from gonogo.verdict.slots import say_writer, view_slot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.model.references import Ref
    from gonogo.model.snapshot import Snapshot
    from gonogo.verdict.slots import SlotView


_IN_WORDS = ("standing", "lacks_evidence")


@click.command("show")
@click.argument("reference", metavar="REF")
@format_option("text", "json")
@as_of_option
@trust_options
@click.pass_obj
def command(directory: Path, reference: str, form: str, as_of: datetime, trust: TrustOptions) -> None:
    """Shows a release, phase, section or entry: as it is written, whether it counts, and what happened to it.

    REF is system/release#section/entry, or any part that suffices. Quote it: a shell takes # for a comment.

    Example: gonogo show vitracka/v1.0.0#code-and-testing/unit-tests
    """
    project = open_project(directory, as_of, trust=trust)
    ref = resolve(reference, project.snapshot)
    shown, history = _describe(ref, project), _read_history(project)
    if form == "json":
        print_json(show_document(ref, shown, history.event_index, project.head, as_of))
    else:
        print_lines(_render(ref, *shown, history=history, project=project), color=wants_color())


class _History(Frozen):
    """The events of the project; None, and the reason, if its history cannot be read."""

    event_index: EventIndex | None
    why_not: str = ""


def _read_history(project: Project) -> _History:
    from gonogo.pipelines.cached_trail import read_trail  # noqa: PLC0415 - only for this command
    from gonogo.source.files.cache import open_cache  # noqa: PLC0415
    from gonogo.source.git.store import Absence  # noqa: PLC0415

    try:
        trail = read_trail(project.root, cache=open_cache(os.environ, project.root))
    except GonogoError as error:  # the files can be shown all the same
        return _History(None, f"{error}; {error.hint}" if error.hint else str(error))
    if isinstance(trail, Absence):
        return _History(None, trail.value)
    return _History(EventIndex(trail))


def _describe(ref: Ref, project: Project) -> tuple[str, Json]:
    """The kind of what the reference names, and its description."""
    judgement = project.judgements[ref.whole]
    release = project.snapshot.systems[ref.system].releases[ref.release]
    if release is None or ref.section is None:
        return "release", release_status(ref.whole, release, judgement)
    if ref.section not in release.sections:
        phase = next(phase for phase in release.phases.values() if phase.id == str(ref.section))
        return "phase", describe_phase(phase, judgement)
    section = release.sections[ref.section]
    if ref.entry is None:
        return section.shown_kind, describe_section(section, judgement)
    entry = next(entry for entry in section.walk() if entry.id == ref.entry)
    return section.shown_kind, describe_entry(release, section, entry, judgement)


def _render(ref: Ref, kind: str, thing: Json, *, history: _History, project: Project) -> Iterator[str]:
    yield f"{ref}  ({kind})"
    yield from _render_mapping({key: value for key, value in thing.items() if key not in _IN_WORDS}, "  ")
    yield from _render_standing(ref, project)
    judgement = project.judgements[ref.whole]
    if ref.entry in judgement.unproven:
        yield f"  not settled: {judgement.say_state(EntryId(ref.entry))}; name a link or a file under `evidence:`"
    for blocker in judgement.blockers:
        if ref.entry is not None and blocker.ref.entry == EntryId(ref.entry):
            yield f"  blocks: {blocker.why}"
    yield ""
    yield from _render_events(ref, history, project.snapshot)
    yield ""
    yield project.basis


def _render_standing(ref: Ref, project: Project) -> Iterator[str]:
    """Whether a sign-off counts and why, how far it is proven, and what is to do."""
    judgement = project.judgements[ref.whole]
    release = project.snapshot.systems[ref.system].releases[ref.release]
    if release is None or ref.entry not in judgement.standings:
        return
    section, slot = next(pair for pair in slots_of(release) if pair[1].id == ref.entry)
    view = view_slot(section, slot, release, judgement)
    standing, made = view.standing, view.standing.provenance
    yield _say_standing(view, name_of(slot.by, project.snapshot.people))
    if standing.level:
        yield f"  level: {standing.level}"
    if made is not None:
        request = f" #{made.pull_request}" if made.pull_request else ""
        yield f"  written by: {made.written_by.name}  ({made.commit[:12]}{request})"
        yield f"  merged by: {made.merged_by.name if made.merged_by else 'nobody else, as far as git knows'}"
    yield from (f"  remark: {remark}" for remark in standing.remarks)
    if standing.next_step:
        yield f"  to do: {standing.next_step}"


def _say_standing(view: SlotView, signer: str) -> str:
    standing = view.standing
    if view.is_by_another:
        writer = say_writer(standing, signer)
        return click.style(f"  status: {writer[0].lower()}{writer[1:]}", fg="red", bold=True)
    why = say_changes(standing.stale_by) if standing.stale_by else standing.reason
    return f"  status: {why if _says_state(view) else f'{view.look.label.lower()}: {why}'}"


def _says_state(view: SlotView) -> bool:
    """Whether the reason of a standing says its state itself."""
    states = (SignOffState.UNSIGNED, SignOffState.UNJUDGED, SignOffState.PENDING, SignOffState.WITHDRAWN)
    return view.standing.state in states and view.look.label != "Ready to sign"


def _render_events(ref: Ref, history: _History, snapshot: Snapshot) -> Iterator[str]:
    if history.event_index is None:
        yield f"No history: {history.why_not}"
        return
    events, deciders = history.event_index.of(ref), Deciders(history.event_index, snapshot)
    yield "History:" if events else "No commit has changed it yet"
    yield from (f"  {line}" for line in deciders.render_all(events))
    yield from say_hidden(indexed.event for indexed in events)


def _render_mapping(thing: Json, indent: str) -> Iterator[str]:
    for key, value in thing.items():
        match value:
            case dict():
                yield f"{indent}{key}:"
                yield from _render_mapping(value, f"{indent}  ")
            case list() if value and isinstance(value[0], dict):
                yield f"{indent}{key}:"
                for item in value:
                    yield f"{indent}  - " + ", ".join(
                        f"{name} {text}" for name, text in item.items() if text is not None
                    )
            case list():
                yield f"{indent}{key}: {', '.join(map(str, value))}"
            case None:
                yield f"{indent}{key}:"
            case bool():
                yield f"{indent}{key}: {'yes' if value else 'no'}"
            case _:
                yield f"{indent}{key}: " + str(value).replace("\n", f"\n{indent}  ")

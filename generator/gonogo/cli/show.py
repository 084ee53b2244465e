"""`gonogo show`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gonogo.cli.event_text import Deciders, say_hidden
from gonogo.cli.options import as_of_option, completes, format_option, trust_options
from gonogo.cli.printing import print_json, print_lines, wants_color
from gonogo.cli.project import Project, open_project
from gonogo.cli.release_text import ReleaseText, list_phases, order_releases
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.format.sections.signoffs import slots_of
from gonogo.history.event_index import EventIndex
from gonogo.model.ids import EntryId
from gonogo.model.judgement import SignOffState
from gonogo.model.provenance import say_changes
from gonogo.model.reference_lookup import find_system, resolve
from gonogo.model.references import Ref
from gonogo.model.registry import name_of
from gonogo.outputs.json_documents import (
    Json,
    describe_entry,
    describe_phase,
    describe_section,
    describe_system,
    release_status,
    show_document,
)
from gonogo.verdict.reasons import plural
from gonogo.verdict.slots import say_writer, view_slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from gonogo.cli.options import TrustOptions
    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.snapshot import Snapshot, System
    from gonogo.verdict.slots import SlotView


_LAST = 3
_IN_WORDS = ("standing", "lacks_evidence")


@click.command("show")
@click.argument("reference", metavar="REF", shell_complete=completes("references"))
@format_option("text", "json")
@click.option("--all", "is_whole", is_flag=True, help="Show every key and every event of a system or a release.")
@as_of_option
@trust_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - click passes an argument for each option
    directory: Path,
    reference: str,
    form: str,
    is_whole: bool,  # noqa: FBT001
    as_of: datetime,
    trust: TrustOptions,
) -> None:
    """Shows a system, release, phase, section or entry: its content, its judgement, and its history.

    REF is a system, or system/release#section/entry, or any unambiguous part of such a reference. Quote a REF with #:
    in a shell, # can begin a comment. For a system or a release, the command shows a summary; --all shows everything.

    Example: gonogo show vitracka/v1.0.0#code-and-testing/unit-tests
    """
    project = open_project(directory, as_of, trust=trust)
    history = _read_history(project)
    named = find_system(reference, project.snapshot) or resolve(reference, project.snapshot)
    if isinstance(named, Ref):
        name, shown = str(named), _describe(named, project)
        events = history.event_index.of(named) if history.event_index else ()
    else:
        name, shown = str(named.id), ("system", describe_system(named, project.judgements))
        events = history.event_index.of_system(named.id) if history.event_index else ()
    if form == "json":
        print_json(show_document(name, shown, history.event_index, events, project.head, as_of))
    elif shown[0] in ("system", "release") and not is_whole:
        print_lines(_sum_up(named, history, events, project), color=wants_color())
    else:
        ref = named if isinstance(named, Ref) else None
        lines = _render(name, ref, *shown, history=history, events=events, project=project)
        print_lines(lines, color=wants_color())


class _History(Frozen):
    """The events of the project. If history cannot be read, `event_index` is None, and `why_not` gives the reason."""

    event_index: EventIndex | None
    why_not: str = ""


def _read_history(project: Project) -> _History:
    from gonogo.pipelines.cached_trail import read_trail  # noqa: PLC0415 - only for this command
    from gonogo.source.files.cache import open_cache  # noqa: PLC0415
    from gonogo.source.git.store import Absence  # noqa: PLC0415

    try:
        trail = read_trail(project.root, cache=open_cache(os.environ, project.root))
    except GonogoError as error:  # the command can still show the files
        return _History(None, f"{error}; {error.hint}" if error.hint else str(error))
    if isinstance(trail, Absence):
        return _History(None, trail.value)
    return _History(EventIndex(trail))


def _describe(ref: Ref, project: Project) -> tuple[str, Json]:
    """The kind and the JSON description of the subject that a reference names."""
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


def _sum_up(named: System | Ref, history: _History, events: Sequence[IndexedEvent], project: Project) -> Iterator[str]:
    """The summary of a release (phases, blockers, sign-offs) or of a system (releases), and the last three events."""
    name = str(named) if isinstance(named, Ref) else str(named.id)
    if isinstance(named, Ref):
        judgement, release = project.judgements[named], project.snapshot.systems[named.system].releases[named.release]
        yield from ReleaseText(named, release, judgement, project.snapshot, is_whole=True).render()
        yield from list_phases(release, judgement) if release else ()
    else:
        yield f"{name}  {visible(named.name)}"
        of_system = {ref: judgement for ref, judgement in project.judgements.items() if ref.system == named.id}
        for ref, judgement in order_releases(of_system, project.snapshot):
            yield from ReleaseText(
                ref, named.releases[ref.release], judgement, project.snapshot, is_whole=False
            ).render()
    yield ""
    yield from _render_events(history, events[-_LAST:], project.snapshot, _say_last(len(events)))
    yield f"Everything: gonogo show {name} --all; its events: gonogo log {name}"
    yield ""
    yield project.basis


def _say_last(count: int) -> str:
    shown = f", the last {_LAST}" if count > _LAST else ""
    return f"{count} {plural(count, 'event')}{shown}:"


def _render(  # noqa: PLR0913 - the subject has several parts
    name: str,
    ref: Ref | None,
    kind: str,
    description: Json,
    *,
    history: _History,
    events: Sequence[IndexedEvent],
    project: Project,
) -> Iterator[str]:
    """Every key and every event of a subject; `ref` is None for a system."""
    yield f"{name}  ({kind})"
    yield from _render_mapping({key: value for key, value in description.items() if key not in _IN_WORDS}, "  ")
    if ref is not None:
        yield from _render_judgement(ref, project)
    yield ""
    yield from _render_events(history, events, project.snapshot, "History:")
    yield ""
    yield project.basis


def _render_judgement(ref: Ref, project: Project) -> Iterator[str]:
    """The status of a sign-off, or the lack of evidence of an entry; then the reasons why the entry blocks GO."""
    yield from _render_standing(ref, project)
    judgement = project.judgements[ref.whole]
    if ref.entry in judgement.unproven:
        yield f"  not settled: {judgement.say_state(EntryId(ref.entry))}; name a link or a file under `evidence:`"
    for blocker in judgement.blockers:
        if ref.entry is not None and blocker.ref.entry == EntryId(ref.entry):
            yield f"  blocks: {blocker.why}"


def _render_standing(ref: Ref, project: Project) -> Iterator[str]:
    """The status of a sign-off with its reason, its level, its author and merger, and the next step."""
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
        yield f"  merged by: {made.merged_by.name if made.merged_by else 'no other person, according to git'}"
    yield from (f"  remark: {remark}" for remark in standing.remarks)
    if standing.next_step:
        label = "next level" if standing.state is SignOffState.VALID else "to do"
        yield f"  {label}: {standing.next_step}"


def _say_standing(view: SlotView, signer: str) -> str:
    standing = view.standing
    if view.is_by_another:
        writer = say_writer(standing, signer)
        return click.style(f"  status: {writer[0].lower()}{writer[1:]}", fg="red", bold=True)
    why = say_changes(standing.stale_by) if standing.stale_by else standing.reason
    return f"  status: {why if _says_state(view) else f'{view.look.label.lower()}: {why}'}"


def _says_state(view: SlotView) -> bool:
    """Whether the reason of a status already says its state."""
    states = (SignOffState.UNSIGNED, SignOffState.UNJUDGED, SignOffState.PENDING, SignOffState.WITHDRAWN)
    return view.standing.state in states and view.look.label != "Ready to sign"


def _render_events(
    history: _History, events: Sequence[IndexedEvent], snapshot: Snapshot, heading: str
) -> Iterator[str]:
    if history.event_index is None:
        yield f"No history: {history.why_not}"
        return
    deciders = Deciders(history.event_index, snapshot)
    yield heading if events else "No commit has changed it yet"
    yield from (f"  {line}" for line in deciders.render_all(events))
    yield from say_hidden(indexed.event for indexed in events)


def _render_mapping(description: Json, indent: str) -> Iterator[str]:
    for key, value in description.items():
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

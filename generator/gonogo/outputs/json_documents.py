"""The JSON documents that other programs may rely on. Keys are added, never renamed; empty is null."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.decode.release_file import PHASE, SECTIONS
from gonogo.format.sections import BY_ID
from gonogo.format.sections.signoffs import slots_of
from gonogo.history.index import is_reversal
from gonogo.model.schedule import Offset, write_moment, write_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gonogo.core.nodes import Plain
    from gonogo.history.index import EventIndex, IndexedEvent
    from gonogo.model.commits import Commit
    from gonogo.model.judgement import Judgement
    from gonogo.model.record import Record
    from gonogo.model.references import Ref
    from gonogo.model.release import Entry, Phase, Release, Section
    from gonogo.model.schedule import Due
    from gonogo.model.snapshot import Snapshot

Json = dict[str, object]


def head_of(name: str, head: str | None, as_of: datetime, *, has_history: bool = False) -> Json:
    """What every document begins with."""
    history = "full" if has_history else "none"
    return {"schema": f"gonogo/{name}/1", "head": head, "as_of": write_utc(as_of), "history": history}


def log_document(event_index: EventIndex, events: Iterable[IndexedEvent], as_of: datetime) -> Json:
    """`gonogo/log/1`: these of the trail's events, in landing order, oldest first."""
    trail = event_index.trail
    said = list(describe_events(event_index, events))
    return {**head_of("log", trail.head, as_of, has_history=True), "commits": trail.commits, "events": said}


def describe_events(event_index: EventIndex, events: Iterable[IndexedEvent]) -> Iterator[Json]:
    """Each event. `field` is the key that changed, `also` what changed with it."""
    commits: dict[str, Json] = {}
    landed: dict[str, str | None] = {}
    for told in events:
        event = told.event
        if event.commit.oid not in commits:
            commits[event.commit.oid] = _describe_commit(event.commit)
        if event.landing not in landed:
            landed[event.landing] = _write_moment(event_index.landed_at(event))
        yield _describe_event(told, commits[event.commit.oid], landed[event.landing])


def _describe_event(told: IndexedEvent, commit: Json, landed: str | None) -> Json:
    event = told.event
    change = event.change
    return {
        "number": told.number,
        "ref": str(change.ref),
        "kind": change.kind.value,
        "field": change.field or None,
        "before": change.before,
        "after": change.after,
        "also": [{"field": one.field, "before": one.before, "after": one.after} for one in change.also],
        "commit": event.commit.oid,
        "landing": event.landing,
        "pull_request": event.pull_request,
        "author": commit["author"],
        "committer": commit["committer"],
        "authored_at": commit["authored_at"],
        "committed_at": commit["committed_at"],
        "landed_at": landed,
        "trailers": commit["trailers"],
        "merge": event.is_merge,
        "reversal": is_reversal(change),
    }


def _describe_commit(commit: Commit) -> Json:
    """What is the same for all events of a commit."""
    author, committer = commit.author, commit.committer
    return {
        "author": {"name": author.name, "email": author.email or None},
        "committer": {"name": committer.name, "email": committer.email or None},
        "authored_at": _write_moment(author.moment),
        "committed_at": _write_moment(committer.moment),
        "trailers": [list(trailer) for trailer in commit.trailers],
    }


def _write_moment(moment: datetime | None) -> str | None:
    return write_utc(moment) if moment else None


def status_document(snapshot: Snapshot, judgements: Mapping[Ref, Judgement], head: str | None, as_of: datetime) -> Json:
    """`gonogo/status/1` of the given releases."""
    decoded = {release.ref: release for _, release in snapshot.releases()}
    releases = [release_status(ref, decoded.get(ref), judgement) for ref, judgement in judgements.items()]
    return {**head_of("status", head, as_of), "releases": releases}


def release_status(ref: Ref, release: Release | None, judgement: Judgement) -> Json:
    """One release of the status document; `release` is None where its file does not decode."""
    return {
        "system": ref.system,
        "release": ref.release,
        "title": release.title if release else None,
        "verdict": judgement.verdict.value,
        "outcome": (release.outcome or None) if release else None,
        "declared": (release.declared or None) if release else None,
        "deploy_at": write_moment(release.deploy_at) if release and release.deploy_at else None,
        "progress": {"settled": judgement.progress.settled, "total": judgement.progress.total},
        "phases": list(_phases(release, judgement)) if release else [],
        "sections": list(_sections(release, judgement)) if release else [],
        "blockers": [
            {"ref": str(one.ref), "rule": one.rule.value, "message": one.message} for one in judgement.blockers
        ],
        "conditions": [
            {
                "ref": str(one.ref),
                "message": f"{one.title}: {one.what}",
                "instead": one.protects or None,
                "until": one.until or None,
            }
            for one in judgement.excuses
        ],
        "signoffs": list(_signoffs(release, judgement)) if release else [],
        "contradictions": [
            {"ref": str(one.ref), "declared": one.declared, "message": one.message} for one in judgement.contradictions
        ],
    }


def _phases(release: Release, judgement: Judgement) -> Iterator[Json]:
    for phase in release.phases.values():
        settled, total = judgement.phases[phase.id]
        yield {"id": phase.id, "title": phase.title, "gate": phase.gate, "settled": settled, "total": total}


def _sections(release: Release, judgement: Judgement) -> Iterator[Json]:
    for section in release.ordered_sections():
        settled, total = judgement.sections[section.id]
        kind, phase = section.shown_kind, section.phase
        numbers = {"settled": settled, "total": total}
        yield {"id": section.id, "title": section.title, "kind": kind, "phase": phase, **numbers}


def _signoffs(release: Release, judgement: Judgement) -> Iterator[Json]:
    for section, slot in slots_of(release):
        standing = judgement.standings[slot.id]
        yield {
            "ref": str(release.ref_of(section, slot)),
            "role": slot.signing_role,
            "by": slot.by or None,
            "decision": slot.decision or None,
            "state": standing.state.value,
            "level": standing.level,
            "reason": standing.reason,
            "next_step": standing.next_step or None,
        }


def next_document(
    left: Iterable[tuple[Ref, Entry, str, tuple[str, ...], Due | None]], head: str | None, as_of: datetime
) -> Json:
    """`gonogo/next/1`: what is left, in the given order."""
    entries = [
        {"ref": str(ref), "title": entry.title, "state": state, "owner": list(owner), "due": write_due(due)}
        for ref, entry, state, owner, due in left
    ]
    return {**head_of("next", head, as_of), "entries": entries}


def write_due(due: Due | None) -> str | None:
    """A due date as it was written."""
    if due is None:
        return None
    return due.text if isinstance(due, Offset) else due.isoformat()


def show_document(
    ref: Ref, shown: tuple[str, Json], event_index: EventIndex | None, head: str | None, as_of: datetime
) -> Json:
    """`gonogo/show/1`: one thing as it is written, with what is computed of it and what happened to it."""
    kind, entry = shown
    said = list(describe_events(event_index, event_index.of(ref))) if event_index else []
    begin = head_of("show", head, as_of, has_history=event_index is not None)
    return {**begin, "ref": str(ref), "kind": kind, "entry": entry, "events": said}


def describe_entry(section: Section, entry: Entry, judgement: Judgement) -> Json:
    """An entry as it is written, and its state."""
    written = nulled(BY_ID[section.kind].table.encode(entry))
    return {
        "id": entry.id,
        **written,
        **_computed(entry.id in judgement.settled, judgement.states[entry.id], entry),
    }


def describe_phase(phase: Phase, judgement: Judgement) -> Json:
    """A phase as it is written, and its numbers."""
    settled, total = judgement.phases[phase.id]
    return {"id": phase.id, **nulled(PHASE.encode(phase)), "settled": settled, "total": total, **_place(phase)}


def describe_section(section: Section, judgement: Judgement) -> Json:
    """A section as it is written, with the states of its entries instead of the entries."""
    written = nulled({**SECTIONS[section.kind].encode(section), "items": ""})
    settled, total = judgement.sections[section.id]
    states = {entry.id: judgement.states[entry.id] for entry in section.walk()}
    return {
        "id": section.id,
        **written,
        "items": states,
        "settled": settled,
        "total": total,
        **_place(section),
    }


def _computed(settled: bool, state: str, entry: Entry) -> Json:  # noqa: FBT001 - goes straight into a document
    return {"state": state, "settled": settled, **_place(entry)}


def _place(record: Record) -> Json:
    path, span = record.where.location
    return {"path": path, "line": span.line}


def nulled(plain: Mapping[str, Plain]) -> Json:
    """Written values with empty ones as null."""
    return {key: nulled(value) if isinstance(value, dict) else (value or None) for key, value in plain.items()}

"""Stored trails: serializes a trail and the checkpoint at its end to JSON and back without loss."""

from __future__ import annotations

import json
from functools import reduce
from typing import TYPE_CHECKING, Any

from gonogo.history.file_steps import Checkpoint
from gonogo.model.commits import Commit, FileVersion, Ident
from gonogo.model.event import Change, Detail, Event, EventKind, FileRef, Trail
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = {kind.value: kind for kind in EventKind}


def write_checkpoint(checkpoint: Checkpoint) -> bytes:
    """The checkpoint, without the id of its landing, in the format of `parse_checkpoint`."""
    files = {path: (version.oid, version.mode) for path, version in checkpoint.files.items()}
    document = (" ".join(sorted(checkpoint.commits)), files, checkpoint.renames_on_main, checkpoint.renames)
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def parse_checkpoint(landing: str, data: bytes) -> Checkpoint:
    """The checkpoint that was written for this landing."""
    commits, raw_files, renames_on_main, renames = json.loads(data)
    files = {path: FileVersion(path, *raw) for path, raw in raw_files.items()}
    return Checkpoint(landing, frozenset(commits.split()), files, renames_on_main, renames)


def write_trail(trail: Trail) -> bytes:
    """The trail in the format of `parse_trail`: one line, to which further parts can be appended, one line each.

    Each commit is written once; events refer to commits by number.
    """
    commits = {event.commit.oid: event.commit for event in trail.events} | dict(trail.landings)
    numbers = {oid: number for number, oid in enumerate(commits)}
    events = [
        (numbers[event.commit.oid], numbers[event.landing], event.pull_request, *_write_change(event.change))
        for event in trail.events
    ]
    landings = [numbers[oid] for oid in trail.landings]
    document = (trail.head, trail.commits, [_write_commit(commit) for commit in commits.values()], landings, events)
    return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


def _write_change(change: Change) -> tuple[object, ...]:
    ref = change.ref
    name = ref.path if isinstance(ref, FileRef) else (ref.system, ref.release, ref.section, ref.entry)
    return name, change.kind.value, change.field, change.before, change.after, change.also


def _write_commit(commit: Commit) -> tuple[object, ...]:
    author, committer = (
        (ident.name, ident.email, ident.seconds, ident.zone) for ident in (commit.author, commit.committer)
    )
    other = None if author == committer else committer
    return commit.oid, commit.parents, author, other, commit.subject, commit.body, commit.trailers


def parse_trail(data: bytes) -> Trail:
    """The stored trail, including every part appended later."""
    return reduce(join_trails, map(_parse_part, data.splitlines()))


def join_trails(trail: Trail, since: Trail) -> Trail:
    """A trail, extended by the next part."""
    landings = {**trail.landings, **since.landings}
    return Trail(since.head, trail.commits + since.commits, (*trail.events, *since.events), landings)


def _parse_part(data: bytes) -> Trail:
    head, count, raw_commits, raw_landings, raw_events = json.loads(data)
    commits = [_parse_commit(*raw) for raw in raw_commits]
    landings = {commits[number].oid: commits[number] for number in raw_landings}
    return Trail(head, count, tuple(_parse_events(raw_events, commits)), landings)


def _parse_events(raw_events: list[list[Any]], commits: list[Commit]) -> Iterable[Event]:
    refs: dict[object, Ref | FileRef] = {}
    for number, landing, request, name, kind, field, before, after, also in raw_events:
        key = name if isinstance(name, str) else tuple(name)
        ref = refs.get(key) or refs.setdefault(key, _parse_ref(name))
        details = tuple(Detail(*raw) for raw in also)
        change = Change(ref, _KINDS[kind], field, before, after, details)
        yield Event(change, commits[number], commits[landing].oid, request)


def _parse_ref(name: str | list[Any]) -> Ref | FileRef:
    if isinstance(name, str):
        return FileRef(name)
    system, release, section, entry = name
    return Ref(
        SystemId(system),
        ReleaseId(release),
        None if section is None else SectionId(section),
        None if entry is None else EntryId(entry),
    )


def _parse_commit(  # noqa: PLR0913, PLR0917 - one parameter a value of its line
    oid: str,
    parents: list[str],
    author: list[Any],
    committer: list[Any] | None,
    subject: str,
    body: str,
    trailers: list[list[str]],
) -> Commit:
    wrote = Ident(*author)
    return Commit(
        oid,
        tuple(parents),
        wrote,
        Ident(*committer) if committer else wrote,
        subject,
        body,
        tuple((key, value) for key, value in trailers),
        (),
    )

"""Stored trails: writes a trail, a checkpoint and the followed files as JSON, and reads them without loss."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gonogo.history.file_steps import Checkpoint
from gonogo.history.followed_files import FileFollower, FollowedFile
from gonogo.model.commits import Commit, FileVersion, Ident
from gonogo.model.event import Change, Detail, Event, EventKind, FileRef, Trail
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

_KINDS = {kind.value: kind for kind in EventKind}


def write_checkpoint(checkpoint: Checkpoint, known: AbstractSet[str] = frozenset()) -> bytes:
    """The checkpoint in the format of `parse_checkpoint`.

    The id of its landing and the commits in `known` are not written.
    """
    files = {path: (version.oid, version.mode) for path, version in checkpoint.files.items()}
    commits = " ".join(sorted(checkpoint.commits - known))
    document = (commits, files, checkpoint.renames_on_main, checkpoint.renames)
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def parse_checkpoint(landing: str, stored: Sequence[bytes]) -> Checkpoint:
    """The checkpoint at `landing`. `stored` are the checkpoints of all parts of the trail up to it, oldest first."""
    commits: set[str] = set()
    for data in stored:
        own, raw_files, renames_on_main, renames = json.loads(data)
        commits.update(own.split())
    files = {path: FileVersion(path, *raw) for path, raw in raw_files.items()}
    return Checkpoint(landing, frozenset(commits), files, renames_on_main, renames)


def write_followed(follower: FileFollower) -> bytes:
    """The files of the follower, in the format of `parse_followed`."""
    files = {id(file): file for file in follower.files.values()}
    numbers = {identity: number for number, identity in enumerate(files)}
    described = [(_write_name(file.name), file.titles, file.signers) for file in files.values()]
    names = [(_write_name(name), numbers[id(file)]) for name, file in follower.files.items()]
    return json.dumps((described, names), separators=(",", ":")).encode("ascii")


def parse_followed(data: bytes) -> FileFollower:
    """A follower that continues after the last event that the stored follower had followed."""
    described, names = json.loads(data)
    files = [FollowedFile(_parse_ref(name), titles, signers) for name, titles, signers in described]
    return FileFollower({_parse_ref(name): files[number] for name, number in names})


def write_trail(trail: Trail) -> bytes:
    """The trail in the format of `parse_trail`. Each commit is written once, and events refer to it by its number."""
    commits = {event.commit.oid: event.commit for event in trail.events} | dict(trail.landings)
    numbers = {oid: number for number, oid in enumerate(commits)}
    events = [
        (numbers[event.commit.oid], numbers[event.landing], event.pull_request, *_write_change(event.change))
        for event in trail.events
    ]
    landings = [numbers[oid] for oid in trail.landings]
    document = (trail.head, trail.commits, [_write_commit(commit) for commit in commits.values()], landings, events)
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def _write_change(change: Change) -> tuple[object, ...]:
    return _write_name(change.ref), change.kind.value, change.field, change.before, change.after, change.also


def _write_name(ref: Ref | FileRef) -> str | tuple[str | None, ...]:
    return ref.path if isinstance(ref, FileRef) else (ref.system, ref.release, ref.section, ref.entry)


def _write_commit(commit: Commit) -> tuple[object, ...]:
    author, committer = (
        (ident.name, ident.email, ident.seconds, ident.zone) for ident in (commit.author, commit.committer)
    )
    other = None if author == committer else committer
    return commit.oid, commit.parents, author, other, commit.subject, commit.body, commit.trailers


def join_trails(parts: Sequence[Trail]) -> Trail:
    """The trail that consists of these parts, oldest first."""
    landings = {oid: commit for part in parts for oid, commit in part.landings.items()}
    events = tuple(event for part in parts for event in part.events)
    return Trail(parts[-1].head, sum(part.commits for part in parts), events, landings)


def parse_trail(data: bytes) -> Trail:
    """The stored trail, or stored part of a trail."""
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


def _parse_commit(  # noqa: PLR0913, PLR0917 - one parameter for each stored value of a commit
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

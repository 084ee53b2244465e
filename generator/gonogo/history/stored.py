"""A trail as bytes, and how things stand behind it, and back: exactly the same ones."""

from __future__ import annotations

import json
from functools import reduce
from typing import TYPE_CHECKING, Any

from gonogo.history.steps import Standing
from gonogo.model.event import Change, Detail, Event, EventKind, FileRef, Trail
from gonogo.model.git import Commit, Ident, Version
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.reference import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = {kind.value: kind for kind in EventKind}


def write_standing(standing: Standing, commits: Iterable[str]) -> bytes:
    """How things stand behind a landing, and every commit up to it, in a form that `parse_standing` reads."""
    official = {path: (version.oid, version.mode) for path, version in standing.official.items()}
    document = (official, standing.official_names, standing.names, " ".join(sorted(commits)))
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def parse_standing(data: bytes) -> tuple[Standing, frozenset[str]]:
    """How things stand, and the commits."""
    official, official_names, names, commits = json.loads(data)
    versions = {path: Version(path, *about) for path, about in official.items()}
    return Standing(versions, official_names, names), frozenset(commits.split())


def write_trail(trail: Trail) -> bytes:
    """The trail in a form that `parse_trail` reads; commits stand once, events name them by their number.

    It is one line. Behind it may come what was told since, in the same form.
    """
    commits = {event.commit.oid: event.commit for event in trail.events} | dict(trail.landings)
    numbers = {oid: number for number, oid in enumerate(commits)}
    events = [
        (numbers[event.commit.oid], numbers[event.landing], event.pull_request, *_write_change(event.change))
        for event in trail.events
    ]
    landings = [numbers[oid] for oid in trail.landings]
    document = (trail.head, trail.commits, [_write_commit(one) for one in commits.values()], landings, events)
    return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


def _write_change(change: Change) -> tuple[object, ...]:
    ref = change.ref
    name = ref.path if isinstance(ref, FileRef) else (ref.system, ref.release, ref.section, ref.entry)
    return name, change.kind.value, change.field, change.before, change.after, change.also


def _write_commit(commit: Commit) -> tuple[object, ...]:
    author, committer = ((one.name, one.email, one.seconds, one.zone) for one in (commit.author, commit.committer))
    other = None if author == committer else committer
    return commit.oid, commit.parents, author, other, commit.subject, commit.body, commit.trailers


def parse_trail(data: bytes) -> Trail:
    """The trail that was written, with all that was told since."""
    parts = map(_parse_part, data.splitlines())
    return reduce(join_trails, parts)


def join_trails(trail: Trail, since: Trail) -> Trail:
    """A trail that goes on with what was told since."""
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
        details = tuple(Detail(*one) for one in also)
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

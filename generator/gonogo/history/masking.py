"""Masking: puts `HIDDEN` in place of all strings in a trail that look like a password or a token.

This is the only place where history is masked. Every trail is masked before it is stored or shown, so pages, files,
commands and the cache do not have to hide anything. Masking only changes strings: each event keeps its kind and its
position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import replace
from gonogo.core.secrets import HIDDEN, has_secret, hide_secrets, hide_value
from gonogo.model.event import Change, Detail, FileRef, Trail
from gonogo.model.ids import EntryId, ReleaseId, SectionId, SystemId
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.commits import Commit, Ident
    from gonogo.model.event import Event


def mask_trail(trail: Trail) -> Trail:
    """The trail with `HIDDEN` in place of every secret. Objects without secrets remain the same objects."""
    # One search in one long string takes a tenth of the time of many searches in short strings.
    if not has_secret("\n".join(_texts_of(trail))):
        return trail
    commits = {event.commit.oid: event.commit for event in trail.events} | dict(trail.landings)
    masked = {oid: mask_commit(commit) for oid, commit in commits.items()}
    events = tuple(_mask_event(event, masked[event.commit.oid]) for event in trail.events)
    return Trail(trail.head, trail.commits, events, {oid: masked[oid] for oid in trail.landings})


def find_hidden(change: Change) -> Iterator[Detail]:
    """The values of a change in which a secret is hidden."""
    return (detail for detail in change.details if HIDDEN in f"{detail.before} {detail.after}")


def is_masked(commit: Commit) -> bool:
    """Whether a secret is hidden in a commit's message, or in the name or address of its author or committer."""
    people = (text for ident in (commit.author, commit.committer) for text in (ident.name, ident.email))
    trailers = (text for trailer in commit.trailers for text in trailer)
    return any(HIDDEN in text for text in (commit.subject, commit.body, *people, *trailers))


def _texts_of(trail: Trail) -> Iterator[str]:
    """Every string in which masking looks for secrets, in the form in which it is searched."""
    commits = {id(event.commit): event.commit for event in trail.events}
    for commit in (*commits.values(), *trail.landings.values()):
        yield from (commit.subject, commit.body)
        yield from (text for ident in (commit.author, commit.committer) for text in (ident.name, ident.email))
        yield from (f"{key}: {value}" for key, value in commit.trailers)
    for event in trail.events:
        ref = event.change.ref
        yield str(ref)
        for detail in event.change.details:
            name = _name_of(detail, ref)
            # A key without a value can be a secret itself.
            yield from (f"{name}: {text}" for text in list(filter(None, (detail.before, detail.after))) or [""])


def mask_commit(commit: Commit) -> Commit:
    """The commit with `HIDDEN` in place of every secret in its message, and in its author and committer."""
    # Subject and body are searched together, because a private key can begin in the subject and end in the body.
    message = f"{commit.subject}\n\n{commit.body}"
    shown = hide_secrets(message)
    subject, _, body = shown.partition("\n\n")
    trailers = tuple((hide_secrets(key), hide_value(key, value)) for key, value in commit.trailers)
    author, committer = _mask_ident(commit.author), _mask_ident(commit.committer)
    if (shown, trailers, author, committer) == (message, commit.trailers, commit.author, commit.committer):
        return commit
    return replace(commit, author=author, committer=committer, subject=subject, body=body, trailers=trailers)


def _mask_ident(ident: Ident) -> Ident:
    name, email = hide_secrets(ident.name), hide_secrets(ident.email)
    return ident if (name, email) == (ident.name, ident.email) else replace(ident, name=name, email=email)


def _mask_event(event: Event, commit: Commit) -> Event:
    change = mask_change(event.change)
    if change is event.change and commit is event.commit:
        return event
    return replace(event, change=change, commit=commit)


def mask_change(change: Change) -> Change:
    """The change with `HIDDEN` in place of every secret in its values and in the name of its subject."""
    ref, details = _mask_ref(change.ref), change.details
    masked = tuple(_mask_detail(detail, change.ref) for detail in details)
    if ref is change.ref and masked == details:
        return change
    return Change(ref, change.kind, *masked[0], masked[1:])


def _mask_detail(detail: Detail, ref: Ref | FileRef) -> Detail:
    field, before, after = detail
    name = _name_of(detail, ref)
    return Detail(hide_secrets(field), before and hide_value(name, before), after and hide_value(name, after))


def _name_of(detail: Detail, ref: Ref | FileRef) -> str:
    """The key of a value; the id of the subject if the value is in the place of a whole subject."""
    return detail.field or (str(ref.entry or ref.section or "") if isinstance(ref, Ref) else "")


def _mask_ref(ref: Ref | FileRef) -> Ref | FileRef:
    text = str(ref)
    if hide_secrets(text) == text:
        return ref
    if isinstance(ref, FileRef):
        return FileRef(hide_secrets(ref.path))
    section, entry = (hide_secrets(name) if name else None for name in (ref.section, ref.entry))
    return Ref(
        SystemId(hide_secrets(ref.system)),
        ReleaseId(hide_secrets(ref.release)),
        SectionId(section) if section else None,
        EntryId(entry) if entry else None,
    )

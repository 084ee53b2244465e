"""Follows files through the events of a trail, under all their names, with the titles and signers of their subjects.

Files keep their history as in `history.file_steps`: when a release is renamed, or removed and restored. A copy starts a
new history. The results for an event depend only on this event and on earlier events, so later events never change
them. Therefore a stored trail can be continued without reading its first part again.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.history.events.levels import file_at
from gonogo.model.event import EventKind
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.model.event import Change, Event, FileRef

_DECIDING = (EventKind.SIGNED, EventKind.REFUSED, EventKind.WITHDRAWN)


class FollowedFile:
    """A release or another file.

    `name` is its name after the last followed event. `titles` are the last titles of its subjects: the key is "" for
    the release, the id and a slash for a phase or section, and the id for an entry. `signers` are the last values of
    `by`, keyed by entry id.
    """

    def __init__(
        self, name: Ref | FileRef, titles: dict[str, str] | None = None, signers: dict[str, str] | None = None
    ) -> None:
        self.name = name
        self.titles = titles or {}
        self.signers = signers or {}


class FollowedEvent(NamedTuple):
    """The file of an event, the title of the event's subject after the event, and the signer.

    `title` is "" for a registry file. `decider` is the person in `by`, "" if the event does not decide a sign-off.
    """

    file: FollowedFile
    title: str
    decider: str


class FileFollower:
    """Follows files through events. `files` are all files so far, keyed by each name that they have had."""

    def __init__(self, files: Mapping[Ref | FileRef, FollowedFile] | None = None) -> None:
        self.files = dict(files or {})
        # Keyed by id(), because comparing refs takes longer. The ref is stored too, so that no other ref gets its id().
        self._by_identity: dict[int, tuple[Ref | FileRef, Ref | FileRef]] = {}

    def follow(self, events: Iterable[Event]) -> Iterator[FollowedEvent]:
        """The next events of the trail, with their files.

        `events` must not begin or end in the middle of a commit's events.
        """
        for _, group in groupby(events, key=lambda event: event.commit.oid):
            changes = [event.change for event in group]
            self._rename(list(filter(is_rename, changes)))
            for change in changes:
                file = self._find(change)
                yield FollowedEvent(file, _follow_title(change, file), _follow_signer(change, file))

    def _rename(self, renames: list[Change]) -> None:
        """Applies all renames of a commit at once: each old name is a name from before the commit."""
        before = dict(self.files) if renames else {}
        for change in renames:
            old = file_at(str(change.before)).ref
            file = self.files[change.ref] = before.get(old) or FollowedFile(change.ref)
            file.name = change.ref

    def _find(self, change: Change) -> FollowedFile:
        ref = change.ref
        _, name = self._by_identity.get(id(ref)) or self._by_identity.setdefault(id(ref), (ref, file_of(ref)))
        file = self.files.get(name)
        is_new = change.kind is EventKind.ADDED and ref == name
        if file is None or (is_new and file.name != name):
            file = self.files[name] = FollowedFile(name)
        return file


def _follow_title(change: Change, file: FollowedFile) -> str:
    """The title of the subject after the change; also stores the title in `file`."""
    if not isinstance(change.ref, Ref):
        return ""
    subject = change.ref.entry or (f"{change.ref.section}/" if change.ref.section else "")
    for detail in change.details:
        if detail.field == "title" and detail.after:
            file.titles[subject] = detail.after
    return file.titles.get(subject, "")


def _follow_signer(change: Change, file: FollowedFile) -> str:
    """The signer of the decision that a change makes, "" without a decision.

    Also stores the value of `by` in `file`.
    """
    if not isinstance(change.ref, Ref) or change.ref.entry is None:
        return ""
    details = change.details
    if signer := next((detail for detail in details if detail.field == "by"), None):
        file.signers[change.ref.entry] = signer.after or ""
    is_decided = any(detail.field == "decision" and detail.after for detail in details)
    if not is_decided and (change.kind not in _DECIDING or change.field == "decision"):
        return ""
    return file.signers.get(change.ref.entry, "")


def file_of(ref: Ref | FileRef) -> Ref | FileRef:
    """The release or file that contains a subject."""
    return ref.whole if isinstance(ref, Ref) else ref


def is_rename(change: Change) -> bool:
    """Whether a change is the new name of a file."""
    return change.kind is EventKind.MOVED and change.field == "path"

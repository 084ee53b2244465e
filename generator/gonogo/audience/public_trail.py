"""Replacing private values in the audit trail. No event is removed; only values in events and commits are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.audience.concealer import CONCEALED
from gonogo.audience.public_records import PRIVATE, conceal_records
from gonogo.core.frozen import replace
from gonogo.history.event_index import EventIndex
from gonogo.history.events.levels import file_at
from gonogo.history.followed_files import is_rename
from gonogo.model.commits import Ident
from gonogo.model.event import Change, Detail, EventKind, FileRef
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from gonogo.audience.concealer import Concealer
    from gonogo.history.events.levels import Level
    from gonogo.model.commits import Commit
    from gonogo.model.event import Event


class _Writer(Ident):
    """The author or committer of a commit without the e-mail address.

    `stand_in` replaces the address as the key: it is the same for equal addresses.
    """

    stand_in: str

    @property
    def key(self) -> str:
        return self.stand_in


class TrailConcealer:
    """Replaces private values in events and commits.

    `writers` has the placeholder of each author and committer, keyed by `Ident.key`.
    """

    def __init__(self, conceal: Concealer) -> None:
        self.conceal = conceal
        self.writers: dict[str, str] = {}
        self._commits: dict[str, Commit] = {}

    def index(self, index: EventIndex) -> EventIndex:
        """The index of the same events, without private values."""
        trail = index.trail
        events = tuple(map(self._event, trail.events))
        landings = {oid: self._commit(commit) for oid, commit in trail.landings.items()}
        return EventIndex(replace(trail, events=events, landings=landings))

    def _event(self, event: Event) -> Event:
        return replace(event, change=_conceal_change(event.change, self.conceal), commit=self._commit(event.commit))

    def _commit(self, commit: Commit) -> Commit:
        """The commit without its message, its e-mail addresses, and private values in names and trailers."""
        if commit.oid not in self._commits:
            name = self.conceal.name
            self._commits[commit.oid] = replace(
                commit,
                author=self._ident(commit.author),
                committer=self._ident(commit.committer),
                subject="",
                body="",
                trailers=tuple((name(key), name(value)) for key, value in commit.trailers),
                changes=(),
            )
        return self._commits[commit.oid]

    def _ident(self, ident: Ident) -> _Writer:
        stand_in = self.writers.setdefault(ident.key, f"writer {len(self.writers) + 1}") if ident.key else ""
        return _Writer(self.conceal.name(ident.name), "", ident.seconds, ident.zone, stand_in)


def _conceal_change(change: Change, conceal: Concealer) -> Change:
    own, *also = (_conceal_detail(change, detail, conceal) for detail in change.details)
    return Change(conceal_ref(change.ref, conceal), change.kind, *own, tuple(also))


def conceal_ref(ref: Ref | FileRef, conceal: Concealer) -> Ref | FileRef:
    """The reference with placeholders for ids with private values; for a file, for such names in its path."""
    return FileRef(conceal.path(ref.path)) if isinstance(ref, FileRef) else conceal_records(ref, conceal)


def _conceal_detail(change: Change, detail: Detail, conceal: Concealer) -> Detail:
    field, before, after = detail
    if is_rename(change):
        return Detail(field, *(text and conceal.path(text) for text in (before, after)))
    if _is_shown(change, detail):
        return Detail(conceal.field(field), *(text and conceal.text(text) for text in (before, after)))
    return Detail(conceal.field(field), *(text and CONCEALED for text in (before, after)))


def _is_shown(change: Change, detail: Detail) -> bool:
    """Whether a public site shows the values of a detail, after replacing private values in them.

    The reason why a file cannot be read is not shown, because it can quote the file. In files other than releases, only
    the values of keys that the format has are shown, except contact details.
    """
    if change.kind in (EventKind.UNREADABLE, EventKind.READABLE):
        return False
    if isinstance(change.ref, Ref):
        return True
    is_whole = detail == change.details[0] and None in (detail.before, detail.after)
    return _is_known(file_at(change.ref.path).level, detail.field.split("."), is_whole=is_whole)


def _is_known(level: Level, keys: list[str], *, is_whole: bool) -> bool:
    """Whether the format has a field, and the field is not a contact detail.

    `is_whole` says that the change adds or removes the subject as a whole; then the field is only the subject's name.
    """
    match keys:
        case [""]:
            return is_whole and bool(level.keys)
        case [key]:
            return key in level.keys and key not in level.holds
        case [group, _]:
            return is_whole and group in level.holds
        case [group, _, key]:
            return group in level.holds and key in level.holds[group].keys - PRIVATE.get(group, frozenset())
        case _:
            return False

"""The audit trail without what is private. Every event stays; only values in it are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.audience.conceal import CONCEALED
from gonogo.audience.records import PRIVATE, conceal_records
from gonogo.core.frozen import replace
from gonogo.history.events.levels import file_at
from gonogo.history.index import EventIndex, is_rename
from gonogo.model.commits import Ident
from gonogo.model.event import Change, Detail, EventKind, FileRef
from gonogo.model.references import Ref

if TYPE_CHECKING:
    from gonogo.audience.conceal import Concealer
    from gonogo.history.events.levels import Level
    from gonogo.model.commits import Commit
    from gonogo.model.event import Event


class _Writer(Ident):
    """Who wrote a commit, without an e-mail; `stand_in` is the same for all commits with the same one."""

    stand_in: str

    @property
    def key(self) -> str:
        return self.stand_in


class TrailConcealer:
    """Conceals events and commits, each commit once. `writers` are stand-ins for the e-mails of who wrote them."""

    def __init__(self, conceal: Concealer) -> None:
        self.conceal = conceal
        self.writers: dict[str, str] = {}
        self._commits: dict[str, Commit] = {}

    def index(self, index: EventIndex) -> EventIndex:
        """The same events, as a public site may show them."""
        trail = index.trail
        events = tuple(map(self._event, trail.events))
        landings = {oid: self._commit(commit) for oid, commit in trail.landings.items()}
        return EventIndex(replace(trail, events=events, landings=landings))

    def _event(self, event: Event) -> Event:
        return replace(event, change=_conceal_change(event.change, self.conceal), commit=self._commit(event.commit))

    def _commit(self, commit: Commit) -> Commit:
        """A commit without its message and its e-mails, and without addresses in names and trailers."""
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
    """The ref with each of its ids concealed; of a file each name in its path."""
    return FileRef(conceal.path(ref.path)) if isinstance(ref, FileRef) else conceal_records(ref, conceal)


def _conceal_detail(change: Change, detail: Detail, conceal: Concealer) -> Detail:
    field, before, after = detail
    if is_rename(change):
        return Detail(field, *(text and conceal.path(text) for text in (before, after)))
    if _is_shown(change, detail):
        return Detail(conceal.field(field), *(text and conceal.text(text) for text in (before, after)))
    return Detail(conceal.field(field), *(text and CONCEALED for text in (before, after)))


def _is_shown(change: Change, detail: Detail) -> bool:
    """Whether the public may see these values, less what is concealed in them.

    A reason why a file cannot be read quotes from it. Of files other than releases only the values are shown that
    the format knows and that reach nobody.
    """
    if change.kind in (EventKind.UNREADABLE, EventKind.READABLE):
        return False
    if isinstance(change.ref, Ref):
        return True
    came_or_went = detail == change.details[0] and None in (detail.before, detail.after)
    return _is_known(file_at(change.ref.path).level, detail.field.split("."), came_or_went=came_or_went)


def _is_known(level: Level, keys: list[str], *, came_or_went: bool) -> bool:
    """Whether a field of a file is one that reaches nobody; of a thing that came or went it is the title."""
    match keys:
        case [""]:
            return came_or_went and bool(level.keys)
        case [key]:
            return key in level.keys and key not in level.holds
        case [group, _]:
            return came_or_went and group in level.holds
        case [group, _, key]:
            return group in level.holds and key in level.holds[group].keys - PRIVATE.get(group, frozenset())
        case _:
            return False

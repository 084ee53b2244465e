"""What history must not tell the public: how to reach people, as it stands now and as it ever stood.

Names stay. E-mail addresses of commits stay in the records, since people are known by them, and no page and no document
for the public shows one.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from gonogo.frozen import replace
from gonogo.history.events.levels import file_at
from gonogo.history.index import EventIndex, is_rename
from gonogo.model.event import Change, Detail, EventKind, FileRef
from gonogo.model.ids import EntryId, SectionId
from gonogo.model.reference import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gonogo.history.events.levels import Level
    from gonogo.model.event import Event
    from gonogo.model.git import Commit, Ident

CONCEALED = "(not public)"
# keys of the directory whose values reach somebody, and those of them that are no free text
PRIVATE = {
    "people": frozenset(("emails", "keys")),
    "contacts": frozenset(("phone", "email", "pager", "case", "hours", "backup", "about")),
    "channels": frozenset(("address", "about")),
}
_REACHING = ("emails", "email", "phone", "pager", "address")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]+@[^\s<>\"',;:()\[\]]+")
TELLING = re.compile(r"[0-9@]")


def conceal_forms(forms: Iterable[str]) -> Callable[[str], str]:
    """What takes these words out of a text, in whatever case, the longest first; never a part of a longer word."""
    longest = sorted(set(forms), key=lambda text: (-len(text), text))
    if not longest:
        return str
    words = re.compile(rf"(?<![\w+@.-])(?:{'|'.join(map(re.escape, longest))})(?![\w@-])", re.IGNORECASE)
    return partial(words.sub, CONCEALED)


def find_private_past(event_index: EventIndex) -> frozenset[str]:
    """Every e-mail, phone and pager that commits or the directory ever named as such, and where channels were.

    What has neither a digit nor an @ in it, such as "to be done", reaches nobody and is none.
    """
    trail = event_index.trail
    commits = {one.oid: one for one in (*(event.commit for event in trail.events), *trail.landings.values())}
    found = {word for commit in commits.values() for word in _addresses_of(commit)}
    for event in trail.events:
        if isinstance(event.change.ref, FileRef):
            found.update(_words_of(event.change))
    return frozenset(word for word in found if TELLING.search(word))


def _addresses_of(commit: Commit) -> Iterator[str]:
    yield from (commit.author.email, commit.committer.email)
    for text in (commit.author.name, commit.committer.name, *(value for _, value in commit.trailers)):
        yield from _ADDRESS.findall(text)


def _words_of(change: Change) -> Iterator[str]:
    """The values that reach somebody; those of a list one by one."""
    for detail in change.details:
        if detail.field.rpartition(".")[2] in _REACHING:
            for value in filter(None, (detail.before, detail.after)):
                yield value
                yield from (word.strip('"') for word in value.strip("[]").split(", "))


def redact_past(event_index: EventIndex, conceal: Callable[[str], str]) -> EventIndex:
    """The event index as a public site shows it."""
    trail = event_index.trail
    landings = {oid: _redact_commit(commit, conceal) for oid, commit in trail.landings.items()}
    events = tuple(_redact_event(event, conceal) for event in trail.events)
    return EventIndex(replace(trail, events=events, landings=landings))


def _redact_event(event: Event, conceal: Callable[[str], str]) -> Event:
    change = _redact_change(event.change, conceal)
    return replace(event, change=change, commit=_redact_commit(event.commit, conceal))


def _redact_commit(commit: Commit, conceal: Callable[[str], str]) -> Commit:
    """A commit without its message, and without addresses where names stand."""
    trailers = tuple((key, _ADDRESS.sub(CONCEALED, conceal(value))) for key, value in commit.trailers)
    author, committer = _redact_ident(commit.author, conceal), _redact_ident(commit.committer, conceal)
    return replace(commit, author=author, committer=committer, subject="", body="", trailers=trailers)


def _redact_ident(ident: Ident, conceal: Callable[[str], str]) -> Ident:
    return replace(ident, name=_ADDRESS.sub(CONCEALED, conceal(ident.name)))


def _redact_change(change: Change, conceal: Callable[[str], str]) -> Change:
    own, *also = (_redact_detail(change, detail, conceal) for detail in change.details)
    return Change(_redact_ref(change.ref, conceal), change.kind, *own, tuple(also))


def _redact_ref(ref: Ref | FileRef, conceal: Callable[[str], str]) -> Ref | FileRef:
    if isinstance(ref, FileRef):
        return FileRef(conceal(ref.path))
    section, entry = (conceal(one) if one else None for one in (ref.section, ref.entry))
    return Ref(ref.system, ref.release, SectionId(section) if section else None, EntryId(entry) if entry else None)


def _redact_detail(change: Change, detail: Detail, conceal: Callable[[str], str]) -> Detail:
    field, before, after = detail
    if _is_shown(change, detail):
        return Detail(conceal(field), *(text and conceal(text) for text in (before, after)))
    return Detail(conceal(field), *(text and CONCEALED for text in (before, after)))


def _is_shown(change: Change, detail: Detail) -> bool:
    """Whether the public may see these values, less what is concealed in them.

    A reason why a file cannot be read quotes from it. Of files other than releases only the values are shown that
    the format knows and that reach nobody.
    """
    if change.kind in (EventKind.UNREADABLE, EventKind.READABLE):
        return False
    if isinstance(change.ref, Ref) or is_rename(change):
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

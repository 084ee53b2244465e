"""Recent changes as short lines.

A line combines all changes of a commit to one subject, or the same change of a commit to several subjects.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.history.event_index import is_reversal
from gonogo.history.followed_files import file_of
from gonogo.model.clock import say_day
from gonogo.model.event import EventKind, FileRef
from gonogo.model.references import Ref
from gonogo.site.page import Link
from gonogo.site.parts.event_view import SHORT_OID, EventView, show_event, show_kind
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.event import Change
    from gonogo.site.parts.state_look import State
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext

CHANGED = "changed_"
_MOST_LINES = 12
_MANY, _MOST_NAMES, _MOST_WORDS = 4, 3, 5
_LONGEST = 60
# A line begins with an event of these kinds if it has one; answers come second, and all other kinds last.
_FIRST = (EventKind.ADDED, EventKind.REMOVED, EventKind.UNREADABLE, EventKind.READABLE)
_ANSWERS = (EventKind.STATE, EventKind.SIGNED, EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.OBSERVED)
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)


class ChangeGroup(NamedTuple):
    """The events of one line: the line begins with `first`; `more` are further events of the same commit and subject.

    If the commit made the same change to several subjects, `others` are the first events of the other subjects, and
    `more` includes their further events. If the commit added or removed a file, `others` are all other events of the
    file.
    """

    first: IndexedEvent
    more: tuple[IndexedEvent, ...] = ()
    others: tuple[IndexedEvent, ...] = ()

    @property
    def size(self) -> int:
        """The number of events in the group."""
        return 1 + len(self.more) + len(self.others)


class ChangeLine(Frozen):
    """A group of changes on a page. `count` gives the number of its subjects in words, "" for a single subject.

    `also` names the further changes of the subject. `subjects` are the first subjects, `rest` is the number of the
    others. `place` links to the release, None on a page of the release.
    """

    event: EventView
    before: str | None
    after: str | None
    also: tuple[str, ...]
    count: str
    subjects: tuple[Link, ...]
    rest: int
    place: Link | None


class DayView(Frozen):
    """The lines of a day, newest first."""

    day: str
    lines: tuple[ChangeLine, ...]


class ChangesView(Frozen):
    """Days, newest first. `more` gives the number of changes left out, in words; `onward` links to the audit trail.

    `has_writers` says that each line names the author of the commit.
    """

    sentence: str
    days: tuple[DayView, ...]
    more: str
    onward: Link | None
    has_writers: bool = True


def show_changes(context: ReleaseContext) -> ChangesView | str:
    """The changes of a release in the week before the head commit; without history, a string with the reason."""
    site, past = context.site, context.site.past
    if site.leaves_history_out:
        return "History was left out, so the changes and their authors are not known."
    if past is None:
        return "There is no history: commit the checklists to see the changes and their authors here."
    events = past.event_index.of(context.release.ref)
    if not events:
        return f"`{context.system.path_of(context.release.id)}` is not committed yet."
    onward = Link("The audit trail of this release", site.urls.link(context.path, site.audit_page(context.release.ref)))
    recent = tuple(indexed for indexed in events if indexed.event.landing in past.recent)
    if not recent:
        last = past.event_index.landed_at(events[-1].event)
        return ChangesView(f"Nothing has changed since {say_day(last)}." if last else "", (), "", onward)
    groups = group_changes(recent)
    left = sum(group.size for group in groups[_MOST_LINES:])
    more = f"and {left} more {plural(left, 'change')}" if left else ""
    days = show_days(groups[:_MOST_LINES], context.path, site, has_place=False)
    return ChangesView(say_week(site), days, more, onward)


def say_week(site: SitePlan) -> str:
    """The week before the head commit in words; "" if no commit has a date."""
    if site.past is None or site.past.until is None:
        return ""
    return f"In the seven days up to commit {site.past.event_index.trail.head[:SHORT_OID]}, {say_day(site.past.until)}."


def group_changes(events: Iterable[IndexedEvent]) -> tuple[ChangeGroup, ...]:
    """The groups of these events, the newest commit first; within a commit, in the order of the events."""
    commits: dict[tuple[str, Ref | FileRef], list[IndexedEvent]] = {}
    for indexed in events:
        commits.setdefault((indexed.event.commit.oid, indexed.file), []).append(indexed)
    return tuple(group for of_commit in reversed(commits.values()) for group in _group_commit(of_commit))


def _group_commit(events: Sequence[IndexedEvent]) -> list[ChangeGroup]:
    """The groups of the events of one commit in one file."""
    for indexed in events:
        if _is_whole(indexed.event.change):
            return [ChangeGroup(indexed, others=tuple(other for other in events if other is not indexed))]
    subjects: dict[object, list[IndexedEvent]] = {}
    for indexed in events:
        change = indexed.event.change
        subject = (change.ref, change.field) if isinstance(change.ref, FileRef) else change.ref
        subjects.setdefault(subject, []).append(indexed)
    alike: dict[object, list[ChangeGroup]] = {}
    for of_subject in subjects.values():
        first = min(of_subject, key=lambda indexed: _rank(indexed.event.change))
        group = ChangeGroup(first, tuple(indexed for indexed in of_subject if indexed is not first))
        change = first.event.change
        alike.setdefault((change.kind, show_kind(change).word, is_reversal(change)), []).append(group)
    return [group for groups in alike.values() for group in (groups if len(groups) < _MANY else [_join(groups)])]


def _is_whole(change: Change) -> bool:
    """Whether a file was added or removed."""
    return change.kind in _WHOLE and change.ref == file_of(change.ref)


def _rank(change: Change) -> int:
    """The rank of a change among the changes of one commit to one subject; the line begins with the lowest rank."""
    if is_reversal(change):
        return 0
    return 1 if change.kind in _FIRST else 2 if change.kind in _ANSWERS else 3


def _join(groups: Sequence[ChangeGroup]) -> ChangeGroup:
    first, *others = groups
    more = (*first.more, *(indexed for group in others for indexed in group.more))
    return ChangeGroup(first.first, more, tuple(group.first for group in others))


def show_days(groups: Iterable[ChangeGroup], source: str, site: SitePlan, *, has_place: bool) -> tuple[DayView, ...]:
    """The groups in their order, divided by the day on which they landed."""
    return tuple(
        DayView(day, tuple(show_line(group, source, site, has_place=has_place) for group in of_day))
        for day, of_day in groupby(groups, key=lambda group: say_landed(group.first, site))
    )


def say_landed(indexed: IndexedEvent, site: SitePlan) -> str:
    """The day on which an event landed, in UTC."""
    moment = site.event_index.landed_at(indexed.event) if site.event_index else None
    return say_day(moment) if moment else "without a date"


def show_line(group: ChangeGroup, source: str, site: SitePlan, *, has_place: bool) -> ChangeLine:
    """A group as a line of the page at `source`; with `has_place`, the line names the release."""
    event, change = show_event(group.first, source, site), group.first.event.change
    is_in_title = change.kind in _WHOLE or group.others or event.title == event.after
    words = (
        tuple(dict.fromkeys(_say_change(indexed.event.change) for indexed in group.more)) if not group.others else ()
    )
    subjects, rest = ((), 0) if _is_whole(change) or not group.others else _name_subjects(group, source, site)
    return ChangeLine(
        event=event,
        before=None if is_in_title else _cut(event.before),
        after=None if is_in_title else _cut(event.after),
        also=(*words[:_MOST_WORDS], *(["…"] if len(words) > _MOST_WORDS else [])),
        count=_say_count(group),
        subjects=subjects,
        rest=rest,
        place=_link_release(group.first, source, site) if has_place else None,
    )


def _name_subjects(group: ChangeGroup, source: str, site: SitePlan) -> tuple[tuple[Link, ...], int]:
    """Links to the first subjects of a group, and the number of the others.

    For keys of a registry file, the only link is to the file, and the number is 0.
    """
    named = [show_event(indexed, source, site) for indexed in (group.first, *group.others[: _MOST_NAMES - 1])]
    links = tuple(dict.fromkeys(Link(view.title, view.href) for view in named))
    is_file = isinstance(group.first.event.change.ref, FileRef)
    return links, 0 if is_file else 1 + len(group.others) - len(named)


def _say_count(group: ChangeGroup) -> str:
    """The number of subjects in words, or of the entries in an added or removed file; "" for one subject."""
    first = group.first.event.change
    if _is_whole(first):
        inside = [indexed.event.change for indexed in group.others]
        count = sum(
            change.kind is first.kind and isinstance(change.ref, Ref) and change.ref.entry is not None
            for change in inside
        )
        return f"with {count} {'entry' if count == 1 else 'entries'}" if count else ""
    if not group.others:
        return ""
    refs = [indexed.event.change.ref for indexed in (group.first, *group.others)]
    is_entries = all(isinstance(ref, Ref) and ref.entry for ref in refs)
    return f"{len(refs)} {'entries' if is_entries else 'changes'}"


def _say_change(change: Change) -> str:
    """A change in one word: the new state, or the changed key."""
    word = show_kind(change).text if change.kind is EventKind.STATE else change.field or change.kind.value
    return visible(word[:_LONGEST])


def _link_release(indexed: IndexedEvent, source: str, site: SitePlan, anchor: str = "") -> Link | None:
    """A link to the release of an event; None for an event in another file, where the file is the subject."""
    if not isinstance(indexed.file, Ref):
        return None
    place = site.find_place(indexed.file, indexed.file)
    system = site.snapshot.systems.get(indexed.file.system)
    name = f"{system.name if system else indexed.file.system} {indexed.file.release}"
    return Link(name, site.urls.link(source, place.page, anchor) if place else "")


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def count_kinds(events: Iterable[IndexedEvent]) -> tuple[tuple[State, int], ...]:
    """The number of events of each kind or new state, the most frequent first."""
    counts: dict[State, int] = {}
    for indexed in events:
        state = show_kind(indexed.event.change)
        counts[state] = counts.get(state, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))

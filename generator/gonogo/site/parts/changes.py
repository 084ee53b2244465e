"""What happened lately, told so that it can be read: what a commit did to one thing, or the same to many, in a line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.history.index import file_of, is_reversal
from gonogo.model.clock import say_day
from gonogo.model.event import EventKind, FileRef
from gonogo.model.references import Ref
from gonogo.site.page import Link
from gonogo.site.parts.event_view import SHORT, EventView, show_event, show_kind, show_writer
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gonogo.history.index import IndexedEvent
    from gonogo.model.event import Change
    from gonogo.site.parts.event_view import AuthorView
    from gonogo.site.parts.state_look import State
    from gonogo.site.plan import ReleaseContext, SitePlan

CHANGED = "changed_"
_LINES = 12
_MANY, _NAMED, _WORDS = 4, 3, 5
_LONGEST = 60
# what else happened to a thing is told behind what is told first
_FIRST = (EventKind.ADDED, EventKind.REMOVED, EventKind.UNREADABLE, EventKind.READABLE)
_ANSWERS = (EventKind.STATE, EventKind.SIGNED, EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.OBSERVED)
_WHOLE = (EventKind.ADDED, EventKind.REMOVED)


class Act(NamedTuple):
    """What one commit did to one thing, `first` being what is told and `more` what else; `others` had it done too.

    `others` are the first events of further things; of a file that came or went, of everything in it.
    """

    first: IndexedEvent
    more: tuple[IndexedEvent, ...] = ()
    others: tuple[IndexedEvent, ...] = ()

    @property
    def size(self) -> int:
        """How many events it stands for."""
        return 1 + len(self.more) + len(self.others)


class ChangeLine(Frozen):
    """An act on a page. `many` says to how many things the same was done, `things` names the first, `rest` are more.

    `place` is the release that it is about where the page is about none.
    """

    event: EventView
    before: str | None
    after: str | None
    also: tuple[str, ...]
    many: str
    things: tuple[Link, ...]
    rest: int
    place: Link | None


class DayView(Frozen):
    """The lines of a day, newest first."""

    day: str
    lines: tuple[ChangeLine, ...]


class ChangesView(Frozen):
    """Days, newest first; `more` says what is left out, `onward` leads there; `has_writers` where lines say who."""

    say: str
    days: tuple[DayView, ...]
    more: str
    onward: Link | None
    has_writers: bool = True


def show_changes(context: ReleaseContext) -> ChangesView | str:
    """What happened to a release in the week before the head commit; where nothing is known of it, why."""
    site, past = context.site, context.site.past
    if past is None:
        return "There is no history: commit the checklists, and this says who changed what."
    told = past.event_index.of(context.release.ref)
    if not told:
        return f"`{context.system.path_of(context.release.id)}` is not committed yet."
    onward = Link("The audit trail of this release", _link_audit(site, context.path, context.release.ref))
    recent = tuple(one for one in told if one.event.landing in past.recent)
    if not recent:
        last = past.event_index.landed_at(told[-1].event)
        return ChangesView(f"Nothing has changed since {say_day(last)}." if last else "", (), "", onward)
    acts = gather(recent)
    left = sum(act.size for act in acts[_LINES:])
    more = f"and {left} more {plural(left, 'change')}" if left else ""
    return ChangesView(_say_week(site), show_days(acts[:_LINES], context.path, site, has_place=False), more, onward)


def _say_week(site: SitePlan) -> str:
    """Which week is meant: that before the head commit."""
    if site.past is None or site.past.until is None:
        return ""
    return f"In the seven days up to commit {site.past.event_index.trail.head[:SHORT]}, {say_day(site.past.until)}."


def gather(told: Iterable[IndexedEvent]) -> tuple[Act, ...]:
    """The acts of these events, newest first; the acts of a commit in the order in which it was told."""
    commits: dict[tuple[str, Ref | FileRef], list[IndexedEvent]] = {}
    for one in told:
        commits.setdefault((one.event.commit.oid, one.file), []).append(one)
    return tuple(act for of_commit in reversed(commits.values()) for act in _gather_commit(of_commit))


def _gather_commit(told: Sequence[IndexedEvent]) -> list[Act]:
    """What one commit did to one file."""
    for one in told:
        if one.event.change.kind in _WHOLE and one.event.change.ref == file_of(one.event.change.ref):
            return [Act(one, others=tuple(other for other in told if other is not one))]
    things: dict[object, list[IndexedEvent]] = {}
    for one in told:
        change = one.event.change
        things.setdefault((change.ref, change.field) if isinstance(change.ref, FileRef) else change.ref, []).append(one)
    alike: dict[object, list[Act]] = {}
    for events in things.values():
        first = min(events, key=lambda one: _rank(one.event.change))
        act = Act(first, tuple(one for one in events if one is not first))
        change = first.event.change
        alike.setdefault((change.kind, show_kind(change).word, is_reversal(change)), []).append(act)
    return [act for acts in alike.values() for act in (acts if len(acts) < _MANY else [_join(acts)])]


def _rank(change: Change) -> int:
    """What is told first of all that happened to a thing at once."""
    if is_reversal(change):
        return 0
    return 1 if change.kind in _FIRST else 2 if change.kind in _ANSWERS else 3


def _join(acts: Sequence[Act]) -> Act:
    first, *others = acts
    more = (*first.more, *(one for act in others for one in act.more))
    return Act(first.first, more, tuple(act.first for act in others))


def show_days(acts: Iterable[Act], source: str, site: SitePlan, *, has_place: bool) -> tuple[DayView, ...]:
    """The acts by the day of their landing, in their order."""
    return tuple(
        DayView(day, tuple(_line(act, source, site, has_place=has_place) for act in of_day))
        for day, of_day in groupby(acts, key=lambda act: say_landed(site, act.first))
    )


def say_landed(site: SitePlan, told: IndexedEvent) -> str:
    """The day on which an event landed, in UTC."""
    moment = site.event_index.landed_at(told.event) if site.event_index else None
    return say_day(moment) if moment else "without a date"


def _line(act: Act, source: str, site: SitePlan, *, has_place: bool) -> ChangeLine:
    event, change = show_event(act.first, source, site), act.first.event.change
    is_said = change.kind in _WHOLE or act.others or event.title == event.after
    words = tuple(dict.fromkeys(_word(one.event.change) for one in act.more)) if not act.others else ()
    is_whole = change.kind in _WHOLE and change.ref == file_of(change.ref)
    things, rest = ((), 0) if is_whole or not act.others else _name_things(act, source, site)
    return ChangeLine(
        event=event,
        before=None if is_said else _cut(event.before),
        after=None if is_said else _cut(event.after),
        also=(*words[:_WORDS], *(["…"] if len(words) > _WORDS else [])),
        many=_say_many(act, is_whole=is_whole),
        things=things,
        rest=rest,
        place=_place(act.first, source, site) if has_place else None,
    )


def _name_things(act: Act, source: str, site: SitePlan) -> tuple[tuple[Link, ...], int]:
    """The first of the things that had the same done, and how many more there are; of a file only its name."""
    named = [show_event(one, source, site) for one in (act.first, *act.others[: _NAMED - 1])]
    links = tuple(dict.fromkeys(Link(one.title, one.href) for one in named))
    is_file = isinstance(act.first.event.change.ref, FileRef)
    return links, 0 if is_file else 1 + len(act.others) - len(named)


def _say_many(act: Act, *, is_whole: bool) -> str:
    """How many entries a file brought or took along, or how many things had the same done; "" for one."""
    if is_whole:
        kind = act.first.event.change.kind
        brought = [one.event.change for one in act.others]
        count = sum(one.kind is kind and isinstance(one.ref, Ref) and one.ref.entry is not None for one in brought)
        return f"with {count} {'entry' if count == 1 else 'entries'}" if count else ""
    if not act.others:
        return ""
    refs = [one.event.change.ref for one in (act.first, *act.others)]
    is_entries = all(isinstance(ref, Ref) and ref.entry for ref in refs)
    return f"{len(refs)} {'entries' if is_entries else 'changes'}"


def _word(change: Change) -> str:
    """What else happened, in a word: the state that it brought, or the key that it changed."""
    said = show_kind(change).text if change.kind is EventKind.STATE else change.field or change.kind.value
    return visible(said[:_LONGEST])


def _place(told: IndexedEvent, source: str, site: SitePlan, anchor: str = "") -> Link | None:
    """The release that an event is about; None for a file of the directory, which the event names itself."""
    if not isinstance(told.file, Ref):
        return None
    found = site.find(told.file, told.file)
    system = site.snapshot.systems.get(told.file.system)
    name = f"{system.name if system else told.file.system} {told.file.release}"
    return Link(name, site.urls.link(source, found[1], anchor) if found else "")


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _link_audit(site: SitePlan, source: str, ref: Ref | None = None) -> str:
    return site.urls.link(source, site.audit_page(ref))


class WeekRow(Frozen):
    """What happened to a release, or to the directory: how often what, and by whom."""

    name: Link
    count: int
    kinds: tuple[tuple[State, int], ...]
    reversals: int
    writers: tuple[AuthorView, ...]


class WeekView(Frozen):
    """A row for everything that something happened to, what was changed last at the top."""

    say: str
    rows: tuple[WeekRow, ...]
    onward: Link


def show_week(site: SitePlan) -> WeekView | None:
    """What happened in the week before the head commit; None where there is no history."""
    if site.past is None:
        return None
    event_index, recent = site.past.event_index, site.past.recent
    files: dict[Ref | None, list[IndexedEvent]] = {}
    for told in reversed(event_index.events):
        if told.event.landing in recent:
            files.setdefault(told.file if isinstance(told.file, Ref) else None, []).append(told)
    last = event_index.landed_at(event_index.events[-1].event) if event_index.events else None
    nothing = f"Nothing has changed since {say_day(last)}." if last else "Nothing has happened yet."
    rows = tuple(_week_row(ref, told, site) for ref, told in files.items())
    return WeekView(_say_week(site) if rows else nothing, rows, Link("The audit trail", _link_audit(site, site.home)))


def _week_row(ref: Ref | None, told: Sequence[IndexedEvent], site: SitePlan) -> WeekRow:
    writers = {one.event.commit.author.key: one.event.commit.author for one in told}
    place = _place(told[0], site.home, site, CHANGED) if ref else None
    return WeekRow(
        name=place or Link("People, roles, policy and systems", ""),
        count=len(told),
        kinds=count_kinds(told),
        reversals=sum(is_reversal(one.event.change) for one in told),
        writers=tuple(dict.fromkeys(show_writer(ident, site.home, site) for ident in writers.values())),
    )


def count_kinds(told: Iterable[IndexedEvent]) -> tuple[tuple[State, int], ...]:
    """How often what happened, the most frequent first."""
    counts: dict[State, int] = {}
    for one in told:
        state = show_kind(one.event.change)
        counts[state] = counts.get(state, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))

"""The most important changes of the last week in all releases, each as a sentence, for the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.history.event_index import is_reversal
from gonogo.model.clock import say_day, say_day_beside
from gonogo.model.event import EventKind
from gonogo.model.references import Ref
from gonogo.site.page import Link
from gonogo.site.parts.changes import group_changes, say_week, show_line
from gonogo.site.parts.event_view import show_event, show_kind, show_text
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gonogo.history.event_index import IndexedEvent
    from gonogo.site.parts.changes import ChangeGroup, ChangeLine
    from gonogo.site.plan import SitePlan

_MOST_LINES = 5
# The words before and after the name of the subject. `{}` is replaced by the new value.
_WORDS = {
    EventKind.ADDED: ("added", ""),
    EventKind.REMOVED: ("removed", ""),
    EventKind.EDITED: ("edited", ""),
    EventKind.MOVED: ("moved", ""),
    EventKind.EVIDENCE: ("changed the evidence of", ""),
    EventKind.OBSERVED: ("recorded", "as {}"),
    EventKind.ASSIGNED: ("changed the owner of", ""),
    EventKind.PLANNED: ("changed the plan of", ""),
    EventKind.SIGNED: ("signed", ""),
    EventKind.COUNTERSIGNED: ("countersigned", ""),
    EventKind.WITHDRAWN: ("withdrew", ""),
    EventKind.REFUSED: ("said no-go as", ""),
    EventKind.REGISTRY: ("changed", ""),
    EventKind.UNREADABLE: ("broke", ""),
    EventKind.READABLE: ("repaired", ""),
}
_DECISIONS = (EventKind.COUNTERSIGNED, EventKind.WITHDRAWN, EventKind.REFUSED, EventKind.UNREADABLE)
_WITH_VALUES = (EventKind.EDITED, EventKind.ASSIGNED, EventKind.PLANNED, EventKind.REGISTRY)
_ANSWERS = (EventKind.STATE, EventKind.OBSERVED, EventKind.ADDED, EventKind.REMOVED)


class WeekLine(Frozen):
    """A change as a sentence: the author, then `verb`, then the subjects, then `after`.

    `day` is the day of the landing. `is_back` says that the change reverted an answer or a decision; a go after a no-go
    does not count as that. `has_values` says that the sentence ends with the old and the new value.
    """

    day: str
    verb: str
    after: str
    line: ChangeLine
    is_back: bool
    has_values: bool


class WeekView(Frozen):
    """The most important changes, newest first.

    `sentence` counts all changes of the week, `more` the changes left out.
    """

    sentence: str
    lines: tuple[WeekLine, ...]
    more: str
    onward: Link


def show_week(site: SitePlan) -> WeekView | None:
    """The changes in the seven days before the head commit; None without history."""
    if site.past is None:
        return None
    event_index, recent = site.past.event_index, site.past.recent
    onward = Link("The audit trail", site.urls.link(site.home, site.audit_page()))
    events = [indexed for indexed in event_index.events if indexed.event.landing in recent]
    if not events:
        last = event_index.landed_at(event_index.events[-1].event) if event_index.events else None
        nothing = f"Nothing has changed since {say_day(last)}." if last else "Nothing has happened yet."
        return WeekView(nothing, (), "", onward)
    groups = group_changes(events)
    chosen = {group.first.number for group in sorted(groups, key=lambda group: _rank(group, site))[:_MOST_LINES]}
    shown = [group for group in groups if group.first.number in chosen]
    left = len(events) - sum(group.size for group in shown)
    more = f"and {left} more {plural(left, 'change')}" if left else ""
    return WeekView(_say_counts(events, site), tuple(_show(group, site) for group in shown), more, onward)


def _say_counts(events: Sequence[IndexedEvent], site: SitePlan) -> str:
    """A sentence with the period of seven days, and the numbers of changes, changed releases and authors."""
    count, releases = len(events), len({indexed.file for indexed in events if isinstance(indexed.file, Ref)})
    authors = {indexed.event.commit.author.key: indexed.event.commit.author for indexed in events}
    writers = len({site.person_of(author) or key for key, author in authors.items()})
    where = f" in {releases} {plural(releases, 'release')}" if releases else ""
    changes, by = f"{count} {plural(count, 'change')}", f"{writers} {plural(writers, 'author')}"
    return f"{say_week(site).removesuffix('.')}: {changes}{where}, by {by}."


def _rank(group: ChangeGroup, site: SitePlan) -> int:
    """The rank of a group: 0 for dangers to a release, then reversals, decisions, answers, and 4 for the rest."""
    change = group.first.event.change
    if change.kind is EventKind.SIGNED:
        return 0 if show_event(group.first, site.home, site).by_another else 2
    if show_kind(change).tone == "bad":
        return 0
    if is_reversal(change):
        return 1
    return 2 if change.kind in _DECISIONS else 3 if change.kind in _ANSWERS else 4


def _show(group: ChangeGroup, site: SitePlan) -> WeekLine:
    landed = site.past.event_index.landed_at(group.first.event) if site.past else None
    verb, after = _say_change(group)
    line = show_line(group, site.home, site, has_place=True)
    day = say_day_beside(landed, site.stamp.as_of) if landed else "without a date"
    kind = group.first.event.change.kind
    is_back = line.event.is_reversal and kind is not EventKind.SIGNED
    return WeekLine(day, verb, after, line, is_back, has_values=kind in _WITH_VALUES and not group.others)


def _say_change(group: ChangeGroup) -> tuple[str, str]:
    """The words before and after the names of the subjects in the sentence."""
    change = group.first.event.change
    if change.kind is EventKind.STATE:
        if change.field == "outcome":
            return ("closed", f"as {show_text(change.after)}") if change.after else ("reopened", "")
        return "set", f"to {show_kind(change).text}"
    if change.kind is EventKind.SIGNED and change.field == "decision" and change.before:
        return "signed", f"after {show_text(change.before)}"
    verb, after = _WORDS[change.kind]
    return verb, "" if group.others else after.format(show_text(change.after) or "empty")

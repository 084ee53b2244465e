"""Events as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.core.safe_text import visible
from gonogo.history.event_folds import fold_additions, say_folded
from gonogo.history.masking import find_hidden, is_masked
from gonogo.model.registry import people_by_email
from gonogo.model.schedule import write_utc
from gonogo.verdict.slots import is_recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.event_folds import Fold
    from gonogo.history.event_index import EventIndex, IndexedEvent
    from gonogo.model.event import Event
    from gonogo.model.snapshot import Snapshot

_LONGEST = 60


class Deciders:
    """Renders events for people, with the signers of decisions and a mark on decisions that another person wrote.

    The mark compares the author of the commit with the current people.yml, which does not prove anything. Only `gonogo
    status` verifies decisions.
    """

    def __init__(self, event_index: EventIndex, snapshot: Snapshot) -> None:
        self._event_index = event_index
        self._snapshot = snapshot
        self._people = people_by_email(snapshot.people)

    def render_all(self, events: Iterable[IndexedEvent]) -> Iterator[str]:
        """The lines of these events. An added release, section or file is one event with the number of its entries."""
        for fold in fold_additions(events):
            yield from self._render(fold)

    def _render(self, fold: Fold) -> Iterator[str]:
        """The lines of an event; a decision also has its signer."""
        indexed, folded = fold.lead, say_folded(fold)
        decider = indexed.decider
        signer = f", by {visible(decider)}" if decider else ""
        yield from render_event(indexed.event, f", {folded}" if folded else signer)
        if decider and (doubt := self._find_doubt(indexed, decider)):
            yield f"    {doubt}"

    def _find_doubt(self, indexed: IndexedEvent, decider: str) -> str:
        """A line that names the author of a decision's commit; "" if the author is the signer."""
        author = indexed.event.commit.author
        person = self._people.get(author.key)
        if person == decider:
            return ""
        name = _short(author.name)
        if person is None:
            return f"written by {name} (not in people.yml)"
        if is_recorded(indexed.file, indexed.event.change.ref, self._snapshot):
            return f"recorded by {name}"
        return click.style(f"written by {name}, not by {visible(decider)}", fg="red", bold=True)


def render_event(event: Event, extra: str = "") -> Iterator[str]:
    """Two lines: the date, the author and the reference; then the kind of event, the values and the commit.

    `extra` is printed after the values.
    """
    change, commit = event.change, event.commit
    moment = write_utc(commit.committer.moment)[:10] if commit.committer.moment else "no date"
    request = f" #{event.pull_request}" if event.pull_request else ""
    merge = ", by the merge" if event.is_merge else ""
    yield f"{moment}  {_short(commit.author.name)}  {visible(str(change.ref))}"
    yield f"    {change.kind.value}{_say_values(event)}{extra}  ({commit.oid[:12]}{request}{merge})"


def say_hidden(events: Iterable[Event]) -> Iterator[str]:
    """A line with the number of hidden secrets in these events, and the advice to revoke them; none without secrets."""
    events = tuple(events)
    commits = {event.commit.oid: event.commit for event in events}
    count = sum(len(list(find_hidden(event.change))) for event in events) + sum(map(is_masked, commits.values()))
    if count:
        these = (
            ("1 value is hidden: it looks", "it") if count == 1 else (f"{count} values are hidden: they look", "them")
        )
        yield f"{these[0]} like a password or token; revoke {these[1]}, because history keeps {these[1]}"


def _say_values(event: Event) -> str:
    change = event.change
    field = f" {change.field}" if change.field and change.field != change.kind.value else ""
    if change.before is None and change.after is None:
        return field
    if change.before is None:
        return f"{field}: {_short(change.after)}"
    return f"{field}: {_short(change.before)} → {_short(change.after)}"


def _short(text: str | None) -> str:
    """The string on one line, cut to 60 characters, with invisible characters spelled out; `nothing` for None."""
    if text is None:
        return "nothing"
    line = visible(" ".join(text.split()))
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line or "empty"

"""Events as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.safe_text import visible
from gonogo.history.masking import find_hidden, is_masked
from gonogo.model.schedule import write_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.event import Event

_LONGEST = 60


def render_event(event: Event) -> Iterator[str]:
    """Two lines: date, author and reference; then the kind of event, the values before and after, and the commit."""
    change, commit = event.change, event.commit
    moment = write_utc(commit.committer.moment)[:10] if commit.committer.moment else "no date"
    request = f" #{event.pull_request}" if event.pull_request else ""
    merge = ", by the merge" if event.is_merge else ""
    yield f"{moment}  {_short(commit.author.name)}  {visible(str(change.ref))}"
    yield f"    {change.kind.value}{_say_values(event)}  ({commit.oid[:12]}{request}{merge})"


def say_hidden(events: Iterable[Event]) -> Iterator[str]:
    """A line that counts the hidden secrets in these events, and says what to do; no line if there are none."""
    events = tuple(events)
    commits = {event.commit.oid: event.commit for event in events}
    count = sum(len(list(find_hidden(event.change))) for event in events) + sum(map(is_masked, commits.values()))
    if count:
        these = ("1 text is hidden: it looks", "it") if count == 1 else (f"{count} texts are hidden: they look", "them")
        yield f"{these[0]} like a password or token; revoke {these[1]}, history keeps {these[1]}"


def _say_values(event: Event) -> str:
    change = event.change
    field = f" {change.field}" if change.field and change.field != change.kind.value else ""
    if change.before is None and change.after is None:
        return field
    if change.before is None:
        return f"{field}: {_short(change.after)}"
    return f"{field}: {_short(change.before)} → {_short(change.after)}"


def _short(text: str | None) -> str:
    """The text on one line, cut, with everything invisible written out."""
    if text is None:
        return "nothing"
    line = visible(" ".join(text.split()))
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line or "empty"

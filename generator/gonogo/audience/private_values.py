"""The private values: those in the files of the registry by which somebody can be reached, now and in history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.audience.emails import find_addresses
from gonogo.audience.phone_numbers import Numbers, read_marked_numbers, read_numbers
from gonogo.audience.private_words import Words, read_words
from gonogo.core.frozen import Frozen
from gonogo.model.event import FileRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.index import EventIndex
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.system import SystemFacts

# Keys whose values reach somebody, including keys that only a file that does not decode can have.
REACHING = frozenset(
    ("phone", "telephone", "tel", "mobile", "cell", "fax", "pager", "case", "address", "email", "emails", "mail")
)
# Keys of contacts and channels with free text, which may include a number.
_FREE = frozenset(("about", "hours", "backup"))
_LINE = re.compile(rf"^[ \t-]*({'|'.join(sorted(REACHING | _FREE))})[ \t]*:[ \t]+(.+)$", re.MULTILINE | re.IGNORECASE)


class Private(Frozen):
    """The private values, in the forms that texts are searched for. `addresses` are e-mail addresses in lower case."""

    numbers: Numbers
    addresses: frozenset[str]
    words: Words


def find_private(snapshots: Iterable[Snapshot], index: EventIndex | None) -> Private:
    """The private values in these states of the files and in the events of a history."""
    named = [pair for snapshot in snapshots for pair in _read_snapshot(snapshot)]
    if index is not None:
        named += _read_events(index)
    values = frozenset(value for key, value in named if key in REACHING)
    free = frozenset(value for key, value in named if key in _FREE)
    return Private(
        Numbers(
            frozenset(core for value in values for core in read_numbers(value))
            | frozenset(core for text in free for core in read_marked_numbers(text))
        ),
        frozenset(value.lower() for value in values if "@" in value),
        read_words(value for value in values if not _has_form(value)),
    )


def _has_form(value: str) -> bool:
    """Whether a value is an address that is found by its form."""
    return (0, len(value)) in find_addresses(value)


def _read_snapshot(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The keys and values by which somebody may be reached."""
    for person in snapshot.people.values():
        yield from (("email", email) for email in person.emails)
    unreadable = list(snapshot.unreadable)
    for system in snapshot.systems.values():
        unreadable += system.unreadable
        if system.facts:
            yield from _read_facts(system.facts)
    for path in unreadable:
        for key, value in _LINE.findall(snapshot.sources.get(path, "")):
            yield from ((key.lower(), word) for word in _read_value(value))


def _read_facts(facts: SystemFacts) -> Iterator[tuple[str, str]]:
    for contact in facts.contacts.values():
        yield from (("phone", contact.phone), ("email", contact.email), ("pager", contact.pager))
        yield from (("case", contact.case), ("hours", contact.hours), ("backup", contact.backup))
        yield ("about", contact.about)
    for channel in facts.channels.values():
        yield from (("address", channel.address), ("about", channel.about))


def _read_events(index: EventIndex) -> Iterator[tuple[str, str]]:
    for event in index.trail.events:
        if isinstance(event.change.ref, FileRef):
            for detail in event.change.details:
                key = detail.field.rpartition(".")[2].lower()
                if key in REACHING or key in _FREE:
                    for value in filter(None, (detail.before, detail.after)):
                        yield from ((key, word) for word in _read_value(value))


def _read_value(value: str) -> Iterator[str]:
    """The value, and if it is written as a list, the elements."""
    yield value.strip().strip("\"'")
    if value.startswith("["):
        yield from (word.strip().strip("\"'") for word in value.strip("[]").split(","))

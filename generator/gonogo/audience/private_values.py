"""The private values: the contact details in people.yml and system.yml, in the present files and in history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.audience.broken_files import find_values
from gonogo.audience.emails import find_addresses
from gonogo.audience.phone_numbers import Numbers, read_marked_numbers, read_numbers
from gonogo.audience.private_words import Words, read_words
from gonogo.audience.searched_text import fold
from gonogo.core.frozen import Frozen
from gonogo.model.event import FileRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.event import Trail
    from gonogo.model.snapshot import Snapshot
    from gonogo.model.system import SystemFacts

# The keys whose values are contact details. The format does not have all of them, but a file that cannot be decoded, or
# a past version, can have any key.
REACHING = frozenset(
    ("phone", "telephone", "tel", "mobile", "cell", "fax", "pager", "case", "address", "email", "emails", "mail")
)
# The keys of contacts and channels with free text, which can contain a telephone number.
_FREE = frozenset(("about", "hours", "backup"))


class Private(Frozen):
    """The private values, in the forms that the searches need. `addresses` are e-mail addresses in lower case."""

    numbers: Numbers
    addresses: frozenset[str]
    words: Words


def find_private(snapshots: Iterable[Snapshot], trails: Iterable[Trail]) -> Private:
    """The private values in these snapshots, and in the old and new values of the events in these trails."""
    named = [pair for snapshot in snapshots for pair in _read_snapshot(snapshot)]
    named += (pair for trail in trails for pair in _read_events(trail))
    values = frozenset(value for key, value in named if key in REACHING)
    free = frozenset(value for key, value in named if key in _FREE)
    return Private(
        Numbers(
            frozenset(core for value in values for core in read_numbers(value))
            | frozenset(core for text in free for core in read_marked_numbers(text))
        ),
        frozenset(fold(value)[0].lower() for value in values if "@" in value),
        read_words(value for value in values if not _has_form(value)),
    )


def _has_form(value: str) -> bool:
    """Whether the whole value has the form of an e-mail address."""
    searched, _ = fold(value)
    return (0, len(searched)) in find_addresses(searched)


def _read_snapshot(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Pairs of a key and a value in a snapshot, for the keys in `REACHING` and `_FREE`."""
    for person in snapshot.people.values():
        yield from (("email", email) for email in person.emails)
    unreadable = list(snapshot.unreadable)
    for system in snapshot.systems.values():
        unreadable += system.unreadable
        if system.facts:
            yield from _read_facts(system.facts)
    for path in unreadable:
        text = snapshot.sources.get(path, "")
        yield from find_values(text, REACHING | _FREE)
        yield ("about", text)  # a misspelled key is not in `REACHING`, so the whole text is searched as free text


def _read_facts(facts: SystemFacts) -> Iterator[tuple[str, str]]:
    for contact in facts.contacts.values():
        yield from (("phone", contact.phone), ("email", contact.email), ("pager", contact.pager))
        yield from (("case", contact.case), ("hours", contact.hours), ("backup", contact.backup))
        yield ("about", contact.about)
    for channel in facts.channels.values():
        yield from (("address", channel.address), ("about", channel.about))


def _read_events(trail: Trail) -> Iterator[tuple[str, str]]:
    for event in trail.events:
        if isinstance(event.change.ref, FileRef):
            for detail in event.change.details:
                if key := _find_key(detail.field):
                    for value in filter(None, (detail.before, detail.after)):
                        yield from ((key, word) for word in _read_value(value))


def _find_key(field: str) -> str:
    """The key in `REACHING` or `_FREE` in the name of a field, such as `phone` in `contacts.call.phone.home`; or "".

    The second part of the name is skipped: it is the id of a contact or another subject, and can be any word.
    """
    keys = field.lower().split(".")
    return next((key for key in (keys[2:] if len(keys) > 1 else keys) if key in REACHING or key in _FREE), "")


def _read_value(value: str) -> Iterator[str]:
    """The value and, if the value is written like `[a, b]`, also each element."""
    yield value.strip().strip("\"'")
    if value.startswith("["):
        yield from (word.strip().strip("\"'") for word in value.strip("[]").split(","))

"""The filter of an audit trail: the form, and its choices."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections import find_state
from gonogo.history.event_index import system_of
from gonogo.model.event import EventKind
from gonogo.model.registry import name_of
from gonogo.site.parts.event_view import show_kind, show_text, show_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.commits import Ident
    from gonogo.model.references import Ref
    from gonogo.site.plan import SitePlan

DATA, PROGRAM = "js", "assets/gonogo-audit.js"


class Choice(Frozen):
    """A value of a list in the filter, and its label."""

    value: str
    text: str


class Choices(Frozen):
    """The lists of a filter, with every value in the trail.

    `states` are the new states, `kinds` the other kinds, `places` systems, releases and files; the trail of a release
    has no `places`.
    """

    states: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]
    places: tuple[Choice, ...]


class FilterView(Frozen):
    """The form. `data` is the file with all events, `script` the program.

    `within` is the release of the trail, "" for the project's trail; `total` counts its events, and `command` lists
    them.
    """

    choices: Choices
    data: str
    script: str
    within: str
    total: int
    command: str


def say_command(site: SitePlan, ref: Ref | None) -> str:
    """The command that lists the events of a trail in a clone."""
    head = site.event_index.trail.head if site.event_index else ""
    return f"gonogo log {f'{shlex.quote(str(ref))} ' if ref else ''}--at {head} --format csv"


def list_choices(site: SitePlan, ref: Ref | None) -> Choices:
    """The choices in the trail of the project or a release."""
    events = site.events_of(ref)
    tags = {tag_of(indexed): show_kind(indexed.event.change).text for indexed in events}
    authors = {indexed.event.commit.author for indexed in events}
    people = dict(_name_author(author, site) for author in authors)
    return Choices(
        states=_sort({tag: text for tag, text in tags.items() if find_state(tag.partition("-")[2])}),
        kinds=_sort({tag: text for tag, text in tags.items() if "-" not in tag}),
        people=_sort(people | dict(_name_deciders(events, site))),
        places=() if ref else tuple(_list_places(events)),
    )


def plan_filter(site: SitePlan, source: str, ref: Ref | None, choices: Choices) -> FilterView:
    """The filter of the project's or a release's trail, on the page at `source`."""
    return FilterView(
        choices=choices,
        data=site.urls.link_file(source, site.audit_file(DATA)),
        script=site.urls.link_file(source, PROGRAM),
        within=show_text(str(ref)) if ref else "",
        total=len(site.events_of(ref)),
        command=say_command(site, ref),
    )


def _sort(choices: Mapping[str, str]) -> tuple[Choice, ...]:
    named = sorted(choices.items(), key=lambda choice: (choice[1].casefold(), choice[0]))
    return tuple(Choice(*choice) for choice in named)


def _list_places(events: Iterable[IndexedEvent]) -> Iterator[Choice]:
    """Files of the project, then each system with its releases and files below it."""
    files = dict.fromkeys(indexed.file for indexed in events)
    for system in sorted({system_of(file) for file in files}):
        if system:
            yield Choice(show_text(system), show_text(system))
        names = sorted(show_text(str(file)) for file in files if system_of(file) == system)
        yield from (Choice(name, f"\N{EN SPACE}{name}" if system else name) for name in names)


def tag_of(indexed: IndexedEvent) -> str:
    """The kind of an event; for a new state, with the state, such as `state-done`."""
    change = indexed.event.change
    word = show_kind(change).word
    return f"{change.kind.value}-{show_text(word)}" if change.kind is EventKind.STATE else change.kind.value


def _name_author(author: Ident, site: SitePlan) -> tuple[str, str]:
    key = key_of_author(author, site)
    return key, show_writer(author, "", site).name if site.person_of(author) else key


def _name_deciders(events: Iterable[IndexedEvent], site: SitePlan) -> Iterator[tuple[str, str]]:
    """The people named in decisions, each with the name in the list."""
    for indexed in events:
        if decider := indexed.decider:
            yield show_text(decider), show_text(name_of(decider, site.snapshot.people))


def key_of_author(author: Ident, site: SitePlan) -> str:
    """The id of a person, or the name in the commit with the doubt about it, which cannot be mistaken for an id."""
    if person := site.person_of(author):
        return person
    view = show_writer(author, "", site)
    return f"{view.name} ({view.doubt})"

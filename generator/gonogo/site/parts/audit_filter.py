"""The filter of an audit trail: a form, and the choices in its lists."""

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
    """A choice in a list of the filter: the value to compare with events, and the label."""

    value: str
    text: str


class Choices(Frozen):
    """The lists of a filter, which contain every value that occurs in the trail.

    `states` are the states that an event can set, `kinds` are the kinds of all other events. `places` are systems,
    releases and files; the filter of a release's trail has none.
    """

    states: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]
    places: tuple[Choice, ...]


class FilterView(Frozen):
    """The form of a filter. `data` links to the file with all events, `script` links to the program that filters them.

    `within` is the release of the trail, "" for the project's trail. `total` is the number of events in the trail, and
    `command` is the gonogo command that lists them.
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
    """The choices for the trail of the project, or of a release."""
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
    """The filter of the trail of the project, or of a release, on the page at `source`."""
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
    """The files that belong to no system, then each system, followed by its releases and files."""
    files = dict.fromkeys(indexed.file for indexed in events)
    for system in sorted({system_of(file) for file in files}):
        if system:
            yield Choice(show_text(system), show_text(system))
        names = sorted(show_text(str(file)) for file in files if system_of(file) == system)
        yield from (Choice(name, f"\N{EN SPACE}{name}" if system else name) for name in names)


def tag_of(indexed: IndexedEvent) -> str:
    """The kind of an event as a word of the filter; a new state is added to the word, as in `state-done`."""
    change = indexed.event.change
    word = show_kind(change).word
    return f"{change.kind.value}-{show_text(word)}" if change.kind is EventKind.STATE else change.kind.value


def _name_author(author: Ident, site: SitePlan) -> tuple[str, str]:
    key = key_of_author(author, site)
    return key, show_writer(author, "", site).name if site.person_of(author) else key


def _name_deciders(events: Iterable[IndexedEvent], site: SitePlan) -> Iterator[tuple[str, str]]:
    """The people whom decisions name in `by`: the id, and the name to show."""
    for indexed in events:
        if decider := indexed.decider:
            yield show_text(decider), show_text(name_of(decider, site.snapshot.people))


def key_of_author(author: Ident, site: SitePlan) -> str:
    """The id of the author in people.yml.

    For an unknown author, the name in the commit, followed by the doubt in parentheses. No id contains parentheses, so
    the result cannot be mistaken for an id.
    """
    if person := site.person_of(author):
        return person
    view = show_writer(author, "", site)
    return f"{view.name} ({view.doubt})"

"""The page that names everybody: who is in people.yml, and who else has written commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.pages.person_page import plan_person
from gonogo.site.parts.changes import say_landed
from gonogo.site.parts.event_view import show_text
from gonogo.site.parts.page_head import SPRITE
from gonogo.site.parts.person_summary import gather_duties, gather_strangers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gonogo.history.index import IndexedEvent
    from gonogo.model.ids import PersonId
    from gonogo.model.registry import Person
    from gonogo.site.page import Block
    from gonogo.site.parts.person_summary import PersonSummary
    from gonogo.site.plan import SitePlan

_MOST_STRANGERS = 200
_FILE = "checklists/people.yml"


class IndexRow(Frozen):
    """A person in the list of all."""

    name: str
    href: str
    has_left: bool
    holds: tuple[str, ...]
    owes: int
    changes: int
    last: str


class StrangerRow(Frozen):
    """Somebody who has written commits and is not in people.yml, under one name or several."""

    names: tuple[str, ...]
    email: str
    changes: int
    first: str
    last: str


class StrangersView(Frozen):
    """Those rows, who came first at the top; `more` is how many are left out."""

    rows: tuple[StrangerRow, ...]
    more: int


def plan_people(site: SitePlan) -> tuple[Page, ...]:
    """A page for everybody in people.yml, behind a page that names all; none for the public, or without history."""
    if not site.people_page:
        return ()
    summary = gather_duties(site)
    pages = (plan_person(site, site.snapshot.people[key], of_person) for key, of_person in summary.items())
    return (_plan_index(site, summary), *pages)


def _plan_index(site: SitePlan, summary: Mapping[PersonId, PersonSummary]) -> Page:
    rows = tuple(_row(site, site.snapshot.people[key], of_person) for key, of_person in summary.items())
    blocks: list[Block] = [Heading(1, "People", "top_"), SPRITE]
    if _FILE in site.snapshot.unreadable:
        blocks.append(Fragment("empty", f"`{_FILE}` does not decode, so nobody is known: see `gonogo check`."))
    else:
        empty = f"Nobody is in `{_FILE}` yet: name there who may own, sign and approve."
        blocks.append(Fragment("people", rows) if rows else Fragment("empty", empty))
        blocks += _list_strangers(site)
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.people_page, "People", ("People",), tuple(blocks))


def _list_strangers(site: SitePlan) -> Iterator[Block]:
    if strangers := gather_strangers(site):
        shown = tuple(_stranger(site, told) for told in strangers[:_MOST_STRANGERS])
        yield Heading(2, "Not in people.yml", "strangers_")
        yield Fragment("strangers", StrangersView(shown, len(strangers) - len(shown)))


def _row(site: SitePlan, person: Person, summary: PersonSummary) -> IndexRow:
    return IndexRow(
        name=person.name,
        href=site.link_person(site.people_page, person.id),
        has_left=person.state == "left",
        holds=tuple(f"{held.role.title} ({held.system.name})" for held in summary.held),
        owes=len(summary.owed),
        changes=len(summary.told),
        last=say_landed(site, summary.told[-1]) if summary.told else "",
    )


def _stranger(site: SitePlan, told: Sequence[IndexedEvent]) -> StrangerRow:
    authors = [one.event.commit.author for one in told]
    return StrangerRow(
        names=tuple(dict.fromkeys(show_text(author.name) for author in authors)),
        email=show_text(authors[0].email),
        changes=len(told),
        first=say_landed(site, told[0]),
        last=say_landed(site, told[-1]),
    )

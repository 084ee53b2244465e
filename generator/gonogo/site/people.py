"""The page that names everybody: who is in people.yml, and who else has written commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.site.bar import SPRITE
from gonogo.site.changes import say_landed
from gonogo.site.duties import gather_duties, gather_strangers
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.person import plan_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gonogo.chronicle import Told
    from gonogo.model.directory import Person
    from gonogo.model.ids import PersonId
    from gonogo.site.duties import Duties
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan

_MOST_STRANGERS = 200


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
    duties = gather_duties(site)
    pages = (plan_person(site, site.snapshot.people[key], of_person) for key, of_person in duties.items())
    return (_plan_index(site, duties), *pages)


def _plan_index(site: SitePlan, duties: Mapping[PersonId, Duties]) -> Page:
    rows = tuple(_row(site, site.snapshot.people[key], of_person) for key, of_person in duties.items())
    empty = "Nobody is in `checklists/people.yml` yet: name there who may own, sign and approve."
    blocks: list[Block] = [Heading(1, "People", "top_"), SPRITE]
    blocks.append(Fragment("people", rows) if rows else Fragment("empty", empty))
    if strangers := gather_strangers(site):
        shown = tuple(_stranger(site, told) for told in strangers[:_MOST_STRANGERS])
        view = StrangersView(shown, len(strangers) - len(shown))
        blocks += [Heading(2, "Not in people.yml", "strangers_"), Fragment("strangers", view)]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.people_page, "People", ("People",), tuple(blocks))


def _row(site: SitePlan, person: Person, duties: Duties) -> IndexRow:
    return IndexRow(
        name=person.name,
        href=site.link_person(site.people_page, person.id),
        has_left=person.state == "left",
        holds=tuple(f"{held.role.title} ({held.system.name})" for held in duties.held),
        owes=len(duties.owed),
        changes=len(duties.told),
        last=say_landed(site, duties.told[-1]) if duties.told else "",
    )


def _stranger(site: SitePlan, told: Sequence[Told]) -> StrangerRow:
    authors = [one.event.commit.author for one in told]
    return StrangerRow(
        names=tuple(dict.fromkeys(author.name for author in authors)),
        email=authors[0].email,
        changes=len(told),
        first=say_landed(site, told[0]),
        last=say_landed(site, told[-1]),
    )

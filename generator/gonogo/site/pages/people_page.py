"""The page that lists all people in people.yml, and the unknown authors of commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.changes import say_landed
from gonogo.site.parts.event_view import show_text
from gonogo.site.parts.page_head import SPRITE
from gonogo.site.parts.person_summary import find_unknown_authors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.ids import PersonId
    from gonogo.model.registry import Person
    from gonogo.site.page import Block
    from gonogo.site.parts.person_summary import PersonSummary
    from gonogo.site.plan import SitePlan

_MOST_UNKNOWN = 200
_FILE = "checklists/people.yml"


class PeopleRow(Frozen):
    """A person in people.yml.

    `holds` are roles; `owes` is the number of entries that the person still has to answer.
    """

    name: str
    href: str
    has_left: bool
    holds: tuple[str, ...]
    owes: int
    changes: int
    last: str


class UnknownAuthorRow(Frozen):
    """An author of commits whose e-mail address belongs to no person in people.yml, or to several.

    `names` are all names in the author's commits.
    """

    names: tuple[str, ...]
    email: str
    changes: int
    first: str
    last: str


class UnknownAuthorsView(Frozen):
    """The unknown authors in the order of their first events; `more` is the number of authors left out."""

    rows: tuple[UnknownAuthorRow, ...]
    more: int


def plan_people(site: SitePlan, summaries: Mapping[PersonId, PersonSummary]) -> Page:
    """The people in people.yml in the order of the file, then the unknown authors."""
    rows = tuple(_show_person(site.snapshot.people[person], summary, site) for person, summary in summaries.items())
    blocks: list[Block] = [Heading(1, "People", "top_"), SPRITE]
    if _FILE in site.snapshot.unreadable:
        blocks.append(Fragment("empty", f"`{_FILE}` cannot be read, so its people are not known: see `gonogo check`."))
    else:
        empty = f"Nobody is in `{_FILE}` yet: add the people who may own, sign and approve."
        blocks.append(Fragment("people", rows) if rows else Fragment("empty", empty))
        blocks += _list_unknown_authors(site)
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.people_page, "People", ("People",), tuple(blocks))


def _list_unknown_authors(site: SitePlan) -> Iterator[Block]:
    if authors := find_unknown_authors(site):
        rows = tuple(_show_unknown_author(events, site) for events in authors[:_MOST_UNKNOWN])
        yield Heading(2, "Not in people.yml", "strangers_")
        yield Fragment("strangers", UnknownAuthorsView(rows, len(authors) - len(rows)))


def _show_person(person: Person, summary: PersonSummary, site: SitePlan) -> PeopleRow:
    return PeopleRow(
        name=person.name,
        href=site.link_person(site.people_page, person.id),
        has_left=person.state == "left",
        holds=tuple(f"{held.role.title} ({held.system.name})" for held in summary.roles),
        owes=len(summary.open_work),
        changes=len(summary.events),
        last=say_landed(summary.events[-1], site) if summary.events else "",
    )


def _show_unknown_author(events: Sequence[IndexedEvent], site: SitePlan) -> UnknownAuthorRow:
    authors = [indexed.event.commit.author for indexed in events]
    return UnknownAuthorRow(
        names=tuple(dict.fromkeys(show_text(author.name) for author in authors)),
        email=show_text(authors[0].email),
        changes=len(events),
        first=say_landed(events[0], site),
        last=say_landed(events[-1], site),
    )

"""What every page of a release starts and ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.site.clock import say_moment
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.plan import SPECIAL, Shelf

if TYPE_CHECKING:
    from gonogo.model.judgement import Verdict
    from gonogo.model.release import Release
    from gonogo.site.page import Block


class Tab(Frozen):
    """A link to another page of the release."""

    text: str
    href: str
    is_current: bool


class BarView(Frozen):
    """What every page of a release starts with."""

    verdict: Verdict
    name: str
    blockers: int
    blockers_href: str
    plan: str
    tabs: tuple[Tab, ...]


def say_plan(release: Release) -> str:
    """When T-0 is, or what became of the release."""
    if release.outcome:
        return f"closed: {release.outcome}"
    return f"T-0 is {say_moment(release.deploy_at)}" if release.deploy_at else "T-0 is not planned"


def show_bar(shelf: Shelf) -> BarView:
    """The first lines of a page of the release."""
    phases = shelf.release.phases
    named = [(shelf.phase_page(phase), phases[phase].title) for phase in shelf.phase_pages()]
    tabs = [("index", "Overview"), *named, *SPECIAL.items()]
    contacts = shelf.site.urls.link(shelf.path, shelf.site.contacts_page(shelf.system))
    return BarView(
        verdict=shelf.judgement.verdict,
        name=f"{shelf.system.name} {shelf.release.id}",
        blockers=len(shelf.judgement.blockers),
        blockers_href=shelf.link_page("index", "verdict_"),
        plan=say_plan(shelf.release),
        tabs=(
            *(Tab(text, shelf.link_page(page), page == shelf.page) for page, text in tabs),
            Tab("Contacts", contacts, is_current=False),
        ),
    )


def frame_page(shelf: Shelf, title: str, *blocks: Block, anchors: tuple[str, ...] = ()) -> Page:
    name = f"{shelf.system.name} {shelf.release.id}"
    is_overview = shelf.page == "index"
    return Page(
        path=shelf.path,
        title=name if is_overview else f"{title} · {name}",
        menu=(shelf.system.name, shelf.release.id, "Overview" if is_overview else title),
        blocks=(
            Heading(1, name if is_overview else title, "top_"),
            Fragment("bar", show_bar(shelf)),
            *blocks,
            Fragment("stamp", shelf.site.stamp),
        ),
        anchors=anchors,
    )

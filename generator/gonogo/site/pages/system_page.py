"""The page of a system: its releases and its resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.closed_releases import CLOSED, show_closed
from gonogo.site.parts.entry_facts import show_link
from gonogo.site.parts.open_releases import list_open
from gonogo.site.parts.page_head import SPRITE, show_tabs
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.release_cards import show_card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.snapshot import System
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


class ResourceRow(Frozen):
    """A resource.

    `link` is None if the file has no address; `is_gap` then says that the key `url` is there without a value.
    """

    title: str
    link: Link | None
    is_gap: bool


def plan_system(site: SitePlan, system: System) -> Page:
    """The page of a system: its tabs, its summary, its releases, and its resources by group."""
    path = site.system_page(system.id)
    blocks: list[Block] = [
        Heading(1, system.name, "top_"),
        SPRITE,
        Fragment("system_bar", show_tabs(site, system, path)),
    ]
    if system.facts and system.facts.summary:
        blocks.append(Fragment("prose", parse_prose(system.facts.summary)))
    blocks += _plan_releases(site, system, path)
    resources = tuple(system.facts.resources.values()) if system.facts else ()
    for number, group in enumerate(dict.fromkeys(resource.group for resource in resources)):
        of_group = tuple(
            ResourceRow(resource.title, show_link(resource.url) if resource.url else None, "url" in resource.gaps)
            for resource in resources
            if resource.group == group
        )
        blocks += [Heading(2, group or "Resources", f"resources{number}_"), Fragment("resources", of_group)]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, system.name, (system.name, "Overview"), tuple(blocks))


def _plan_releases(site: SitePlan, system: System, path: str) -> Iterator[Block]:
    """The open releases in the order of `list_open`, then the closed releases, the last one closed first."""
    cards = tuple(show_card(release, site, path) for release in list_open((system,), site))
    closed = show_closed((system,), site, path)
    if cards:
        yield Heading(2, "Open releases", "open_")
        yield Fragment("releases", cards)
    if closed:
        yield Heading(2, "Closed releases", CLOSED)
        yield Fragment("closed", closed)
    if not system.releases:
        yield Heading(2, "Releases", "releases_")
        yield Fragment("empty", f"This system has no release yet: add a file checklists/{system.id}/<release>.yml.")

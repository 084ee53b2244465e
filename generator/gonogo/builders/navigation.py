"""The navigation of a site, in the form of `nav` in mkdocs.yml.

It is a list of items: an item is a path, or a mapping of a title to a path or to a list of items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mkdocs.utils import dirname_to_title

from gonogo.core.frozen import Frozen
from gonogo.outputs.markdown_pages import escape_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.pipelines.site_build import Site

PLACE = "gonogo"
Item: TypeAlias = object


class Menu(Frozen):
    """The navigation of gonogo's pages. Its titles are escaped, because themes do not escape them.

    `place` is the folder of the pages below the docs folder. `section` is the title of the section that contains the
    items, "" if the pages are not in a folder. `listed` are the paths of the pages in the items, `pages` the paths of
    all pages of gonogo.
    """

    items: list[Item]
    section: str
    place: str
    listed: frozenset[str]
    pages: frozenset[str]

    def placed_under(self, title: str = "") -> list[Item]:
        """The items, in their section if they have one.

        The section keeps the `title` from an existing navigation, unless MkDocs made this title from the name of the
        folder.
        """
        if not self.section:
            return list(self.items)
        folder = dirname_to_title(self.place.rstrip("/").rpartition("/")[2])
        return [{title if title and title != folder else self.section: list(self.items)}]


def make_menu(site: Site) -> Menu:
    """The navigation of the pages of a site."""
    items: list[Item] = []
    for titles, path in site.menu:
        level = items
        for title in titles[:-1]:
            level = _section(level, escape_title(title))
        level.append({escape_title(titles[-1]): path})
    listed = frozenset(path for _, path in site.menu)
    return Menu(items, escape_title(site.section), site.folder, listed, frozenset(site.sources))


def place(nav: list[Item], menu: Menu) -> list[Item]:
    """The user's navigation with the items of gonogo's menu.

    The items replace an item `gonogo` at any depth. Without such an item, the items come first; if the items are in a
    section, the section comes last. If the navigation already contains a page of the section, the user has arranged the
    pages, and nothing changes.
    """
    placed = _place(nav, menu)
    if placed != nav:
        return placed
    if menu.section and _names_folder(nav, menu.place):
        return nav
    ours = menu.placed_under()
    return [*nav, *ours] if menu.section else [*ours, *nav]


def gather(nav: list[Item], menu: Menu) -> list[Item]:
    """A navigation that MkDocs or a plugin has made, with gonogo's menu in place of gonogo's pages.

    If the navigation has only some pages of the menu, somebody has chosen its pages, and nothing changes. If it has
    none, for example because a plugin reads it from a file that lists other pages, `place` adds the menu.
    """
    paths = set(_paths(nav))
    if menu.listed <= paths:
        return list(_gather(nav, menu, []))
    return nav if paths & menu.pages else place(nav, menu)


def _names_folder(nav: Item, folder: str) -> bool:
    """Whether an item is a page in the folder, or the path of the folder, as plugins for navigation allow."""
    return any(path.startswith(folder) or (path.endswith("/") and folder.startswith(path)) for path in _paths(nav))


def _place(nav: list[Item], menu: Menu) -> list[Item]:
    result: list[Item] = []
    for item in nav:
        if item == PLACE:
            result += menu.placed_under()
        elif isinstance(item, dict):
            result.append({title: _place_below(below, menu) for title, below in item.items()})
        else:
            result.append(item)
    return result


def _place_below(below: Item, menu: Menu) -> Item:
    if below in (PLACE, [PLACE]):  # the user's section contains nothing else, so it becomes the section of the items
        return list(menu.items)
    return _place(below, menu) if isinstance(below, list) else below


def _gather(nav: list[Item], menu: Menu, placed: list[Item]) -> Iterator[Item]:
    """The items, with gonogo's menu in place of the first item with gonogo's pages, and without the other such items.

    `placed` gets the items of the menu, and prevents a second insertion.
    """
    for item in nav:
        paths = set(_paths(item))
        if paths and paths <= menu.pages:
            if not placed:
                title = next(iter(item)) if isinstance(item, dict) and len(paths) > 1 else ""
                placed += menu.placed_under(title)
                yield from placed
        elif isinstance(item, dict):
            yield {
                title: list(_gather(below, menu, placed)) if isinstance(below, list) else below
                for title, below in item.items()
            }
        else:
            yield item


def _paths(nav: Item) -> Iterator[str]:
    """The paths and web addresses in a navigation, in order."""
    match nav:
        case str():
            yield nav
        case list():
            for item in nav:
                yield from _paths(item)
        case dict():
            for below in nav.values():
                yield from _paths(below)


def _section(level: list[Item], title: str) -> list[Item]:
    for item in level:
        if isinstance(item, dict) and isinstance(below := item.get(title), list):
            return below
    new: list[Item] = []
    level.append({title: new})
    return new

"""The navigation of a site, in the form of `nav` in mkdocs.yml: lists of paths, and of titles with a list below."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gonogo.outputs.markdown_pages import escape_title

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACE = "gonogo"
Item: TypeAlias = object


def menu_items(menu: Iterable[tuple[tuple[str, ...], str]]) -> list[Item]:
    """The navigation of our pages, from titles and path of each; themes print titles unescaped, so they are escaped."""
    ours: list[Item] = []
    for titles, path in menu:
        level = ours
        for title in titles[:-1]:
            level = _section(level, escape_title(title))
        level.append({escape_title(titles[-1]): path})
    return ours


def place(nav: list[Item], ours: list[Item]) -> list[Item]:
    """The navigation with our items for every item `gonogo`, at any depth; at the front if there is no such item."""
    placed = _replace(nav, ours)
    return placed if placed != nav else [*ours, *nav]


def _replace(nav: list[Item], ours: list[Item]) -> list[Item]:
    result: list[Item] = []
    for item in nav:
        if item == PLACE:
            result += ours
        elif isinstance(item, dict):
            result.append(
                {key: _replace(value, ours) if isinstance(value, list) else value for key, value in item.items()}
            )
        else:
            result.append(item)
    return result


def _section(level: list[Item], title: str) -> list[Item]:
    for item in level:
        if isinstance(item, dict) and isinstance(below := item.get(title), list):
            return below
    new: list[Item] = []
    level.append({title: new})
    return new

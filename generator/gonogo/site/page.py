"""A page as a list of blocks: headings, and fragments of a template and a view."""

from __future__ import annotations

from typing import TypeAlias

from gonogo.core.frozen import Frozen


class Heading(Frozen):
    """A Markdown heading, so that the table of contents includes it; `text` is any string.

    `aside` names the subject, for search results and printouts, where a heading appears alone.
    """

    level: int
    text: str
    anchor: str = ""
    aside: str = ""


class Fragment(Frozen):
    """A piece of HTML: the name of its template and the view to render."""

    template: str
    view: object


Block: TypeAlias = Heading | Fragment


class Page(Frozen):
    """A page: `path` is its Markdown source below the docs folder, `anchors` are the ids inside its fragments.

    `menu` is its path in the navigation: the titles of the sections above it, then its own; empty for a page outside
    the navigation. `boost` is the factor by which the search weights the words on it.
    """

    path: str
    title: str
    menu: tuple[str, ...]
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()
    boost: float = 1


class Link(Frozen):
    """A link with its text; `is_outside` if it leaves the site."""

    text: str
    href: str
    is_outside: bool = False

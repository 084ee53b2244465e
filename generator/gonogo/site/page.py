"""A page as a list of blocks: each block is a heading, or a fragment of HTML made from a template and a view."""

from __future__ import annotations

from typing import TypeAlias

from gonogo.core.frozen import Frozen


class Heading(Frozen):
    """A heading of a page. It becomes Markdown, so the table of contents includes it; `text` is not escaped yet.

    `aside` names the subject of the page, such as a release. Search results and printouts show it after the heading;
    the page itself hides it, because the bar of the page names the subject.
    """

    level: int
    text: str
    anchor: str = ""
    aside: str = ""


class Fragment(Frozen):
    """A piece of HTML: the name of its template, and the view that the template renders."""

    template: str
    view: object


Block: TypeAlias = Heading | Fragment


class Page(Frozen):
    """A page of the site.

    `path` is the path of its Markdown source below the docs folder. `menu` is its path in the navigation: the titles of
    the sections above the page, then the title of the page; it is empty if the navigation does not contain the page.
    `anchors` are the ids inside its fragments. `boost` is the factor by which the search weights the words of the page.
    """

    path: str
    title: str
    menu: tuple[str, ...]
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()
    boost: float = 1


class Link(Frozen):
    """A link with its text; `is_outside` if the address is outside the site."""

    text: str
    href: str
    is_outside: bool = False

"""Where pages and files of a site are found: the only module that spells a URL."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Collection


class Urls(Frozen):
    """Relative links between pages, so that a site works from any folder.

    `directories` is MkDocs' `use_directory_urls`.
    """

    directories: bool = True

    def address(self, path: str) -> str:
        """Where the page with this source is found, relative to the site's root; any other file stays where it is."""
        if not path.endswith(".md"):
            return path
        stem = path.removesuffix(".md")
        if posixpath.basename(stem) in ("index", "README"):
            stem = posixpath.join(posixpath.dirname(stem), "index")
            return (
                f"{posixpath.dirname(stem)}/"
                if self.directories and "/" in stem
                else stem.removesuffix("index") + ("" if self.directories else "index.html")
            )
        return f"{stem}/" if self.directories else f"{stem}.html"

    def file(self, path: str) -> str:
        """The file of the site that a file in docs becomes: a README is an index, as MkDocs has it."""
        if not path.endswith(".md"):
            return path
        folder, name = posixpath.split(path.removesuffix(".md"))
        if name in ("index", "README"):
            return posixpath.join(folder, "index.html")
        return (
            posixpath.join(folder, name, "index.html") if self.directories else posixpath.join(folder, f"{name}.html")
        )

    def link(self, source: str, target: str, anchor: str = "") -> str:
        """A link from one page to another, or to a place on it."""
        mark = f"#{anchor}" if anchor else ""
        if source == target:
            return mark or "#"
        start, goal = self.address(source), self.address(target)
        base = start if self.directories else posixpath.dirname(start)
        relative = _relative(base.rstrip("/"), goal.rstrip("/"))
        if self.directories:
            return f"{relative}/{mark}" if relative != "." else f"./{mark}"
        return f"{relative}{mark}"

    def link_file(self, source: str, target: str) -> str:
        """A link from a page to a file that is no page."""
        start = self.address(source)
        return _relative((start if self.directories else posixpath.dirname(start)).rstrip("/"), target)


def _relative(folder: str, path: str) -> str:
    """What `posixpath.relpath` gives for paths below the site's root, without asking where the process runs."""
    start, goal = folder.split("/") if folder else [], path.split("/") if path else []
    shared = 0
    for one, other in zip(start, goal, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join((*(".." for _ in start[shared:]), *goal[shared:])) or "."


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with underscores behind it until it is none of those taken; ids never hold an underscore."""
    while name in taken:
        name += "_"
    return name

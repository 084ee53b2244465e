"""From the source path of a page or file to its URL: the only module that knows how builders map source paths to URLs.

Source paths come from `plan`, addresses outside the site from `forge`.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
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
        """The URL of the page with this source, relative to the root of the site; any other file keeps its path."""
        return _address(path, directories=self.directories)

    def file(self, path: str) -> str:
        """The file of the site that is built from a file in docs; as in MkDocs, a README becomes an index."""
        if not path.endswith(".md"):
            return path
        folder, name = posixpath.split(path.removesuffix(".md"))
        if name in ("index", "README"):
            return posixpath.join(folder, "index.html")
        return (
            posixpath.join(folder, name, "index.html") if self.directories else posixpath.join(folder, f"{name}.html")
        )

    def link(self, source: str, target: str, anchor: str = "") -> str:
        """A link from the page at `source` to the page at `target`, or to an anchor on it."""
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
        """A link from the page at `source` to a file that is not a page."""
        start = self.address(source)
        return _relative((start if self.directories else posixpath.dirname(start)).rstrip("/"), target)


# Thousands of rows of a trail link from a page to the same few pages.
@lru_cache(maxsize=10_000)
def _address(path: str, *, directories: bool) -> str:
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    if posixpath.basename(stem) in ("index", "README"):
        stem = posixpath.join(posixpath.dirname(stem), "index")
        return (
            f"{posixpath.dirname(stem)}/"
            if directories and "/" in stem
            else stem.removesuffix("index") + ("" if directories else "index.html")
        )
    return f"{stem}/" if directories else f"{stem}.html"


@lru_cache(maxsize=10_000)
def _relative(folder: str, path: str) -> str:
    """Like `posixpath.relpath` for paths below the site's root, but without a system call for the current folder."""
    start, goal = folder.split("/") if folder else [], path.split("/") if path else []
    shared = 0
    for own, other in zip(start, goal, strict=False):
        if own != other:
            break
        shared += 1
    return "/".join((*(".." for _ in start[shared:]), *goal[shared:])) or "."


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with underscores appended until it is free; ids never contain an underscore."""
    while name in taken:
        name += "_"
    return name

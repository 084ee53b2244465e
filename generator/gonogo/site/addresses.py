"""URLs of pages and files, from their source paths. No other module knows how builders map source paths to URLs.

`site.plan` has the source paths; `site.forge` makes the addresses outside the site.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Collection


class Urls(Frozen):
    """Relative links between pages, which work wherever the site is published.

    `directories` is the value of MkDocs' option `use_directory_urls`.
    """

    directories: bool = True

    def address(self, path: str) -> str:
        """The URL of the page with this source path, relative to the root of the site; other files keep their paths."""
        return _address(path, directories=self.directories)

    def file(self, path: str) -> str:
        """The path in the site of the file that a builder makes of a file in docs.

        As in MkDocs, `README.md` becomes `index.html`.
        """
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


# Thousands of rows on a page of an audit trail link to the same few pages, so results are cached.
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
    """`path` relative to `folder`; both start at the root of the site.

    `posixpath.relpath` would ask the system for the current folder on every call.
    """
    start, goal = folder.split("/") if folder else [], path.split("/") if path else []
    shared = 0
    for own, other in zip(start, goal, strict=False):
        if own != other:
            break
        shared += 1
    return "/".join((*(".." for _ in start[shared:]), *goal[shared:])) or "."


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with underscores appended until it is not in `taken`; ids never contain an underscore."""
    while name in taken:
        name += "_"
    return name

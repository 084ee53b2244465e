"""Where the MkDocs site of a repository is, and what a new project has to know about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.yaml.mkdocs_configuration import read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = ("mkdocs.yml", "mkdocs.yaml")
_DEPTH = 4
_HOMES = ("index.md", "README.md", "readme.md", "index.html")


def find_mkdocs(folder: Path, top: Path | None) -> Path | None:
    """The mkdocs.yml of a folder: in it, else above it up to the top of the repository, else below it; None if none.

    Raises GonogoError if there are several below.
    """
    upwards = [place for place in (folder, *folder.parents) if place == folder or (top and place.is_relative_to(top))]
    for place in upwards:
        if file := _find_in(place):
            return file
    below = list(_find_below(folder, _DEPTH))
    if len(below) > 1:
        names = ", ".join(str(file.relative_to(folder)) for file in below)
        raise GonogoError(f"there are several sites here: {names}", "name the folder of one: gonogo init FOLDER")
    return below[0] if below else None


def _find_in(folder: Path) -> Path | None:
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def _find_below(folder: Path, depth: int) -> Iterator[Path]:
    """The mkdocs.yml files below a folder, without hidden folders, links, and those of packages."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        is_left_out = entry.name.startswith(".") or entry.name in ("node_modules", "venv", "site", "site-packages")
        if entry.is_dir(follow_symlinks=False) and not is_left_out:
            inner = Path(entry.path)
            if file := _find_in(inner):
                yield file
            elif depth:
                yield from _find_below(inner, depth - 1)


def has_home_page(root: Path, mkdocs: Path | None, environment: Mapping[str, str]) -> bool:
    """Whether the docs folder of a site has a first page of its own."""
    settings = read_configuration(mkdocs, environment) if mkdocs else {}
    docs = settings.get("docs_dir", "docs")
    return isinstance(docs, str) and any((root / docs / name).is_file() for name in _HOMES)

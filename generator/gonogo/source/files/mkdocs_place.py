"""Finds the mkdocs.yml of a project's site for all commands, and answers questions of `gonogo init` about the site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.output_mark import TREE
from gonogo.source.files.worktree import FOLDER
from gonogo.source.git.repository import find_repository
from gonogo.source.yaml.mkdocs_configuration import read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = ("mkdocs.yml", "mkdocs.yaml")
_DEPTH = 4
_HOMES = ("index.md", "README.md", "readme.md", "index.html")


def find_mkdocs(folder: Path, top: Path | None) -> Path | None:
    """The mkdocs.yml of a folder; None if there is none.

    It is searched for in the folder, then upwards to the top of the repository, then in the folders below. Raises
    GonogoError if several are found below.
    """
    if file := _find_upwards(folder, top):
        return file
    return _only(list(_find_below(folder, _DEPTH)), folder, "name the folder of a site: gonogo init FOLDER")


def find_site(start: Path, named: Path | None = None) -> Path | None:
    """The mkdocs.yml of the site for the folder `start`; None if there is none.

    If the user named a file, the result is this file. Otherwise, it is the nearest mkdocs.yml upwards: up to the top of
    the repository or, outside of git, up to the folder that contains `checklists/`. If there is none, it is the only
    mkdocs.yml below the project that lists the plugin. Raises GonogoError if several files below the project list the
    plugin, or if the named file does not exist.
    """
    if named is not None:
        if not named.is_file():
            raise GonogoError(f"there is no file {named}", "name the mkdocs.yml of the site")
        return named.absolute()
    start = start.resolve()
    holder = next((folder for folder in (start, *start.parents) if (folder / FOLDER).is_dir()), None)
    if file := _find_upwards(start, _find_top(start) or holder):
        return file
    below = [file for file in _find_below(holder or start, _DEPTH) if lists_plugin(file)]
    return _only(below, holder or start, "name one: --config-file FILE")


def find_in(folder: Path) -> Path | None:
    """The mkdocs.yml in a folder, or else the mkdocs.yaml, in the order of MkDocs; None if there is neither."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def _find_upwards(folder: Path, top: Path | None) -> Path | None:
    upwards = [place for place in (folder, *folder.parents) if place == folder or (top and place.is_relative_to(top))]
    return next((file for place in upwards if (file := find_in(place))), None)


def _find_top(folder: Path) -> Path | None:
    """The top folder of the repository; None outside of git, and if the repository is broken."""
    try:
        repository = find_repository(folder)
    except GonogoError:
        return None
    return repository.top if repository else None


def _only(files: list[Path], folder: Path, hint: str) -> Path | None:
    if len(files) > 1:
        names = ", ".join(file.relative_to(folder).as_posix() for file in files)
        raise GonogoError(f"there are several sites here: {names}", hint)
    return files[0] if files else None


def lists_plugin(file: Path) -> bool:
    """Whether a mkdocs.yml, or the file from which it inherits, lists our plugin; False for a broken file."""
    try:
        plugins = read_configuration(file, os.environ).get("plugins")
    except (GonogoError, OSError):
        return False
    names = plugins if isinstance(plugins, list | dict) else []
    return any(name == "gonogo" or (isinstance(name, dict) and "gonogo" in name) for name in names)


def _find_below(folder: Path, depth: int) -> Iterator[Path]:
    """The mkdocs.yml files in the folders below a folder.

    Skips hidden folders, links, rendered output, and folders of installed packages. Does not search below a folder that
    has a mkdocs.yml.
    """
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        is_left_out = entry.name.startswith(".") or entry.name in ("node_modules", "venv", "site", "site-packages")
        if entry.is_dir(follow_symlinks=False) and not is_left_out and os.access(entry.path, os.R_OK | os.X_OK):
            inner = Path(entry.path)
            if (inner / TREE.name).is_file():
                continue
            if file := find_in(inner):
                yield file
            elif depth:
                yield from _find_below(inner, depth - 1)


def has_home_page(root: Path, mkdocs: Path | None, environment: Mapping[str, str]) -> bool:
    """Whether the docs folder of a site has its own home page."""
    settings = read_configuration(mkdocs, environment) if mkdocs else {}
    docs = settings.get("docs_dir", "docs")
    return isinstance(docs, str) and any((root / docs / name).is_file() for name in _HOMES)

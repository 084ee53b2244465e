"""Explains why a command finds no checklists: the working tree lacks them, or they are in another folder."""

from __future__ import annotations

import os
import shlex
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible
from gonogo.source.files.worktree import FOLDER, is_hidden
from gonogo.source.git.store import GitStore, open_store, place_in_git

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH, _MOST_FOLDERS, _SHOWN = 2, 1000, 3


def explain_missing(start: Path) -> GonogoError:
    """The error for a folder without checklists in it or above it, with a hint about their probable place."""
    try:
        for folder in (start, *start.parents):
            require_written(folder)
    except GonogoError as error:
        return error
    except OSError:
        pass
    if other := _find_misnamed(start):
        hint = f"git mv {shlex.quote(other)} {FOLDER}"
        return GonogoError(f"the folder {visible(other)}/ in {start} must be called {FOLDER}/", hint)
    below = [f"{folder.relative_to(start).as_posix()}/" for folder in islice(_find_below(start), _SHOWN)]
    hint = "gonogo init begins a project here; gonogo -C DIR … runs in another folder"
    if below:
        found = visible(", ".join(below))
        hint = (
            f"{FOLDER}/ is in {found}: gonogo -C DIR … runs there; the plugin option `checklists` names it for a site"
        )
    return GonogoError(f"no folder {FOLDER}/ in {start} or above it", hint)


def require_written(folder: Path) -> None:
    """Raises GonogoError if this folder, which has no checklists, has checklists in the checked-out commit.

    The working tree lacks them after a sparse checkout, `git clone --no-checkout`, or a deletion. Also raises
    GonogoError if git cannot read that commit.
    """
    with open_store(folder, needs_history=False) as store:
        if not isinstance(store, GitStore):
            return
        path = place_in_git(folder.relative_to(store.repository.top.resolve()))
        is_file = os.path.lexists(folder / FOLDER)  # a file or a link of this name is in the working tree
        if not is_file and list(GitStore(store.head, path, store.folder, store.repository).read_tree(store.head)):
            shown = visible(os.fsdecode(path))
            hint = f"git checkout HEAD -- {FOLDER}; in a sparse checkout: git sparse-checkout add {shown}"
            place = visible(str(folder / FOLDER))
            raise GonogoError(f"{place} is in the commit that is checked out, but not in the working tree", hint)


def _find_misnamed(folder: Path) -> str:
    """The name of a subfolder such as `Checklists` or `checklist` with a people.yml; "" if there is none."""
    names = sorted(inner.name for inner in _list_folders(folder) if inner.name.casefold() in (FOLDER, FOLDER[:-1]))
    return next((name for name in names if (folder / name / "people.yml").is_file()), "")


def _find_below(folder: Path) -> Iterator[Path]:
    """The folders below that contain a folder `checklists/`, outer folders first."""
    level = [folder]
    for _ in range(_DEPTH):
        level = sorted(islice((inner for outer in level for inner in _list_folders(outer)), _MOST_FOLDERS))
        yield from (inner for inner in level if (inner / FOLDER).is_dir())


def _list_folders(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            yield from (
                Path(entry.path)
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and not is_hidden(entry.name) and entry.name != "node_modules"
            )
    except OSError:  # a folder that cannot be read
        return

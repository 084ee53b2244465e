"""Whether a clone has all objects of a history.

The type of a clone does not show this. A shallow clone can contain all commits down to the first. A partial clone can
have received all objects, if no file was large enough, or if the server does not support filters. So git searches the
history for missing objects, but only if the clone is shallow or partial.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible_path
from gonogo.source.git.process import run_to_end
from gonogo.source.git.repository import WITHOUT_HISTORY, is_shallow

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.source.git.repository import Repository


def require_files(*places: Path) -> None:
    """Raises GonogoError if anything at or below a path is neither a file nor a folder, such as a named pipe.

    git opens objects and references by name without checking their type, and would wait forever for a named pipe.
    """
    waiting = list(map(os.fspath, places))
    while waiting:
        place = waiting.pop()
        if os.path.isdir(place):  # noqa: PTH112 - thousands of them
            with os.scandir(place) as entries:  # links to folders are skipped, because they could form a circle
                waiting += [entry.path for entry in entries if not (entry.is_file() or _is_link_to_folder(entry))]
        elif os.path.exists(place) and not os.path.isfile(place):  # noqa: PTH110, PTH113 - fast; accepts dangling links
            raise GonogoError(
                f"{visible_path(place)} is not a file, and git would wait for it", "git keeps files there; remove it"
            )


def _is_link_to_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and entry.is_dir()


def require_whole(folder: Path, repository: Repository, tip: str, path: bytes) -> None:
    """Raises GonogoError if a commit in the history of `tip` is missing, or a version of a file below `path`.

    `folder` is the repository in which git runs. git walks through the whole history once.
    """
    walk = ("rev-list", "--objects", "--full-history", "--missing=print", "--end-of-options", tip, "--")
    ran = run_to_end(folder, *walk, os.fsdecode(path))
    # If a commit is missing, git fails. If a file is missing, git prints a line with ? and its id.
    if ran.returncode or any(line.startswith(b"?") for line in ran.stdout.splitlines()):
        raise _lacks_commits() if is_shallow(repository) else _lacks_files()


def _lacks_commits() -> GonogoError:
    message = "this clone is shallow: it lacks older commits, so its history is not complete"
    return GonogoError(message, f"git fetch --unshallow; in a workflow: fetch-depth: 0; {WITHOUT_HISTORY}")


def _lacks_files() -> GonogoError:
    return GonogoError(
        "this clone is partial: it lacks files of older commits", f"clone again, without --filter; {WITHOUT_HISTORY}"
    )

"""References, such as the commit that is checked out, read from git's own files (gitrepository-layout(5)).

This module does not start a process or run a program that the clone configures. So the results are the same if git is
not installed, or if git does not trust the owner of the repository. References in a reftable cannot be read.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.repository import find_repository, read_short

if TYPE_CHECKING:
    from pathlib import Path

    from gonogo.source.git.repository import Repository

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MAX_HOPS = 5  # the limit of git


def head_commit(root: Path) -> str | None:
    """The full id of the commit that is checked out; None outside of git, and before the first commit.

    Also None if a `.git` does not lead to a repository. Callers that read history use `find_repository`, which raises
    an error in this case.
    """
    try:
        repository = find_repository(root)
        return follow("HEAD", repository) if repository else None
    except (OSError, ValueError, GonogoError):  # ValueError: a reference contains a NUL
        return None


def follow(name: str, repository: Repository) -> str | None:
    """The id of the commit to which a reference leads; None if it leads to none.

    Raises OSError, and ValueError as `read` does.
    """
    for _ in range(_MAX_HOPS):
        text = read(name, repository) or ""
        if _COMMIT.fullmatch(text):
            return text
        name = text.removeprefix("ref:").strip()
        if not name.startswith("refs/") or ".." in name:
            return None
    return None


def read(name: str, repository: Repository) -> str | None:
    """The content of a reference; None if the reference does not exist.

    The file of a reference takes precedence over `packed-refs`. Raises OSError if a file cannot be read, and
    ValueError if the name contains a NUL.
    """
    folders = tuple(dict.fromkeys((repository.git, repository.shared)))
    for folder in folders:
        if (folder / name).is_file():
            return read_short(folder / name)
    packed, line_end = folders[-1] / "packed-refs", b" " + os.fsencode(name)
    if packed.is_file():
        with packed.open("rb") as lines:
            return next((os.fsdecode(line.split()[0]) for line in lines if line.rstrip().endswith(line_end)), None)
    return None

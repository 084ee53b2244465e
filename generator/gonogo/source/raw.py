"""Keeps the raw checklists and the repository itself out of a site, whatever leads a builder there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.diagnostics import GonogoError

if TYPE_CHECKING:
    from collections.abc import Iterable

_REPOSITORY = ".git"


def require_no_raw(files: Iterable[str | Path], checklists: Path) -> None:
    """Raises GonogoError where a file that would be published is in `checklists` or in a repository's own folder.

    Links are followed. Checklists hold telephone numbers and e-mail addresses, and a repository everything that was
    ever committed; the pages show what an audience may see.
    """
    raw = checklists.resolve()
    for file in files:
        target = Path(file).resolve()
        if target.is_relative_to(raw) or _REPOSITORY in target.parts:
            place = file if str(file) == str(target) else f"{file}, which leads to {target},"
            cure = "take out the link, or the setting in mkdocs.yml, that makes it a part of the site"
            raise GonogoError(f"{place} would be published as it is", cure)

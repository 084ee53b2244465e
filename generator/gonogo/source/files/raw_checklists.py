"""Raw files, which no site may publish: the checklists in their written form, and git's own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError

if TYPE_CHECKING:
    from collections.abc import Iterable

_REPOSITORY = ".git"


def is_raw(file: str | Path, checklists: Path) -> bool:
    """Whether a file is in `checklists` or in a folder with git's own files; links are followed.

    Checklists contain telephone numbers and e-mail addresses, and a repository everything that was ever committed. The
    pages are limited to their audience, so neither is published unchanged.
    """
    target = Path(file).resolve()
    return target.is_relative_to(checklists.resolve()) or _REPOSITORY in target.parts


def require_no_raw(files: Iterable[str | Path], checklists: Path) -> None:
    """Raises GonogoError if one of the files to publish is raw; a theme, a hook or a plugin may have added it."""
    for file in files:
        if is_raw(file, checklists):
            target = Path(file).resolve()
            place = file if str(file) == str(target) else f"{file}, which leads to {target},"
            hint = "take out the link, or the setting in mkdocs.yml, that makes it a part of the site"
            raise GonogoError(f"{place} would be published as it is", hint)

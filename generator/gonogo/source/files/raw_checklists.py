"""Raw files, which a site must never publish: the checklist files, and git's own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError

if TYPE_CHECKING:
    from collections.abc import Iterable

_REPOSITORY = ".git"


def is_raw(file: str | Path, checklists: Path) -> bool:
    """Whether a file is in the folder `checklists`, or in a folder of git's own files. Follows links.

    Checklist files contain telephone numbers and e-mail addresses, and git's own files contain everything that was ever
    committed. The pages of a site are limited to its audience, but raw files would show everything.
    """
    target = Path(file).resolve()
    return target.is_relative_to(checklists.resolve()) or _REPOSITORY in target.parts


def require_no_raw(files: Iterable[str | Path], checklists: Path) -> None:
    """Raises GonogoError if a file to publish is raw. A theme, a hook or a plugin can add such a file."""
    for file in files:
        if is_raw(file, checklists):
            target = Path(file).resolve()
            place = file if str(file) == str(target) else f"{file}, which leads to {target},"
            hint = "remove the link, or the setting in mkdocs.yml, that adds it to the site"
            raise GonogoError(f"{place} would be published as it is", hint)

"""Keeps the files of the checklists and the files of the user's docs folder apart in the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.site.addresses import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable


def require_no_collision(ours: Iterable[str], theirs: Iterable[str], *, directories: bool) -> None:
    """Raises GonogoError if a Gonogo file and a user's file become the same file of the site.

    The paths are below the docs folder; `directories` is MkDocs' `use_directory_urls`.
    """
    urls = Urls(directories)
    taken = {urls.file(path): path for path in theirs}
    for path in ours:
        if other := taken.get(urls.file(path)):
            message = f"{path} of the checklists and {other} in your docs are both {urls.file(path)} in the site"
            hint = "rename the file, or give the pages a folder of their own: `plugins: [gonogo: {folder: readiness}]`"
            raise GonogoError(message, hint)

"""A check that gonogo's files and the files of the user's docs folder are different files of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.site.addresses import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable


def require_no_collision(ours: Iterable[str], theirs: Iterable[str], *, directories: bool) -> None:
    """Raises GonogoError if a file of gonogo and a file of the user would become the same file of the site.

    All paths are relative to the docs folder; `directories` is the value of MkDocs' `use_directory_urls`.
    """
    urls = Urls(directories)
    taken = {urls.file(path): path for path in theirs}
    for path in ours:
        if other := taken.get(urls.file(path)):
            message = f"{path} from the checklists and {other} in your docs would both be {urls.file(path)} in the site"
            hint = "rename the file, or give the pages their own folder: `plugins: [gonogo: {folder: readiness}]`"
            raise GonogoError(message, hint)

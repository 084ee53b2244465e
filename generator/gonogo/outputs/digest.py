"""What the search index gets of a fragment, where that is less than all of it.

The search plugins of MkDocs and Material read every page with a parser in Python, which takes longer than everything
else on a page of a hundred entries. So they get the titles of entries, once, on the page where these are at home.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from gonogo.site.entries import EntryView, SectionView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.site.page import Fragment

# What every page of a release repeats, and lists of entries that are at home elsewhere.
_SAID_ELSEWHERE = ("bar", "progress", "run_block", "slots", "stamp", "verdict")


def digest_fragment(fragment: Fragment) -> str | None:
    """The HTML to search in, None for a fragment that is searched as it is."""
    if isinstance(fragment.view, SectionView):
        return "\n".join(f"<li>{title}</li>" for title in _titles(fragment.view.entries))
    return "" if fragment.template in _SAID_ELSEWHERE else None


def _titles(entries: Iterable[EntryView]) -> Iterator[str]:
    for entry in entries:
        yield html.escape("".join(part.text for part in entry.title))
        yield from _titles(entry.children)

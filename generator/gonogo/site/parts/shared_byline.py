"""The shared byline of a section: the attribution of settled entries that one commit added, as in an import."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.site.parts.event_view import SHORT_OID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.parts.entry_view import EntryView
    from gonogo.site.parts.event_view import Attribution
    from gonogo.site.release_context import ReleaseContext

_FEWEST = 2


class SharedByline(Frozen):
    """`count` of the `total` entries of a section have this attribution.

    `is_first` says that its commit added the file.
    """

    count: int
    total: int
    attribution: Attribution
    is_first: bool


def share_byline(
    entries: tuple[EntryView, ...], total: int, context: ReleaseContext
) -> tuple[SharedByline | None, tuple[EntryView, ...]]:
    """The shared byline of a section, and all its entries, with a mark on the entries that share it.

    The byline is None if no two entries share an attribution. An entry keeps its own attribution if it was answered
    after it was added, if an answer was reverted, or if it was excused.
    """
    shareable = [attribution for attribution in map(_find_shareable, _walk(entries)) if attribution]
    counts = Counter(map(_commit_of, shareable)).most_common(1)
    if not counts or counts[0][1] < _FEWEST:
        return None, entries
    [(commit, count)] = counts
    shared = next(attribution for attribution in shareable if _commit_of(attribution) == commit)
    is_first = commit == _first_commit(context)
    return SharedByline(count, total, shared, is_first), tuple(_mark_shared(entry, commit) for entry in entries)


def _walk(entries: tuple[EntryView, ...]) -> Iterator[EntryView]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)


def _find_shareable(entry: EntryView) -> Attribution | None:
    """The attribution that an entry can share with its section; None if it must keep its own."""
    attribution = entry.attribution
    is_plain = entry.is_settled and not entry.is_tagged and not any(fact.is_reversal for fact in entry.facts)
    return attribution if attribution and attribution.came_with and is_plain else None


def _commit_of(attribution: Attribution) -> str:
    return attribution.proof.commit.text if attribution.proof else ""


def _first_commit(context: ReleaseContext) -> str:
    """The commit of the release's first event, shortened as in an attribution; "" without history."""
    index = context.site.event_index
    events = index.of(context.release.ref) if index else ()
    return events[0].event.commit.oid[:SHORT_OID] if events else ""


def _mark_shared(entry: EntryView, commit: str) -> EntryView:
    attribution = _find_shareable(entry)
    if attribution and _commit_of(attribution) == commit:
        entry = replace(entry, attribution=replace(attribution, is_shared=True))
    children = tuple(_mark_shared(child, commit) for child in entry.children)
    return replace(entry, children=children) if children else entry

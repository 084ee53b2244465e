"""The dependencies of an open criterion, as a tree whose leaves are open entries."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Link
from gonogo.site.parts.progress import measure
from gonogo.site.parts.state_look import State, show_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.model.references import Reference
    from gonogo.model.release import Entry, Section
    from gonogo.site.release_context import ReleaseContext

_MOST_ENTRIES = 4  # entries per section


class TreeNode(Frozen):
    """A phase, section or entry on which an open entry depends, with its unsettled parts in `below`.

    `state` is None for a phase or a section, `count` is "" for an entry. `more` is the number of open entries that the
    tree leaves out.
    """

    link: Link
    state: State | None = None
    count: str = ""
    below: tuple[TreeNode, ...] = ()
    more: int = 0


def draw_dependencies(entry: Entry, context: ReleaseContext) -> tuple[TreeNode, ...]:
    """A node for each reference of an open entry that follows from other entries; empty for any other entry."""
    if entry.has_answer or entry.id in context.judgement.settled or context.release.outcome:
        return ()
    return tuple(_draw_reference(reference, context) for reference in entry.depends_on)


def _draw_reference(reference: Reference, context: ReleaseContext) -> TreeNode:
    named = context.release.named_by(reference)
    link = context.link_reference(reference)
    if reference.entry and named:
        section, entry = named[0]
        return _draw_entry(section, entry, context)
    if reference.group not in context.release.phases:
        return _draw_group(link, named, context)
    sections = [(section, list(pairs)) for section, pairs in groupby(named, key=lambda pair: pair[0])]
    below = tuple(
        _draw_group(Link(section.title, context.link_section(section)), pairs, context)
        for section, pairs in sections
        if any(_list_open(pairs, context))
    )
    return TreeNode(link, count=_count(named, context), below=below)


def _draw_group(link: Link, named: Sequence[tuple[Section, Entry]], context: ReleaseContext) -> TreeNode:
    """A section with its first open entries."""
    still_open = list(_list_open(named, context))
    below = tuple(_draw_entry(section, entry, context) for section, entry in still_open[:_MOST_ENTRIES])
    return TreeNode(link, count=_count(named, context), below=below, more=len(still_open) - len(below))


def _draw_entry(section: Section, entry: Entry, context: ReleaseContext) -> TreeNode:
    state = show_state(entry, context.judgement, context.snapshot.people)
    return TreeNode(
        Link(entry.title, context.link_entry(section, entry)), state, below=draw_dependencies(entry, context)
    )


def _list_open(named: Sequence[tuple[Section, Entry]], context: ReleaseContext) -> Iterator[tuple[Section, Entry]]:
    """The unsettled entries.

    An entry that has neither an answer nor dependencies is left out: it is a heading, and the entries below it are in
    the list.
    """
    for section, entry in named:
        if entry.id not in context.judgement.settled and (entry.has_answer or entry.depends_on):
            yield section, entry


def _count(named: Sequence[tuple[Section, Entry]], context: ReleaseContext) -> str:
    bar = measure((entry for _, entry in named), context.judgement)
    return f"{bar.settled} of {bar.total}" if bar.total else ""

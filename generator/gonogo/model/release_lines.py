"""The lines of a section or an entry in its release's file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.nodes import ListNode, MapNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Node, Where
    from gonogo.model.references import Ref
    from gonogo.model.release import Release


class Part(NamedTuple):
    """A section or an entry, with its first and its last line in the file of its release."""

    first: int
    last: int
    ref: Ref


def list_parts(release: Release) -> Iterator[Part]:
    """Every section, followed by its entries."""
    for section in release.sections.values():
        yield Part(*lines_of(section.where), release.ref_of_group(section.id))
        for entry in section.walk():
            yield Part(*lines_of(entry.where), release.ref_of(section, entry))


def lines_of(where: Where) -> tuple[int, int]:
    """The first line of a record, and the last line in which a part of it begins."""
    first = where.key.line
    return first, max(first, _last_line(where.body)) if where.body else first


def _last_line(node: Node) -> int:
    """The last line in which a part of a node begins."""
    match node:
        case MapNode(entries):
            below = [max(key.span.line, _last_line(value)) for key, value in entries.values()]
        case ListNode(items):
            below = list(map(_last_line, items))
        case _:
            below = []
    return max((node.span.line, *below))

"""The lines that a section or an entry occupies in the release file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.nodes import ListNode, MapNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Node, Where
    from gonogo.model.references import Ref
    from gonogo.model.release import Release


class Part(NamedTuple):
    """The reference of a section or an entry, with its first and last line (1-based) in the release file."""

    first: int
    last: int
    ref: Ref


def list_parts(release: Release) -> Iterator[Part]:
    """Every section of the release in document order, each followed by its entries."""
    for section in release.sections.values():
        yield Part(*lines_of(section.where), release.ref_of_group(section.id))
        for entry in section.walk():
            yield Part(*lines_of(entry.where), release.ref_of(section, entry))


def lines_of(where: Where) -> tuple[int, int]:
    """The first line of a record, and the line in which its last key or value begins. Lines are 1-based."""
    first = where.key.line
    return first, max(first, _last_line(where.body)) if where.body else first


def _last_line(node: Node) -> int:
    """The line in which the last key or value in a node begins."""
    match node:
        case MapNode(entries):
            below = [max(key.span.line, _last_line(value)) for key, value in entries.values()]
        case ListNode(items):
            below = list(map(_last_line, items))
        case _:
            below = []
    return max((node.span.line, *below))

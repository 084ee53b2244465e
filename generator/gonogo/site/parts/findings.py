"""Diagnostics as pages show them: by file, with the tone and the shape of their severity, and links to their places."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import Frozen
from gonogo.core.nodes import ListNode, MapNode
from gonogo.site.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.core.nodes import Location, Node, Where
    from gonogo.model.references import Ref
    from gonogo.model.release import Release
    from gonogo.site.plan import SitePlan

TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "mute"}
SHAPES = {Severity.ERROR: "blocked", Severity.WARNING: "cond", Severity.NOTE: "gap"}


class FindingRow(Frozen):
    """A diagnostic in a list; `line` is 1-based, and `href` leads to it on the forge, "" without one.

    `about` is the entry or section in which the place is; None if it is in neither.
    """

    line: int
    href: str
    severity: str
    tone: str
    shape: str
    rule: str
    message: str
    help: str
    about: Link | None


class FindingGroup(Frozen):
    """The diagnostics of one file."""

    path: str
    rows: tuple[FindingRow, ...]


class _Part(NamedTuple):
    """A section or an entry, with its first and its last line in the file of its release."""

    first: int
    last: int
    ref: Ref


def group_findings(diagnostics: Iterable[Diagnostic], source: str, site: SitePlan) -> tuple[FindingGroup, ...]:
    """The diagnostics by file, in their order, for the page at `source`: those of one file must follow each other."""
    releases = {system.path_of(release.id): release for system, release in site.snapshot.releases()}
    groups = []
    for path, of_file in groupby(diagnostics, lambda diagnostic: diagnostic.location.path):
        release = releases.get(path)
        parts = tuple(_list_parts(release)) if release else ()
        rows = (
            _show_finding(diagnostic, _find_part(diagnostic.location, parts), source, site) for diagnostic in of_file
        )
        groups.append(FindingGroup(path, tuple(rows)))
    return tuple(groups)


def _list_parts(release: Release) -> Iterator[_Part]:
    for section in release.sections.values():
        yield _Part(*_lines_of(section.where), release.ref_of_group(section.id))
        for entry in section.walk():
            yield _Part(*_lines_of(entry.where), release.ref_of(section, entry))


def _lines_of(where: Where) -> tuple[int, int]:
    first = where.key.line
    return first, max(first, _last_line(where.body)) if where.body else first


def _last_line(node: Node) -> int:
    """The last line in which something of a node begins."""
    match node:
        case MapNode(entries):
            below = [max(key.span.line, _last_line(value)) for key, value in entries.values()]
        case ListNode(items):
            below = list(map(_last_line, items))
        case _:
            below = []
    return max((node.span.line, *below))


def _find_part(location: Location, parts: tuple[_Part, ...]) -> Ref | None:
    """The innermost part that has this line: the last to begin."""
    line = location.span.line
    around = [part for part in parts if part.first <= line <= part.last]
    return max(around, key=lambda part: part.first).ref if around else None


def _show_finding(diagnostic: Diagnostic, part: Ref | None, source: str, site: SitePlan) -> FindingRow:
    severity = diagnostic.severity
    place = site.find_place(part.whole, part) if part else None
    return FindingRow(
        line=diagnostic.location.span.line,
        href=site.link_branch(diagnostic.location),
        severity=severity.value,
        tone=TONES[severity],
        shape=SHAPES[severity],
        rule=diagnostic.rule,
        message=diagnostic.message,
        help=diagnostic.help,
        about=Link(place.title, site.urls.link(source, place.page, place.anchor)) if place else None,
    )

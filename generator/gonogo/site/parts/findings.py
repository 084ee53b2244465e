"""Diagnostics as pages display them: by severity, many similar ones as a group, with links to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.checks.rules import summarize
from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import Frozen, replace
from gonogo.model.release_lines import list_parts
from gonogo.site.page import Link
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gonogo.core.diagnostics import AcceptedFinding, Diagnostic
    from gonogo.core.nodes import Location
    from gonogo.model.references import Ref
    from gonogo.model.release_lines import Part
    from gonogo.site.plan import SitePlan

TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "mute"}
SHAPES = {Severity.ERROR: "blocked", Severity.WARNING: "cond", Severity.NOTE: "gap"}
_MANY = 3


class FindingRow(Frozen):
    """A diagnostic in a list; `line` is 1-based, and `href` links to it on the forge, "" without a forge.

    `about` is the entry or section that contains the place; None outside of both.
    """

    line: int
    href: str
    message: str
    help: str
    about: Link | None


class FindingGroup(Frozen):
    """A diagnostic, or many of one rule in one file below a `summary`, which is "" for a single diagnostic.

    `help` is the help that many have in common and that the rows omit. `accepted` is the id under which the project
    accepts them, and `reason` is why; "" for findings that are not accepted.
    """

    path: str
    rule: str
    summary: str
    help: str
    rows: tuple[FindingRow, ...]
    accepted: str = ""
    reason: str = ""


class FindingList(Frozen):
    """The diagnostics of one severity, or the accepted ones. `is_open` expands those below a summary at once."""

    heading: str
    tone: str
    shape: str
    is_open: bool
    groups: tuple[FindingGroup, ...]


def list_findings(diagnostics: Sequence[Diagnostic], source: str, site: SitePlan) -> tuple[FindingList, ...]:
    """The diagnostics by severity, for the page at `source`: errors first, within a severity in their order."""
    parts = _list_parts(diagnostics, site)
    lists = []
    for severity in Severity:
        groups: dict[tuple[str, str, str], list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            if diagnostic.severity is severity:
                path = diagnostic.location.path
                groups.setdefault((path, diagnostic.rule, diagnostic.many), []).append(diagnostic)
        if groups:
            shown = tuple(row for group in groups.values() for row in _show_group(group, parts, source, site))
            heading = count_findings(sum(map(len, groups.values())), severity)
            is_open = severity is not Severity.NOTE
            lists.append(FindingList(heading, TONES[severity], SHAPES[severity], is_open, shown))
    return tuple(lists)


def list_accepted(accepted: Sequence[AcceptedFinding], source: str, site: SitePlan) -> tuple[FindingList, ...]:
    """The findings that the project accepts, each with its reason, as one list; empty without such findings."""
    parts = _list_parts([finding.diagnostic for finding in accepted], site)
    groups: dict[tuple[str, str, str], list[AcceptedFinding]] = {}
    for finding in accepted:
        key = (finding.id, finding.diagnostic.location.path, finding.diagnostic.many)
        groups.setdefault(key, []).append(finding)
    shown = tuple(
        replace(group, accepted=findings[0].id, reason=findings[0].reason)
        for findings in groups.values()
        for group in _show_group([finding.diagnostic for finding in findings], parts, source, site)
    )
    return (
        (FindingList(f"{len(accepted)} accepted", "mute", "waived", is_open=False, groups=shown),) if accepted else ()
    )


def _list_parts(diagnostics: Sequence[Diagnostic], site: SitePlan) -> Mapping[str, tuple[Part, ...]]:
    """The sections and entries of releases whose files have diagnostics, keyed by path."""
    named = {diagnostic.location.path for diagnostic in diagnostics}
    return {
        path: tuple(list_parts(release))
        for system, release in site.snapshot.releases()
        if (path := system.path_of(release.id)) in named
    }


def count_findings(count: int, severity: Severity) -> str:
    """`1 error`, `2 notes`."""
    return f"{count} {plural(count, severity.value)}"


def _show_group(
    group: Sequence[Diagnostic], parts: Mapping[str, tuple[Part, ...]], source: str, site: SitePlan
) -> Iterator[FindingGroup]:
    """Diagnostics of one rule in one file: many form a group, a few remain single."""
    first, count = group[0], len(group)
    path = first.location.path
    rows = [
        _show_finding(diagnostic, _find_part(diagnostic.location, parts.get(path, ())), source, site)
        for diagnostic in group
    ]
    if count >= _MANY:
        summary = first.many.format(count) if first.many else f"{count} times: {summarize(first.rule)}"
        common = first.help if {diagnostic.help for diagnostic in group} == {first.help} else ""
        shown = (replace(row, help="") if common else row for row in rows)
        yield FindingGroup(path, first.rule, summary, common, tuple(shown))
    else:
        yield from (FindingGroup(path, first.rule, "", "", (row,)) for row in rows)


def _find_part(location: Location, parts: tuple[Part, ...]) -> Ref | None:
    """The innermost part that contains this line: the last to begin."""
    line = location.span.line
    around = [part for part in parts if part.first <= line <= part.last]
    return max(around, key=lambda part: part.first).ref if around else None


def _show_finding(diagnostic: Diagnostic, part: Ref | None, source: str, site: SitePlan) -> FindingRow:
    location = diagnostic.location
    place = site.find_place(part.whole, part) if part else None
    return FindingRow(
        line=location.span.line,
        href=site.link_branch(location),
        message=diagnostic.message,
        help=diagnostic.help,
        about=Link(place.title, site.urls.link(source, place.page, place.anchor)) if place else None,
    )

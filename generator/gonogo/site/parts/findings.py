"""Diagnostics as pages show them: sorted by severity, with links.

Three or more diagnostics of one rule in one file form a group.
"""

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
    """A diagnostic in a list. `line` is 1-based; `href` links to the line on the forge, "" without a forge.

    `about` links to the entry or section that contains the line; None if the line is outside of entries and sections.
    """

    line: int
    href: str
    message: str
    help: str
    about: Link | None


class FindingGroup(Frozen):
    """One diagnostic, or at least three diagnostics of one rule in one file.

    `summary` is the line above these, "" for one diagnostic. `help` is the help that all rows have in common; the rows
    then omit it. `accepted` is the id in policy.yml under which the project accepts the findings, and `reason` is the
    reason there; both are "" for findings that are not accepted.
    """

    path: str
    rule: str
    summary: str
    help: str
    rows: tuple[FindingRow, ...]
    accepted: str = ""
    reason: str = ""


class FindingList(Frozen):
    """The diagnostics of one severity, or the accepted findings.

    `is_open` says that the page shows the groups expanded.
    """

    heading: str
    tone: str
    shape: str
    is_open: bool
    groups: tuple[FindingGroup, ...]


def list_findings(diagnostics: Sequence[Diagnostic], source: str, site: SitePlan) -> tuple[FindingList, ...]:
    """The lists of diagnostics for the page at `source`: errors first, and in the given order within a severity."""
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
    """One list with the findings that the project accepts and their reasons; empty if the project accepts none."""
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
    """The sections and entries of each release whose file has a diagnostic. The key is the path of the file."""
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
    """The diagnostics of one rule in one file: one group if there are at least three, else a group for each."""
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
    """The innermost section or entry that contains a line, which is the last one to begin; None if there is none."""
    line = location.span.line
    containing = [part for part in parts if part.first <= line <= part.last]
    return max(containing, key=lambda part: part.first).ref if containing else None


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

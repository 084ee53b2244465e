"""The page with all findings of `gonogo check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.findings import TONES, count_findings, list_accepted, list_findings
from gonogo.site.parts.page_head import SPRITE, FactBox
from gonogo.site.parts.revocations import plan_revocations

if TYPE_CHECKING:
    from gonogo.core.diagnostics import Diagnostic
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


def plan_findings(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """The secrets to revoke, then all diagnostics by severity, then the findings that the project accepts."""
    lists = list_findings(diagnostics, site.findings, site) + list_accepted(site.accepted, site.findings, site)
    blocks: list[Block] = [Heading(1, "Findings", "top_"), SPRITE]
    blocks += plan_revocations(site, site.findings, site.events_of())
    if lists:
        blocks.append(Fragment("fact", _sum_up(diagnostics, len(site.accepted))))
    blocks.append(
        Fragment("findings", lists)
        if lists
        else Fragment("empty", "`gonogo check` finds no error, no contradiction and no gap.")
    )
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.findings, "Findings", ("Findings",), tuple(blocks))


def _sum_up(diagnostics: tuple[Diagnostic, ...], accepted: int) -> FactBox:
    counts = [(severity, sum(diagnostic.severity is severity for diagnostic in diagnostics)) for severity in Severity]
    counts_in_words = [count_findings(count, severity) for severity, count in counts if count]
    counts_in_words += [f"{accepted} accepted"] if accepted else []
    tone = next((TONES[severity] for severity, count in counts if count), "mute")
    return FactBox(tone, ", ".join(counts_in_words))

"""The pages of a release, and the home of every section: the page that shows its entries.

Sign-offs, metrics, notices and everything about rollback have pages of their own; all other sections are on the
page of their phase. Every entry has one home, with its id as the anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections import BY_ID
from gonogo.site.addresses import free_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.model.ids import PhaseId, SectionId
    from gonogo.model.release import Release, Section

OVERVIEW, RUN_SHEET, ROLLBACK, SIGN_OFFS, METRICS, COMMUNICATION, AUDIT = (
    "index",
    "run-sheet",
    "rollback",
    "sign-offs",
    "metrics",
    "communication",
    "audit",
)
SPECIAL = {
    RUN_SHEET: "Run sheet",
    ROLLBACK: "Rollback",
    SIGN_OFFS: "Sign-offs",
    METRICS: "Success metrics",
    COMMUNICATION: "Communication",
    AUDIT: "Audit trail",
}
"""The pages that every release has besides its overview, by name, with their titles."""


class Layout(Frozen):
    """The pages of one release by name. `ordered` are its sections in page order.

    `phases` are the phases with their own page: those with a section at home there, or without any section.
    """

    ordered: tuple[Section, ...]
    homes: Mapping[SectionId, str]
    anchors: Mapping[SectionId, str]
    phases: tuple[PhaseId, ...]

    def home_of(self, section: Section) -> str:
        """The page where the section is at home."""
        return self.homes[section.id]

    def anchor_of(self, section: Section) -> str:
        """The id of the section's heading, distinct from the ids of entries."""
        return self.anchors[section.id]

    def sections_at(self, page: str) -> tuple[Section, ...]:
        """The sections at home on a page, in order."""
        return tuple(section for section in self.ordered if self.home_of(section) == page)

    def page_of_phase(self, phase: str) -> str:
        """The page that shows a phase: its own, else the home of its first section; the overview without either."""
        own = next((known for known in self.phases if known == phase), None)
        if own is not None:
            return phase_page(own)
        return next((self.home_of(section) for section in self.ordered if section.phase == phase), OVERVIEW)


def lay_out(release: Release) -> Layout:
    """The layout of a release; the same file always has the same layout."""
    ordered = release.ordered_sections()
    of_phase: dict[PhaseId, list[Section]] = {phase: [] for phase in release.phases}
    for section in ordered:
        of_phase[section.phase].append(section)
    is_fallback = {
        phase: release.phases[phase].gate == "none" and any(map(_is_about_rollback, sections))
        for phase, sections in of_phase.items()
    }
    homes: dict[SectionId, str] = {}
    for section in ordered:
        fallback = ROLLBACK if _is_about_rollback(section) or is_fallback[section.phase] else ""
        homes[section.id] = BY_ID[section.kind].page or fallback or phase_page(section.phase)
    taken = {entry.id for section in ordered for entry in section.walk()}
    own = {
        phase
        for phase, sections in of_phase.items()
        if not sections or any(homes[section.id] == phase_page(phase) for section in sections)
    }
    return Layout(
        ordered,
        homes,
        {section.id: free_name(section.id, taken) for section in ordered},
        tuple(phase for phase in release.phases if phase in own),
    )


def phase_page(phase: PhaseId) -> str:
    """The name of a phase's page, distinct from the names of the release's other pages."""
    return free_name(phase, (*SPECIAL, OVERVIEW))


def _is_about_rollback(section: Section) -> bool:
    return BY_ID[section.kind].page == ROLLBACK or section.decides == "rollback"

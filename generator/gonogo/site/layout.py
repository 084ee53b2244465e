"""The pages of a release, and the *home* of every section: the page that shows the entries of the section.

Sections of sign-offs, metrics and notices have pages of their own, and so have all sections about rollback; all other
sections are on the page of their phase. Every entry is on exactly one page, and its anchor there is its id.
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
"""The titles of the pages that every release has besides its overview, keyed by page name."""


class Layout(Frozen):
    """The pages of one release; a page is given by its name. `ordered` are the sections in page order.

    `homes` maps each section to its home, `anchors` maps each section to the id of its heading. `phases` are the phases
    that have a page of their own: at least one of their sections is at home there, or they do not have any section.
    """

    ordered: tuple[Section, ...]
    homes: Mapping[SectionId, str]
    anchors: Mapping[SectionId, str]
    phases: tuple[PhaseId, ...]

    def home_of(self, section: Section) -> str:
        """The name of the page that shows the entries of a section."""
        return self.homes[section.id]

    def anchor_of(self, section: Section) -> str:
        """The id of a section's heading, which differs from the ids of all entries."""
        return self.anchors[section.id]

    def sections_at(self, page: str) -> tuple[Section, ...]:
        """The sections whose home is this page, in page order."""
        return tuple(section for section in self.ordered if self.home_of(section) == page)

    def page_of_phase(self, phase: str) -> str:
        """The page that shows a phase: its own page, else the home of its first section, else the overview."""
        own = next((known for known in self.phases if known == phase), None)
        if own is not None:
            return phase_page(own)
        return next((self.home_of(section) for section in self.ordered if section.phase == phase), OVERVIEW)


def lay_out(release: Release) -> Layout:
    """The layout of a release, which depends only on the file of the release."""
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
    """The name of a phase's page, which differs from the names of the pages that every release has."""
    return free_name(phase, (*SPECIAL, OVERVIEW))


def _is_about_rollback(section: Section) -> bool:
    return BY_ID[section.kind].page == ROLLBACK or section.decides == "rollback"

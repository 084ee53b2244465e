"""The coverage of a release by sign-offs: which slots a GO requires, and which sections no slot answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections import signoffs
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.ids import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.ids import EntryId
    from gonogo.model.references import Reference
    from gonogo.model.release import Release, Section


def counted_slots(release: Release) -> tuple[SignOff, ...]:
    """The sign-offs of `go` phases. Only these are required for GO, so only these can cover a section."""
    return tuple(slot for section, slot in slots_of(release) if release.phases[section.phase].gate == "go")


def find_uncovered(release: Release) -> tuple[Section, ...]:
    """The sections of `go` phases with entries, other than sign-offs, that are not completely covered by sign-offs."""
    references = dict.fromkeys(reference for slot in counted_slots(release) for reference in slot.covers)
    covered = {entry for reference in references for entry in _covered_by(reference, release)}
    return tuple(section for section in _counted_sections(release) if not covered.issuperset(_ids(section)))


def _covered_by(reference: Reference, release: Release) -> Iterator[EntryId]:
    if reference.group == ALL:
        for section in _counted_sections(release):
            yield from _ids(section)
    else:
        yield from (entry.id for _, entry in release.named_by(reference))


def _counted_sections(release: Release) -> Iterator[Section]:
    for section in release.sections.values():
        if release.phases[section.phase].gate == "go" and section.entries and section.kind != signoffs.KIND.id:
            yield section


def _ids(section: Section) -> set[EntryId]:
    return {entry.id for entry in section.walk()}

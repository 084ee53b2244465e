"""The coverage of a release by sign-offs: the slots that GO requires, and the sections that no slot covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.sections import signoffs
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.ids import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.ids import EntryId, SectionId
    from gonogo.model.references import Reference
    from gonogo.model.release import Entry, Release, Section


def counted_slots(release: Release) -> tuple[SignOff, ...]:
    """The sign-offs in phases with `gate: go`. GO requires only these, so only these count as covering a section."""
    return tuple(slot for section, slot in slots_of(release) if release.phases[section.phase].gate == "go")


def find_uncovered(release: Release) -> tuple[Section, ...]:
    """The sections in `go` phases with an entry that none of the `counted_slots` covers.

    Sections of sign-offs are left out.
    """
    references = dict.fromkeys(reference for slot in counted_slots(release) for reference in slot.covers)
    covered = {entry for reference in references for entry in _covered_by(reference, release)}
    return tuple(section for section in _counted_sections(release) if not covered.issuperset(_ids(section)))


def find_ready_slots(release: Release, settled: AbstractSet[EntryId]) -> Iterator[EntryId]:
    """The ids of the slots whose `awaited_entries` are all settled, with or without a decision in the slot."""
    unsettled = {
        entry.id
        for section, entry in release.walk()
        if entry.id not in settled and _is_awaited(section, entry, release)
    }
    covered: dict[Reference, frozenset[EntryId]] = {}
    for _, slot in slots_of(release):
        for reference in slot.covers:
            if reference not in covered:
                covered[reference] = frozenset(_covered_by(reference, release))
        if not any(unsettled & covered[reference] - {slot.id} for reference in slot.covers):
            yield slot.id


def awaited_entries(slot: SignOff, release: Release) -> tuple[tuple[Section, Entry], ...]:
    """The entries that have to be settled before a signer can sign, with their sections, in page order.

    These are the covered entries that GO requires. A slot can also cover steps of procedures, rollback triggers and
    entries after GO. Then the signer agrees only to the plan, and these entries do not have to be settled.
    """
    covered = {entry for reference in slot.covers for entry in _covered_by(reference, release)} - {slot.id}
    return tuple(
        (section, entry)
        for section, entry in release.walk()
        if entry.id in covered and _is_awaited(section, entry, release)
    )


def _is_awaited(section: Section, entry: Entry, release: Release) -> bool:
    """Whether GO requires the entry. If so, every sign-off that covers the entry waits for it."""
    if entry.in_section_only:
        return False
    return section.decides != "rollback" and (release.phases[section.phase].gate == "go" or bool(section.decides))


def measure_coverage(slot: SignOff, release: Release) -> Mapping[SectionId, tuple[int, int]]:
    """The number of covered entries and of all entries, for each of the `coverable_sections`."""
    covered = {entry for reference in slot.covers for entry in _covered_by(reference, release)}
    return {section.id: (len(covered & _ids(section)), len(_ids(section))) for section in coverable_sections(release)}


def coverable_sections(release: Release) -> tuple[Section, ...]:
    """The sections that sign-offs have to cover, in page order: those in `go` phases with entries, except sign-offs."""
    wanted = {section.id for section in _counted_sections(release)}
    return tuple(section for section in release.ordered_sections() if section.id in wanted)


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

"""How far entries are, as a bar shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.ids import PhaseId
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry, Release
    from gonogo.site.plan import Shelf

_EXCUSED = ("waived", "na")
_BLOCKED = ("blocked", "fired", "unmet", "missed", "refused", "below-level")


class Bar(Frozen):
    """How many entries are done, excused (waived or not applicable) and blocked; the rest of `total` is open."""

    done: int
    excused: int
    blocked: int
    total: int

    @property
    def settled(self) -> int:
        """Done or excused."""
        return self.done + self.excused

    @property
    def left(self) -> str:
        """What is left, in words."""
        count = self.total - self.settled
        if not count:
            return "all settled"
        return f"{count} to go, {self.blocked} blocked" if self.blocked else f"{count} to go"


class ProgressRow(Frozen):
    """A section or a phase with its bar; without entries it is prose."""

    title: str
    href: str
    bar: Bar


class ProgressGroup(Frozen):
    """Rows under a caption; `about` says what they count for."""

    title: str
    about: str
    rows: tuple[ProgressRow, ...]


class ProgressView(Frozen):
    """Tables of progress; `column` names what stands in a row."""

    column: str
    phases: tuple[ProgressGroup, ...]
    has_key: bool = True


def measure(entries: Iterable[Entry], judgement: Judgement) -> Bar:
    """The bar of those entries that have an answer; its sums are those of the judgement."""
    counted = [entry.id for entry in entries if entry.has_answer]
    settled = [entry for entry in counted if entry in judgement.settled]
    excused = sum(judgement.states[entry] in _EXCUSED for entry in settled)
    blocked = sum(judgement.states[entry] in _BLOCKED for entry in counted if entry not in judgement.settled)
    return Bar(len(settled) - excused, excused, blocked, len(counted))


def measure_phase(phase: PhaseId, release: Release, judgement: Judgement) -> Bar:
    """The bar of a phase, without entries that count in their own section only."""
    sections = release.sections_of(phase)
    return measure((one for of in sections for one in of.walk() if not one.in_section_only), judgement)


def show_sections(phase: PhaseId, shelf: Shelf) -> tuple[ProgressRow, ...]:
    """The sections of a phase, each with its bar."""
    return tuple(
        ProgressRow(
            section.title,
            shelf.link_page(shelf.home_of(section), shelf.anchor_of(section)),
            measure(section.walk(), shelf.judgement),
        )
        for section in shelf.release.sections_of(phase)
    )


def show_phases(shelf: Shelf, source: str, gates: tuple[str, ...]) -> tuple[ProgressRow, ...]:
    """The phases with these gates that have something to answer, linked from the page `source`."""
    rows = []
    for phase in shelf.release.phases.values():
        bar = measure_phase(phase.id, shelf.release, shelf.judgement)
        if phase.gate in gates and bar.total:
            page = shelf.site.release_page(shelf.release.ref, shelf.page_of_phase(phase.id))
            rows.append(ProgressRow(phase.title, shelf.site.urls.link(source, page), bar))
    return tuple(rows)

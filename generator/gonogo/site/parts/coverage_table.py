"""The coverage of sections by sign-offs: a row for each section that GO requires, a column for each slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.site.page import Link
from gonogo.site.parts.state_look import State, show_look
from gonogo.verdict.coverage import coverable_sections, measure_coverage
from gonogo.verdict.slots import view_slots

if TYPE_CHECKING:
    from gonogo.model.release import Section
    from gonogo.site.release_context import ReleaseContext
    from gonogo.verdict.slots import SlotView

_NOBODY = State("none", "No sign-off", "bad", "gap")
_SHORT = "By another"


class CoverageCell(Frozen):
    """The state of a slot that covers a section, and the covered part of the section; `part` is "" for all of it."""

    state: State
    part: str


class CoverageRow(Frozen):
    """A section with a cell for each slot; the cell is None if the slot does not cover the section.

    `summary` gives the number of valid sign-offs among the sign-offs that cover the section.
    """

    section: Link
    cells: tuple[CoverageCell | None, ...]
    summary: State


class CoverageTable(Frozen):
    """A column for each slot, with its title and a link, and a row for each section."""

    slots: tuple[Link, ...]
    rows: tuple[CoverageRow, ...]


def show_coverage(context: ReleaseContext) -> CoverageTable:
    """The coverage of a release: sections in page order, and slots in page order with final authorizations last."""
    views = view_slots(context.release, context.judgement)
    covered = [measure_coverage(view.slot, context.release) for view in views]
    rows = []
    for section in coverable_sections(context.release):
        cells = [_show_cell(view, *parts[section.id]) for view, parts in zip(views, covered, strict=True)]
        rows.append(_show_row(section, views, cells, context))
    slots = tuple(Link(view.slot.title, context.link_entry(view.section, view.slot)) for view in views)
    return CoverageTable(slots, tuple(rows))


def _show_cell(view: SlotView, covered: int, total: int) -> CoverageCell | None:
    if not covered:
        return None
    state = replace(show_look(view.look), text=_SHORT) if view.is_by_another else show_look(view.look)
    return CoverageCell(state, "" if covered == total else f"{covered} of {total} entries")


def _show_row(
    section: Section, views: tuple[SlotView, ...], cells: list[CoverageCell | None], context: ReleaseContext
) -> CoverageRow:
    covering = [view for view, cell in zip(views, cells, strict=True) if cell]
    valid = sum(view.is_settled for view in covering)
    is_full = valid == len(covering)
    summary = State("sum", f"{valid} of {len(covering)}", "good" if is_full else "mute", "go" if is_full else "open")
    return CoverageRow(
        Link(section.title, context.link_section(section)), tuple(cells), summary if covering else _NOBODY
    )

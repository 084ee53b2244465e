"""A table that compares open releases: a column for each question, such as the final criteria or the sign-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections import KINDS
from gonogo.site.parts.progress import Bar, measure
from gonogo.site.parts.release_cards import ReleaseCard, show_card
from gonogo.site.parts.state_look import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.format.sections.kind import Area, Kind
    from gonogo.model.release import Section
    from gonogo.site.parts.open_releases import OpenRelease
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext


class Cell(Frozen):
    """The progress of one release in the sections that answer one question."""

    state: State
    count: str
    href: str


class MatrixRow(Frozen):
    """A release with a cell for each question.

    A cell is None if no section with entries answers the question, or if the file cannot be decoded.
    """

    card: ReleaseCard
    cells: tuple[Cell | None, ...]


class MatrixView(Frozen):
    """A row for each release, a column for each question."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


_AREAS = sorted(((area, kind) for kind in KINDS for area in kind.areas), key=lambda pair: pair[0].order)


def show_matrix(releases: Iterable[OpenRelease], site: SitePlan) -> MatrixView:
    """A row for each of these releases, in their order, with links from the home page."""
    rows = tuple(
        MatrixRow(
            show_card(release, site, site.home),
            tuple(_show_cell(area, kind, release.context) if release.context else None for area, kind in _AREAS),
        )
        for release in releases
    )
    return MatrixView(tuple(area.title for area, _ in _AREAS), rows)


def _show_cell(area: Area, kind: Kind, context: ReleaseContext) -> Cell | None:
    release = context.release
    sections = [
        section
        for section in release.ordered_sections()
        if section.kind == kind.id
        and area.gate in ("", release.phases[section.phase].gate)
        and area.decides in ("", section.decides)
    ]
    bar = measure((entry for section in sections for entry in section.walk()), context.judgement)
    if not sections or not bar.total:
        return None
    first = next((section for section in sections if _is_open(section, context)), sections[0])
    page = context.site.release_page(release.ref, context.layout.home_of(first))
    anchor = "" if kind.page else context.layout.anchor_of(first)
    href = context.site.urls.link(context.site.home, page, anchor)
    return Cell(_say_bar(bar), f"{bar.settled} of {bar.total}", href)


def _is_open(section: Section, context: ReleaseContext) -> bool:
    settled, total = context.judgement.sections[section.id]
    return settled < total


def _say_bar(bar: Bar) -> State:
    if bar.trouble:
        return State("blocked", bar.say_left("open"), "bad", "blocked")
    if bar.left:
        return State("open", bar.say_left("open"), "mute", "open")
    if bar.waiting:
        return State("open", f"{bar.waiting} follow{'s' if bar.waiting == 1 else ''} from others", "mute", "open")
    return State("done", "Settled", "good", "go")

"""Open releases side by side: the same questions to every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.site.layout import METRICS, SIGN_OFFS
from gonogo.site.progress import Bar, measure
from gonogo.site.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from gonogo.model.judgement import Verdict
    from gonogo.model.release import Section
    from gonogo.site.plan import Shelf, SitePlan


class Cell(Frozen):
    """How one release answers one question."""

    state: State
    count: str
    href: str


class MatrixRow(Frozen):
    """A release; a cell is None where it does not ask the question."""

    name: str
    href: str
    verdict: Verdict
    cells: tuple[Cell | None, ...]


class MatrixView(Frozen):
    """A row for each release, a column for each question."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


class _Area(Frozen):
    """A question: which sections answer it, given the gate of their phase."""

    title: str
    asks: Callable[[Section, str], bool]
    page: str = ""


_AREAS = (
    _Area("Items", lambda section, gate: section.kind == "checklist" and gate == "go"),
    _Area("Go criteria", lambda section, gate: section.kind == "criteria" and gate == "go"),
    _Area("No-go triggers", lambda section, _: section.decides == "no-go"),
    _Area("Sign-offs", lambda section, gate: section.kind == "signoffs" and gate == "go", SIGN_OFFS),
    _Area("Metrics", lambda section, _: section.kind == "metrics", METRICS),
    _Area("After the go", lambda section, gate: section.kind == "checklist" and gate == "close"),
)


def show_matrix(site: SitePlan) -> MatrixView:
    """Every open release that decodes, in the order of systems."""
    rows = []
    for system, release in site.snapshot.releases():
        if release.outcome:
            continue
        shelf = site.shelf(system, release)
        rows.append(
            MatrixRow(
                f"{system.name} {release.id}",
                site.urls.link(site.home, site.release_page(release.ref)),
                shelf.judgement.verdict,
                tuple(_show_cell(area, shelf) for area in _AREAS),
            )
        )
    return MatrixView(tuple(area.title for area in _AREAS), tuple(rows))


def _show_cell(area: _Area, shelf: Shelf) -> Cell | None:
    release = shelf.release
    sections = [one for one in release.ordered_sections() if area.asks(one, release.phases[one.phase].gate)]
    bar = measure((entry for section in sections for entry in section.walk()), shelf.judgement)
    if not sections or not bar.total:
        return None
    first = next((one for one in sections if _is_left(one, shelf)), sections[0])
    page = shelf.site.release_page(release.ref, area.page or shelf.home_of(first))
    anchor = "" if area.page else shelf.anchor_of(first)
    href = shelf.site.urls.link(shelf.site.home, page, anchor)
    return Cell(_say_bar(bar), f"{bar.settled} of {bar.total}", href)


def _is_left(section: Section, shelf: Shelf) -> bool:
    settled, total = shelf.judgement.sections[section.id]
    return settled < total


def _say_bar(bar: Bar) -> State:
    if bar.trouble:
        return State("blocked", bar.trouble, "bad", "blocked")
    if left := bar.total - bar.settled + bar.waiting:
        return State("open", f"{left} open", "mute", "open")
    return State("done", "Settled", "good", "go")

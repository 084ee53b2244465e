"""How far entries are, as a bar shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.ids import PhaseId
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry, Release
    from gonogo.site.plan import ReleaseContext


def _any_of(words: list[str]) -> str:
    """The words as `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


_EXCUSES = dict.fromkeys(state.label.lower() for kind in KINDS for state in kind.entry.states if state.is_excused)
KEY = (
    ("done", "done or good"),
    ("excused", _any_of(list(_EXCUSES))),
    ("blocked", "blocked, refused or missed"),
    ("track", "open"),
)
"""What each part of a bar means, by its class."""


class Bar(Frozen):
    """How many entries are done, excused (settled without being done) and blocked; the rest of `total` is open.

    `trouble` says what the blocked ones are. `waiting` are criteria that follow from others and are not met: they have
    no answer of their own and are not counted.
    """

    done: int
    excused: int
    blocked: int
    total: int
    trouble: str = ""
    waiting: int = 0

    @property
    def settled(self) -> int:
        """Done or excused."""
        return self.done + self.excused

    @property
    def left(self) -> str:
        """What is left, in words."""
        count = self.total - self.settled
        said = [f"{count} to go"] if count else []
        if self.trouble:
            said.append(self.trouble)
        if self.waiting:
            said.append(f"{self.waiting} follow{'s' if self.waiting == 1 else ''} from others")
        return ", ".join(said) or "all settled"


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
    """Tables of progress; `key` says below them what the parts of a bar mean."""

    phases: tuple[ProgressGroup, ...]
    key: tuple[tuple[str, str], ...] = KEY


def measure(entries: Iterable[Entry], judgement: Judgement) -> Bar:
    """The bar of those entries that have an answer; its sums are those of the judgement."""
    done = excused = total = waiting = 0
    blocked: list[str] = []
    for entry in entries:
        is_settled = entry.id in judgement.settled
        if not entry.has_answer:
            waiting += bool(entry.depends_on) and not is_settled
            continue
        total += 1
        state = entry.describe_state(judgement.states[entry.id])
        if is_settled:
            done, excused = done + (not state.is_excused), excused + state.is_excused
        elif state.trouble:
            blocked.append(state.trouble)
    trouble = ", ".join(f"{blocked.count(word)} {word}" for word in dict.fromkeys(blocked))
    return Bar(done, excused, len(blocked), total, trouble, waiting)


def measure_phase(phase: PhaseId, release: Release, judgement: Judgement) -> Bar:
    """The bar of a phase, without entries that count in their own section only, and triggers that decide rollback."""
    sections = [section for section in release.sections_of(phase) if section.decides != "rollback"]
    return measure((one for of in sections for one in of.walk() if not one.in_section_only), judgement)


def show_sections(phase: PhaseId, context: ReleaseContext) -> tuple[ProgressRow, ...]:
    """The sections of a phase, each with its bar."""
    return tuple(
        ProgressRow(
            section.title,
            context.link_page(context.home_of(section), context.anchor_of(section)),
            measure(section.walk(), context.judgement),
        )
        for section in context.release.sections_of(phase)
    )


def show_phases(context: ReleaseContext, source: str, gates: tuple[str, ...]) -> tuple[ProgressRow, ...]:
    """The phases with these gates that have something to answer, linked from the page `source`."""
    rows = []
    for phase in context.release.phases.values():
        bar = measure_phase(phase.id, context.release, context.judgement)
        if phase.gate in gates and bar.total:
            page = context.site.release_page(context.release.ref, context.page_of_phase(phase.id))
            rows.append(ProgressRow(phase.title, context.site.urls.link(source, page), bar))
    return tuple(rows)

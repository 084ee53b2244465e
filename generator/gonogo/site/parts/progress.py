"""The progress of sections and phases as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections import KINDS
from gonogo.verdict.slots import look_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.ids import PhaseId
    from gonogo.model.judgement import Judgement
    from gonogo.model.release import Entry, Release
    from gonogo.site.release_context import ReleaseContext


def _any_of(words: list[str]) -> str:
    """The words as `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


_EXCUSES = dict.fromkeys(state.label.lower() for kind in KINDS for state in kind.entry.states if state.is_excused)
KEY = (
    ("done", "done or good"),
    ("excused", _any_of(list(_EXCUSES))),
    ("blocked", "blocked, refused, missed or not valid"),
    ("track", "open"),
)
"""The meaning of each part of a bar, by its class in the style sheet."""


class Bar(Frozen):
    """The number of entries that are done, excused (settled, but not done) and blocked; the rest of `total` is open.

    `trouble` names the blocking states in words. `waiting` are criteria that follow from others and are not met: they
    have no answer of their own and are not counted.
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
    def left(self) -> int:
        """Open or blocked."""
        return self.total - self.settled

    def say_left(self, word: str) -> str:
        """The number of entries that are not settled, and the states of the blocked ones among them."""
        if self.trouble and self.blocked == self.left:
            return self.trouble
        return f"{self.left} {word} ({self.trouble})" if self.trouble else f"{self.left} {word}"

    @property
    def remaining(self) -> str:
        """The unsettled entries in words; the blocking ones are some of them."""
        parts = [self.say_left("to go")] if self.left else []
        if self.waiting:
            parts.append(f"{self.waiting} follow{'s' if self.waiting == 1 else ''} from others")
        return ", ".join(parts) or "all settled"


class ProgressRow(Frozen):
    """A section or a phase with its bar; a bar without entries represents prose."""

    title: str
    href: str
    bar: Bar


class ProgressGroup(Frozen):
    """Rows under a caption; `about` says whether they are required for GO."""

    title: str
    about: str
    rows: tuple[ProgressRow, ...]


class ProgressView(Frozen):
    """Tables of progress, with the key to the parts of a bar below them."""

    groups: tuple[ProgressGroup, ...]
    key: tuple[tuple[str, str], ...] = KEY


def measure(entries: Iterable[Entry], judgement: Judgement) -> Bar:
    """The bar of the entries that have an answer; its sums equal those of the judgement."""
    done = excused = total = waiting = 0
    blocked: list[tuple[bool, str]] = []
    for entry in entries:
        is_settled = entry.id in judgement.settled
        if not entry.has_answer:
            waiting += bool(entry.depends_on) and not is_settled
            continue
        total += 1
        state = look_of(entry, judgement)
        if is_settled:
            done, excused = done + (not state.is_excused), excused + state.is_excused
        elif state.trouble:
            blocked.append((state.tone != "bad", state.trouble))
    words = [word for _, word in sorted(blocked, key=lambda pair: pair[0])]
    trouble = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
    return Bar(done, excused, len(blocked), total, trouble, waiting)


def measure_phase(phase: PhaseId, release: Release, judgement: Judgement) -> Bar:
    """The bar of a phase: of the entries that count in its numbers, and of the criteria that follow from others."""
    entries = (entry for section in release.sections_of(phase) for entry in section.walk())
    return measure((entry for entry in entries if entry.id in judgement.counted or not entry.has_answer), judgement)


def show_sections(phase: PhaseId, context: ReleaseContext) -> tuple[ProgressRow, ...]:
    return tuple(
        ProgressRow(
            section.title,
            context.link_section(section),
            measure(section.walk(), context.judgement),
        )
        for section in context.release.sections_of(phase)
    )


def show_phases(context: ReleaseContext, source: str, gates: tuple[str, ...]) -> tuple[ProgressRow, ...]:
    """The phases with these gates that have an entry with an answer, linked from the page at `source`."""
    rows = []
    for phase in context.release.phases.values():
        bar = measure_phase(phase.id, context.release, context.judgement)
        if phase.gate in gates and bar.total:
            page = context.site.release_page(context.release.ref, context.layout.page_of_phase(phase.id))
            rows.append(ProgressRow(phase.title, context.site.urls.link(source, page), bar))
    return tuple(rows)

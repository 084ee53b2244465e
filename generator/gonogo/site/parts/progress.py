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
    """The words as a list such as `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


_EXCUSES = dict.fromkeys(state.label.lower() for kind in KINDS for state in kind.entry.states if state.is_excused)
KEY = (
    ("done", "done or good"),
    ("excused", _any_of(list(_EXCUSES))),
    ("blocked", "blocked, refused, missed or not valid"),
    ("track", "open"),
)
"""The meaning of each part of a bar, with the name of the part in the style sheet."""


class Bar(Frozen):
    """The numbers of done, excused and blocked entries; the rest of `total` is open.

    Excused entries are settled, but not done. `trouble` gives the states of the blocked entries in words. `waiting` is
    the number of unmet criteria that follow from other entries; `total` does not include them, because they have no
    answer of their own.
    """

    done: int
    excused: int
    blocked: int
    total: int
    trouble: str = ""
    waiting: int = 0

    @property
    def settled(self) -> int:
        """The number of entries that are done or excused."""
        return self.done + self.excused

    @property
    def left(self) -> int:
        """The number of entries that are open or blocked."""
        return self.total - self.settled

    def say_left(self, word: str) -> str:
        """The number of unsettled entries followed by `word`, and the states of the blocked entries among them."""
        if self.trouble and self.blocked == self.left:
            return self.trouble
        return f"{self.left} {word} ({self.trouble})" if self.trouble else f"{self.left} {word}"

    @property
    def remaining(self) -> str:
        """The number of unsettled entries in words, with the states of the blocked entries; or `all settled`."""
        parts = [self.say_left("to go")] if self.left else []
        if self.waiting:
            parts.append(f"{self.waiting} follow{'s' if self.waiting == 1 else ''} from others")
        return ", ".join(parts) or "all settled"


class ProgressRow(Frozen):
    """A section or a phase with its bar. The bar of a section that is only text has the total 0."""

    title: str
    href: str
    bar: Bar


class ProgressGroup(Frozen):
    """Rows under a caption; `about` says whether GO requires them."""

    title: str
    about: str
    rows: tuple[ProgressRow, ...]


class ProgressView(Frozen):
    """Tables of progress; `key` explains the parts of a bar, and is empty if the page does not show the explanation."""

    groups: tuple[ProgressGroup, ...]
    key: tuple[tuple[str, str], ...] = KEY


def measure(entries: Iterable[Entry], judgement: Judgement) -> Bar:
    """The bar of these entries. Only entries that have an answer of their own are counted, as in the judgement."""
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
    """The bar of a phase, from its counted entries and its criteria that follow from other entries."""
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
    """The rows of the phases that have one of these gates and at least one counted entry, for the page at `source`."""
    rows = []
    for phase in context.release.phases.values():
        bar = measure_phase(phase.id, context.release, context.judgement)
        if phase.gate in gates and bar.total:
            page = context.site.release_page(context.release.ref, context.layout.page_of_phase(phase.id))
            rows.append(ProgressRow(phase.title, context.site.urls.link(source, page), bar))
    return tuple(rows)

"""The verdict of a release as lines of readable text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.model.clock import say_day, say_due, say_plan
from gonogo.model.judgement import Judgement, Verdict
from gonogo.model.registry import name_of
from gonogo.model.trust_codes import TrustCode
from gonogo.verdict.open_work import find_open_work_of, find_overdue_work, say_overdue
from gonogo.verdict.reasons import group_reasons, outcome_word, say_verdict
from gonogo.verdict.slots import say_writer, view_slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gonogo.model.judgement import Blocker
    from gonogo.model.references import Ref
    from gonogo.model.release import Release
    from gonogo.model.snapshot import Snapshot
    from gonogo.verdict.open_work import OpenEntry
    from gonogo.verdict.slots import SlotView

_COLORS = {Verdict.GO: "green", Verdict.CONDITIONAL: "yellow", Verdict.NO_GO: "red"}
_TONES = {"good": "green", "bad": "red", "warn": "yellow"}
_SHOWN = 3


class ReleaseText(Frozen):
    """A judged release to print.

    `release` is None if its file cannot be decoded; `is_whole` prints all reasons and slots.
    """

    ref: Ref
    release: Release | None
    judgement: Judgement
    snapshot: Snapshot
    is_whole: bool

    def render(self) -> Iterator[str]:
        settled, total = self.judgement.progress
        yield f"{self._stamp()}  {self.ref}  {settled} of {total} settled"
        if self.release is not None:
            yield from self._introduce(self.release)
        yield f"  {say_verdict(self.judgement, self.release)}"
        refusal = self.judgement.outcome_refusal
        if refusal is not None and refusal.code == TrustCode.PENDING:
            yield f"  Outcome: {refusal.text}"
        if not self._is_closed or self.is_whole:
            yield from self._list_reasons()
        if self.judgement.closing:
            yield from (f"  {remark.text}" for remark in self.judgement.closing.remarks)
        if self.release is not None and self.is_whole:
            yield from self._list_slots(self.release)

    @property
    def _is_closed(self) -> bool:
        return self.release is not None and bool(self.release.outcome)

    def _stamp(self) -> str:
        """The outcome of a closed release in capitals, or the verdict of an open release."""
        if self.release is not None and self.release.outcome:
            return click.style(outcome_word(self.release.outcome).upper(), bold=True)
        return click.style(self.judgement.verdict.value, fg=_COLORS[self.judgement.verdict], bold=True)

    def _introduce(self, release: Release) -> Iterator[str]:
        yield f"  {release.title}; {say_plan(release)}"
        yield from (click.style(f"  {alarm}", fg="red", bold=True) for alarm in self._list_alarms(release))
        if release.declared:
            on = f", {say_day(release.declared_on)}" if release.declared_on else ""
            yield f'  The document declares itself "{release.declared}"{on}.'

    def _list_alarms(self, release: Release) -> Iterator[str]:
        """The alarms of an open release: decisions in another person's name, and an outcome that does not count."""
        if self._is_closed:
            return
        for view in view_slots(release, self.judgement):
            if view.is_by_another:
                yield f"{visible(view.slot.title)}: {say_writer(view.standing, self._name(view))}"
        refusal = self.judgement.outcome_refusal
        if refusal is not None and refusal.code != TrustCode.PENDING:
            yield f"Outcome: {refusal.text}"

    def _list_reasons(self) -> Iterator[str]:
        """The blockers by group, then waivers and conditions, then overdue entries, then contradictions."""
        for group in group_reasons(self.judgement, self.release):
            yield f"  - {group.heading}"
            lines = [_say_blocker(blocker) for blocker in group.blockers]
            yield from self._cut(lines, f": gonogo status {self.ref}")
        for excuse in self.judgement.excuses:
            until = f", until {excuse.until}" if excuse.until else ""
            protects = f"; instead: {excuse.protects}" if excuse.protects else ""
            yield f"  - {excuse.title}: {excuse.what}{until}{protects}"
        if self.release is not None and not self._is_closed:
            yield from self._list_overdue(self.release)
        if self.judgement.contradictions:
            yield "  - The declared and the computed status disagree"
            yield from self._cut([contradiction.message for contradiction in self.judgement.contradictions], "")

    def _list_overdue(self, release: Release) -> Iterator[str]:
        """The overdue entries, each with the date or time that has passed."""
        late = find_overdue_work(release, self.judgement)
        if late:
            yield click.style(f"  - {say_overdue(len(late))}", fg="red")
            yield from self._cut([_say_overdue(work, release) for work in late], ": gonogo next")

    def _cut(self, lines: Sequence[str], how_to_see_more: str) -> Iterator[str]:
        shown = len(lines) if self.is_whole else _SHOWN
        yield from (f"      {line}" for line in lines[:shown])
        if len(lines) > shown:
            yield f"      … and {len(lines) - shown} more{how_to_see_more}"

    def _list_slots(self, release: Release) -> Iterator[str]:
        """A table of the sign-offs: slot, people, state, level, and merger."""
        views = view_slots(release, self.judgement)
        if not views:
            return
        valid = sum(view.is_settled for view in views)
        yield f"  Sign-offs, {valid} of {len(views)} valid:"
        rows = [(visible(view.slot.title), self._name(view), view.look.label.lower()) for view in views]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for view, row in zip(views, rows, strict=True):
            title, name, _ = (text.ljust(width) for text, width in zip(row, widths, strict=True))
            proof = _say_provenance(view)
            gap = " " * (widths[2] - len(row[2]) + 2) if proof else ""
            yield f"      {title}  {name}  {click.style(row[2], fg=_TONES.get(view.look.tone))}{gap}{proof}"

    def _name(self, view: SlotView) -> str:
        """The name of the signer, or the names of the people who can decide."""
        if view.slot.by:
            return visible(name_of(view.slot.by, self.snapshot.people))
        role = self.snapshot.systems[self.ref.system].roles.get(view.slot.signing_role)
        names = [visible(name_of(person, self.snapshot.people)) for person in role.people] if role else []
        return ", ".join(names) or "nobody"


def order_releases(judgements: Mapping[Ref, Judgement], snapshot: Snapshot) -> list[tuple[Ref, Judgement]]:
    """The releases with their judgements, open releases first, otherwise in the given order."""
    closed = {release.ref for _, release in snapshot.releases() if release.outcome}
    return sorted(judgements.items(), key=lambda pair: pair[0] in closed)


def list_phases(release: Release, judgement: Judgement) -> Iterator[str]:
    """A line for each phase, with its progress and its unsettled entries."""
    left: dict[str, list[str]] = {}
    for work in () if release.outcome else find_open_work_of(release, judgement):
        of_entry = next(section.phase for section in release.sections.values() if section.id == work.ref.section)
        left.setdefault(of_entry, []).append(work.entry.id)
    yield "  Phases:"
    for phase in release.phases.values():
        settled, total = judgement.phases[phase.id]
        ids = f"; left: {', '.join(left[phase.id])}" if phase.id in left else ""
        yield f"      {phase.title} ({phase.id}): {settled} of {total} settled{ids}"


def _say_blocker(blocker: Blocker) -> str:
    """A blocker with its reference, in red if another person wrote a decision in the signer's name."""
    anchor = str(blocker.ref).partition("#")[2]
    line = f"{blocker.message}{f'  (#{anchor})' if anchor else ''}"
    return click.style(line, fg="red") if blocker.code == TrustCode.AUTHOR_MISMATCH else line


def _say_overdue(work: OpenEntry, release: Release) -> str:
    """An overdue entry with the date or time that has passed, and with its reference."""
    since = f": since {say_due(work.when, release, moment=work.deadline)}" if work.when else ""
    return f"{work.entry.title}{since}  (#{str(work.ref).partition('#')[2]})"


def _say_provenance(view: SlotView) -> str:
    """The level of a decision, and the person who merged it if this is not the signer."""
    made, level = view.standing.provenance, view.standing.level or ""
    merger = f"merged by {visible(made.merged_by.name)}" if made and made.merged_by else ""
    return ", ".join(filter(None, (level, merger)))

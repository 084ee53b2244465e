"""The evaluation of the entries of a release, which finds the settled entries and the blocking entries.

Some entries depend on others. A criterion with `when` depends on the entries named there, and a final authorization on
the sign-offs that it covers. So this module evaluates each entry once, after the entries on which it depends. It stores
each result for the entries that are evaluated later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gonogo.model.ids import EntryId
    from gonogo.model.judgement import Answer, Approval, Blocked, Standing
    from gonogo.model.references import Reference
    from gonogo.model.release import Entry, Release, Section
    from gonogo.verdict.grounds import Grounds


class EntryEvaluation:
    """The evaluation of a release. `entries` has all entries, each with the context of its section.

    `settled` are the ids of the settled entries. `blocked` has the reason why an entry blocks, keyed by entry. `slots`
    are the ids of the sign-offs.
    """

    def __init__(self, release: Release, grounds: Grounds, as_of: datetime) -> None:
        self.release = release
        self.grounds = grounds
        self.as_of = as_of
        self.settled: set[EntryId] = set()
        self.blocked: dict[EntryId, Blocked] = {}
        # The results of `EvaluationContext.is_settled`, `blocks_elsewhere` and `lacks_signoff`, keyed by reference.
        # Each result is stored before an entry asks for it.
        self.are_settled: dict[Reference, bool] = {}
        self.block_elsewhere: dict[Reference, bool] = {}
        self.lack_signoff: dict[Reference, bool] = {}
        self._named: dict[Reference, tuple[EntryId, ...]] = {}
        contexts = [SectionContext(self, section) for section in release.sections.values()]
        self.entries = [(context, entry) for context in contexts for entry in context.section.walk()]
        self.slots = {slot.id for _, slot in slots_of(release)}
        self._evaluate_all()

    def _evaluate_all(self) -> None:
        """Evaluates each entry after the entries on which it depends.

        The method uses a stack and not recursion, because a long chain of criteria would exceed Python's recursion
        limit. Decoding refuses circular references; the loop would end even with them.
        """
        by_id = {entry.id: (context, entry) for context, entry in self.entries}
        entered: set[EntryId] = set()
        evaluated: set[EntryId] = set()
        for _, first in self.entries:
            waiting = [first.id]
            while waiting:
                context, entry = by_id[waiting[-1]]
                missing = [] if entry.id in entered else [name for name in self._needs(entry) if name not in entered]
                entered.add(entry.id)
                waiting.extend(missing)
                if not missing:
                    waiting.pop()
                    if entry.id not in evaluated:
                        evaluated.add(entry.id)
                        self._evaluate(context, entry)

    def _needs(self, entry: Entry) -> Iterator[EntryId]:
        """The entries on which an entry depends: the sign-offs that a slot covers, or the entries in `when`."""
        for reference in entry.depends_on:
            if entry.id in self.slots:
                yield from (name for name in self._names(reference) if name in self.slots)
            elif reference not in self.are_settled:
                yield from self._names(reference)

    def _evaluate(self, context: SectionContext, entry: Entry) -> None:
        for reference in entry.depends_on:
            names = self._names(reference)
            if entry.id in self.slots:
                self.lack_signoff[reference] = any(name in self.slots and name not in self.settled for name in names)
            elif reference not in self.are_settled:
                unsettled = [name for name in names if name not in self.settled]
                self.are_settled[reference] = bool(names) and not unsettled
                self.block_elsewhere[reference] = any(name in self.blocked for name in unsettled)
        if entry.is_settled(context):
            self.settled.add(entry.id)
        if blocked := entry.find_blocker(context):
            self.blocked[entry.id] = blocked

    def _names(self, reference: Reference) -> tuple[EntryId, ...]:
        """The ids of the entries that a reference names."""
        if reference not in self._named:
            self._named[reference] = tuple(entry.id for _, entry in self.release.named_by(reference))
        return self._named[reference]


class SectionContext(Frozen):
    """The `EvaluationContext` of the entries of one section."""

    evaluation: EntryEvaluation
    section: Section

    @property
    def as_of(self) -> datetime:
        return self.evaluation.as_of

    @property
    def is_counted(self) -> bool:
        return self.evaluation.release.phases[self.section.phase].gate == "go"

    @property
    def decides(self) -> str:
        return self.section.decides

    def requires_evidence(self, entry: Entry) -> bool:
        return (self.section.requires_of(entry) or self.evaluation.grounds.requires) == "evidence"

    def is_settled(self, reference: Reference) -> bool:
        return self.evaluation.are_settled[reference]

    def blocks_elsewhere(self, reference: Reference) -> bool:
        return self.evaluation.block_elsewhere[reference]

    def lacks_signoff(self, reference: Reference) -> bool:
        return self.evaluation.lack_signoff[reference]

    def name_of(self, person: str) -> str:
        return self.evaluation.grounds.names.get(person, person)

    def standing(self, entry: EntryId) -> Standing:
        return self.evaluation.grounds.standing_of(entry)

    def approval(self, entry: EntryId) -> Approval:
        return self.evaluation.grounds.approval_of(entry)

    def answer(self, entry: EntryId, written: str) -> Answer:
        return self.evaluation.grounds.answer_of(entry, written)

    @property
    def is_over(self) -> bool:
        return self.evaluation.grounds.is_over

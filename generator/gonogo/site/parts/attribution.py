"""The attribution of an entry's answer (its author, day and commit), and the events that reverted earlier answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.event_index import is_reversal
from gonogo.model.event import EventKind
from gonogo.site.parts.entry_facts import Fact
from gonogo.site.parts.event_view import show_attribution, show_event
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Entry, Section
    from gonogo.site.parts.event_view import Attribution
    from gonogo.site.release_context import ReleaseContext


def find_attribution(
    entry: Entry, section: Section, context: ReleaseContext, *, is_settled: bool
) -> Attribution | None:
    """The attribution of an entry's answer.

    None without history, for an entry that follows from others, and for an unsettled entry whose answer is empty or has
    not changed since the entry was added.
    """
    event_index = context.site.event_index
    if event_index is None or not entry.has_answer:
        return None
    # The keys of the answer with their values in the file; all keys but the first are left out if they have no value.
    first, *others = ((key, getattr(entry, key) or "") for key in entry.answer_keys)
    answer = dict([first, *(pair for pair in others if pair[1])])
    indexed = event_index.find_answer(context.release.ref_of(section, entry), answer)
    is_new = indexed is not None and indexed.event.change.kind is EventKind.ADDED
    if not is_settled and (is_new or not any(answer.values())):
        return None
    return show_attribution(indexed, context.path, context.site)


def list_reversals(entry: Entry, section: Section, context: ReleaseContext) -> Iterator[Fact]:
    """A fact for each event that reverted an answer or evidence of an entry, newest first.

    A commit that reverted both has no fact for the evidence.
    """
    site = context.site
    events = site.event_index.of(context.release.ref_of(section, entry)) if site.event_index else ()
    reversals = [indexed for indexed in events if is_reversal(indexed.event.change)]
    answers = {indexed.event.commit.oid for indexed in reversals if indexed.event.change.kind is not EventKind.EVIDENCE}
    for indexed in reversed(reversals):
        if indexed.event.change.kind is EventKind.EVIDENCE and indexed.event.commit.oid in answers:
            continue  # the same commit reverted the answer
        view = show_event(indexed, context.path, site)
        day = f", {view.landed.text}" if view.landed else ""
        merge = ", by the merge" if view.is_merge else ""
        text = f"{view.before or 'empty'} → {view.after or 'empty'} by {view.writer.name}{merge}{day} "
        links = (view.proof.commit, *([view.proof.request] if view.proof.request else []))
        yield Fact("Reversed", parse_prose(text), links, is_reversal=True)

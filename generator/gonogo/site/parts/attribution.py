"""Who answered an entry, when and in which commit, and what was taken back of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.history.index import is_reversal
from gonogo.model.event import EventKind
from gonogo.site.parts.entry_facts import Fact
from gonogo.site.parts.event_view import show_attribution, show_event
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Entry, Section
    from gonogo.site.parts.event_view import Attribution
    from gonogo.site.plan import ReleaseContext


def find_deed(entry: Entry, section: Section, context: ReleaseContext, *, is_settled: bool) -> Attribution | None:
    """Who gave the answer that an entry has; an open entry has one once it was something else."""
    event_index = context.site.event_index
    if event_index is None or not entry.has_answer:
        return None
    # the keys that answer it, as they are written: the answer itself always, the others where they are filled
    first, *others = ((key, getattr(entry, key) or "") for key in entry.answer_keys)
    answer = dict([first, *(pair for pair in others if pair[1])])
    told = event_index.find_answer(context.release.ref_of(section, entry), answer)
    is_new = told is not None and told.event.change.kind is EventKind.ADDED
    if not is_settled and (is_new or not any(answer.values())):
        return None
    return show_attribution(told, context.path, context.site)


def list_taken_back(entry: Entry, section: Section, context: ReleaseContext) -> Iterator[Fact]:
    """What was undone of an entry, the newest first."""
    site = context.site
    told = site.event_index.of(context.release.ref_of(section, entry)) if site.event_index else ()
    undone = [one for one in told if is_reversal(one.event.change)]
    answers = {one.event.commit.oid for one in undone if one.event.change.kind is not EventKind.EVIDENCE}
    for one in reversed(undone):
        if one.event.change.kind is EventKind.EVIDENCE and one.event.commit.oid in answers:
            continue  # it went with the answer
        view = show_event(one, context.path, site)
        day = f", {view.landed.text}" if view.landed else ""
        merge = ", by the merge" if view.is_merge else ""
        say = f"{view.before or 'empty'} → {view.after or 'empty'} by {view.writer.name}{merge}{day} "
        links = (view.proof.commit, *([view.proof.request] if view.proof.request else []))
        yield Fact("Taken back", parse_prose(say), links, is_reversal=True)

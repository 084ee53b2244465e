"""The page of a phase: its progress, its open entries, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.entry_view import described_facts, show_section
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.progress import ProgressGroup, ProgressView, measure_phase, show_sections
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import PhaseId
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_view import EntryView, SectionView
    from gonogo.site.release_context import ReleaseContext

_GATES = {
    "go": "Everything here is required for GO",
    "close": "Not required for GO; expected to be settled when the release is closed",
    "none": "Never required for GO",
}
_CLOSED = {
    "go": "Everything here was required for GO; the numbers are current",
    "close": "Not required for GO; expected to be settled when the release is closed",
    "none": "Never required for GO",
}
_FEW_ENTRIES = 12


class BriefView(Frozen):
    """A short list of entries; `text` says what they have in common, "" without such a sentence."""

    text: str
    entries: tuple[EntryView, ...]


def plan_phase(context: ReleaseContext, phase: PhaseId) -> Page:
    """The page of a phase, with the sections whose home it is. The current page of `context` must be this page."""
    described = context.release.phases[phase]
    views: list[SectionView] = []
    sections: list[Block] = []
    anchors: list[str] = []
    for section in context.layout.sections_at(context.page):
        view = show_section(section, context)
        views.append(view)
        sections += [Heading(2, section.title, view.anchor), Fragment("section", view)]
        anchors += (entry.id for entry in section.walk())
    if not sections:
        sections.append(Fragment("empty", f"No section belongs to the phase {phase} yet."))
    facts = tuple(described_facts(described))
    blocks: list[Block] = [
        *_sum_up(phase, views, context),
        *([Fragment("facts", facts)] if facts else []),
        *sections,
    ]
    return frame_page(context, described.title, *blocks, anchors=tuple(anchors))


def _sum_up(phase: PhaseId, views: list[SectionView], context: ReleaseContext) -> Iterator[Block]:
    """The progress of the phase, its open entries if they are few, and the progress of its sections.

    These can also be sections whose home is another page.
    """
    if box := _show_box(phase, views, context):
        yield Fragment("fact", box)
    entries = _list_counted(views, context)
    unsettled = tuple(entry for entry in entries if not entry.is_settled)
    if 0 < len(unsettled) <= _FEW_ENTRIES < len(entries):
        yield Fragment("brief", BriefView("", unsettled))
    if doubtful := _list_not_in_force(entries, context):
        is_one = len(doubtful) == 1
        text = f"{len(doubtful)} of the settled {'does' if is_one else 'do'} not count for GO:"
        yield Fragment("brief", BriefView(text, doubtful))
    rows = show_sections(phase, context)
    if len(rows) > 1:
        yield Fragment("progress", ProgressView((ProgressGroup("", "", rows),), key=()))
    if 0 < len(unsettled) < len(entries) and len(entries) > _FEW_ENTRIES:
        yield Fragment("filter", None)


def _list_counted(views: list[SectionView], context: ReleaseContext) -> list[EntryView]:
    """The counted entries on the page; a heading above other entries is not counted."""
    entries = (entry for view in views for top in view.entries for entry in (top, *top.children))
    return [entry for entry in entries if entry.anchor in context.judgement.counted]


def _list_not_in_force(entries: list[EntryView], context: ReleaseContext) -> tuple[EntryView, ...]:
    """The settled entries that block GO of an open release, such as waivers and exemptions without a valid approval."""
    if context.release.outcome:
        return ()
    blocking = {blocker.ref.entry for blocker in context.judgement.blockers}
    return tuple(entry for entry in entries if entry.is_settled and entry.anchor in blocking)


def _show_box(phase: PhaseId, views: list[SectionView], context: ReleaseContext) -> FactBox | None:
    """A box with the number of unsettled entries, and whether they block GO; None if the phase has no counted entry."""
    bar = measure_phase(phase, context.release, context.judgement)
    if not bar.total:
        return None
    gate, is_closed = context.release.phases[phase].gate, bool(context.release.outcome)
    left = bar.total - bar.settled
    strong = f"{left} of {bar.total} are not settled" if left else f"All {bar.total} are settled"
    tone = "good" if not left else "bad" if gate == "go" and not is_closed else "mute"
    elsewhere = left - sum(not entry.is_settled for entry in _list_counted(views, context))
    text = f"{(_CLOSED if is_closed else _GATES)[gate]}."
    if elsewhere > 0:
        text = f"{text} {elsewhere} of them {'has a page' if elsewhere == 1 else 'have pages'} of their own."
    blocking = _count_blockers(phase, context)
    if gate != "go" and blocking and not is_closed:
        tone = "bad"
        text = f"{text} {blocking} of them block{'s' if blocking == 1 else ''} GO all the same."
    return FactBox(tone, strong, parse_prose(text))


def _count_blockers(phase: PhaseId, context: ReleaseContext) -> int:
    sections = {section.id for section in context.release.sections_of(phase)}
    return sum(blocker.ref.section in sections for blocker in context.judgement.blockers)

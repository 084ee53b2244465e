"""The sign-offs of a release: all of them as a poll, then each with its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.judgement import SignOffState
from gonogo.site.layout import SIGN_OFFS, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.entry_view import show_section
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.sign_off_slots import list_slots, say_valid

if TYPE_CHECKING:
    from gonogo.site.page import Block
    from gonogo.site.parts.sign_off_slots import SignOffSlot
    from gonogo.site.release_context import ReleaseContext


def plan_sign_offs(context: ReleaseContext) -> Page:
    """Which sign-offs the release needs: the poll, then every slot with its statement and its next step."""
    slots = tuple(list_slots(context))
    blocks: list[Block] = [Fragment("fact", _count_states(slots)), Fragment("poll", slots)]
    if not slots:
        blocks = [
            Fragment("empty", "Nobody is asked to sign: add a section of kind `signoffs` with a slot for each role.")
        ]
    anchors: list[str] = []
    for section in context.layout.sections_at(SIGN_OFFS):
        view = show_section(section, context)
        blocks += [Heading(2, section.title, view.anchor), Fragment("signs", view)]
        anchors += (entry.id for entry in section.walk())
    return frame_page(context, SPECIAL[SIGN_OFFS], *blocks, anchors=tuple(anchors))


def _count_states(slots: tuple[SignOffSlot, ...]) -> FactBox:
    words = [slot.state.text for slot in slots if slot.state.word != SignOffState.VALID.value]
    counts = ", ".join(f"{words.count(word)} {word.lower()}" for word in dict.fromkeys(words))
    return FactBox("bad" if words else "good", say_valid(slots), parse_prose(counts))

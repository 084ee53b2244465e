"""The sign-offs of a release: in a strip, as a poll, and each with what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.judgement import SignOffState
from gonogo.site.layout import SIGN_OFFS, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.entry_view import show_section
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import show_state
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.page import Block
    from gonogo.site.parts.state_look import State
    from gonogo.site.plan import ReleaseContext


class Slot(Frozen):
    """A sign-off slot: who decided, else who may."""

    title: tuple[TextPart, ...]
    href: str
    holders: tuple[ContactDetails, ...]
    by: str
    state: State
    level: str


class StripView(Frozen):
    """All slots of a release, and in words how they stand."""

    say: str
    href: str
    slots: tuple[Slot, ...]


def show_slots(context: ReleaseContext) -> StripView:
    """The slots as the overview shows them."""
    slots = tuple(_slots(context))
    return StripView(f"{_say_valid(slots)}.", context.link_page(SIGN_OFFS), slots)


def _say_valid(slots: tuple[Slot, ...]) -> str:
    valid = sum(slot.state.word == SignOffState.VALID.value for slot in slots)
    count = len(slots)
    return f"{valid} of {count} {plural(count, 'sign-off')} {'is' if count == 1 else 'are'} valid"


def _slots(context: ReleaseContext) -> Iterator[Slot]:
    for section, slot in slots_of(context.release):
        yield Slot(
            parse_prose(slot.title),
            context.link_page(context.home_of(section), slot.id),
            list_owner_contacts(slot.signing_role, context.system, context.snapshot),
            context.person_name(slot.by) if slot.by else "",
            show_state(slot, context.judgement),
            context.judgement.standings[slot.id].level or "",
        )


def plan_signoffs(context: ReleaseContext) -> Page:
    """Who must sign what: the poll, then every slot with its meaning and what it waits for."""
    slots = tuple(_slots(context))
    blocks: list[Block] = [Fragment("fact", _box(slots)), Fragment("poll", slots)]
    if not slots:
        blocks = [
            Fragment("empty", "Nobody is asked to sign: add a section of kind `signoffs` with a slot for each role.")
        ]
    anchors: list[str] = []
    for section in context.sections_at(SIGN_OFFS):
        view = show_section(section, context)
        blocks += [Heading(2, section.title, view.anchor), Fragment("signs", view)]
        anchors += (entry.id for entry in section.walk())
    return frame_page(context, SPECIAL[SIGN_OFFS], *blocks, anchors=tuple(anchors))


def _box(slots: tuple[Slot, ...]) -> FactBox:
    words = [slot.state.text for slot in slots if slot.state.word != SignOffState.VALID.value]
    counts = ", ".join(f"{words.count(word)} {word.lower()}" for word in dict.fromkeys(words))
    return FactBox("bad" if words else "good", _say_valid(slots), parse_prose(counts))

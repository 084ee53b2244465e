"""The sign-off slots of a release with their states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import slots_of
from gonogo.model.judgement import SignOffState
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import show_state
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.parts.state_look import State
    from gonogo.site.release_context import ReleaseContext


class SignOffSlot(Frozen):
    """A slot: `by` is the name of the person who decided, "" while nobody has; `holders` may decide."""

    title: tuple[TextPart, ...]
    href: str
    holders: tuple[ContactDetails, ...]
    by: str
    state: State
    level: str


def list_slots(context: ReleaseContext) -> Iterator[SignOffSlot]:
    """Every slot of the release, in the order of its sections."""
    for section, slot in slots_of(context.release):
        yield SignOffSlot(
            title=parse_prose(slot.title),
            href=context.link_entry(section, slot),
            holders=list_owner_contacts(slot.signing_role, context.system, context.snapshot),
            by=context.person_name(slot.by) if slot.by else "",
            state=show_state(slot, context.judgement),
            level=context.judgement.standings[slot.id].level or "",
        )


def say_valid(slots: tuple[SignOffSlot, ...]) -> str:
    """`1 of 4 sign-offs are valid`."""
    valid = sum(slot.state.word == SignOffState.VALID.value for slot in slots)
    count = len(slots)
    return f"{valid} of {count} {plural(count, 'sign-off')} {'is' if count == 1 else 'are'} valid"

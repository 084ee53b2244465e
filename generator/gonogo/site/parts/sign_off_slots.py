"""The rows of sign-off slots, for the table on the page of sign-offs and for the list on the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, say_day
from gonogo.model.judgement import SignOffState
from gonogo.model.trust_codes import TrustCode
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import show_state
from gonogo.verdict.reasons import plural
from gonogo.verdict.slots import view_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.site.parts.state_look import State
    from gonogo.site.release_context import ReleaseContext
    from gonogo.verdict.slots import SlotView


class SignOffRow(Frozen):
    """A slot. `by` is the name of the signer, "" without a decision; `holders` are the people who can decide.

    `level` is None without a decision, and for a decision that no evidence supports. `recorded_by` is the person who
    recorded the decision of another person, as the policy allows, else "". `merged_by` is the person who merged the
    decision, "" if nobody but the signer is known to have merged it. `day` is the day in `on`, else the day of the
    merge.
    """

    title: tuple[TextPart, ...]
    href: str
    holders: tuple[ContactDetails, ...]
    by: str
    state: State
    level: str | None
    recorded_by: str
    merged_by: str
    day: Clock | None
    is_final: bool


def list_slots(context: ReleaseContext) -> tuple[SignOffRow, ...]:
    """A row for each slot of the release, in page order, with final authorizations last."""
    return tuple(_show_row(view, context) for view in view_slots(context.release, context.judgement))


def _show_row(view: SlotView, context: ReleaseContext) -> SignOffRow:
    slot, made = view.slot, view.standing.provenance
    return SignOffRow(
        title=parse_prose(slot.title),
        href=context.link_entry(view.section, slot),
        holders=list_owner_contacts(slot.signing_role, context.system, context.snapshot),
        by=context.person_name(slot.by) if slot.by else "",
        state=show_state(slot, context.judgement, context.snapshot.people),
        level=view.standing.level,
        recorded_by=made.written_by.name if made and view.standing.code == TrustCode.RECORDED else "",
        merged_by=made.merged_by.name if made and made.merged_by else "",
        day=_show_day(view),
        is_final=view.is_final,
    )


def _show_day(view: SlotView) -> Clock | None:
    made = view.standing.provenance
    moment = view.slot.on or (made.landed_at if made else None)
    if moment is None or not view.slot.decision:
        return None
    return Clock(say_day(moment), moment.isoformat(), is_time=False)


def say_valid(context: ReleaseContext) -> str:
    """A clause such as `1 of 4 sign-offs are valid`, in the past tense for a closed release."""
    views = view_slots(context.release, context.judgement)
    valid = sum(view.standing.state is SignOffState.VALID for view in views)
    is_one = len(views) == 1
    are = ("was" if is_one else "were") if context.release.outcome else ("is" if is_one else "are")
    return f"{valid} of {len(views)} {plural(len(views), 'sign-off')} {are} valid"


def list_by_another(context: ReleaseContext) -> Iterator[SignOffRow]:
    """The rows of the slots whose decision another person wrote in the signer's name."""
    return (_show_row(view, context) for view in view_slots(context.release, context.judgement) if view.is_by_another)

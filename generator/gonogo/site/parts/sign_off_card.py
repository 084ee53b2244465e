"""The card of a sign-off slot: the decision with its author and time, the proof, later changes, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import propose_on
from gonogo.history.event_index import is_reversal
from gonogo.model.clock import say_day, say_moment
from gonogo.model.judgement import SignOffState
from gonogo.site.page import Link
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.entry_facts import Fact, alarm_fact, show_link, text_fact
from gonogo.site.parts.entry_view import common_facts
from gonogo.site.parts.event_view import AuthorView, Proof, show_event
from gonogo.site.parts.level_words import LEVELS
from gonogo.site.parts.offers import Offer, offer_decision
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.provenance_view import show_author, show_commit
from gonogo.site.parts.state_look import State, show_state
from gonogo.verdict.slots import find_awaited, view_slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.sections.signoffs import SignOff
    from gonogo.model.provenance import ContentChange, Provenance
    from gonogo.model.release import Release, Section
    from gonogo.model.schedule import Moment
    from gonogo.site.release_context import ReleaseContext
    from gonogo.verdict.slots import SlotView

_WORDS = {"go": "Go", "no-go": "No-go", "withdrawn": "Withdrawn"}
_MOST_NAMED = 4
# The reason of a stale or withdrawn decision explains the state, and not the level. These sentences explain the level.
_LEVELS = {
    "claimed": "nothing proves who made the decision",
    "attributed": "the commit has the address of {name}, who held the role",
    "signed": "the commit is signed with a registered SSH key of {name}, who held the role",
    "countersigned": "another person has signed the same decision of {name}",
}


class ContentChangeView(Frozen):
    """Covered content that has changed since the decision. `writer` is None if the change is not on main."""

    title: tuple[TextPart, ...]
    href: str
    how: str
    writer: AuthorView | None
    day: str
    proof: Proof | None


class SignOffCard(Frozen):
    """The card of a slot.

    `level` is None without a decision, and for a decision that no evidence supports. `levels` is the anchor of the
    explanation of levels. `changes` come between `facts` and `later_facts`. `to_do` is the next step, with the label
    `to_do_label`; `offer` has the instructions for it. `line` is the line of `decision:`, 1-based.
    """

    anchor: str
    title: tuple[TextPart, ...]
    state: State
    level: str | None
    levels: str
    holders: tuple[ContactDetails, ...]
    facts: tuple[Fact, ...]
    changes: tuple[ContentChangeView, ...]
    later_facts: tuple[Fact, ...]
    to_do_label: str
    to_do: tuple[TextPart, ...]
    offer: Offer | None
    line: int
    line_href: str


def show_sign_off(section: Section, slot: SignOff, context: ReleaseContext) -> SignOffCard:
    """The card of a slot. In a closed release, the state is as of T-0, and there is no next step."""
    view = view_slot(section, slot, context.release, context.judgement)
    is_open = not context.release.outcome
    place = slot.where.key_of("decision") or slot.where.location
    needs_signer = is_open and not view.is_settled
    label, to_do = _say_to_do(view, context) if is_open else ("", "")
    return SignOffCard(
        anchor=slot.id,
        title=parse_prose(slot.title),
        state=show_state(slot, context.judgement, context.snapshot.people),
        level=view.standing.level,
        levels=LEVELS,
        holders=list_owner_contacts(slot.signing_role, context.system, context.snapshot) if needs_signer else (),
        facts=(*_decision_facts(view, context), *_trust_facts(view, context)),
        changes=tuple(_show_change(change, context) for change in view.standing.stale_by),
        later_facts=(*(_readiness_facts(view, context) if needs_signer else ()), *_other_facts(view, context)),
        to_do_label=label,
        to_do=parse_prose(to_do),
        offer=offer_decision(view, context),
        line=place.span.line,
        line_href=context.link_line(place),
    )


def _decision_facts(view: SlotView, context: ReleaseContext) -> Iterator[Fact]:
    """The name of the signer, the time and the statement, which every view of a decision shows.

    Reason, conditions and coverage follow.
    """
    slot, made = view.slot, view.standing.provenance
    if slot.decision:
        by = "in the name of" if view.is_by_another else "by"
        who = f"{_WORDS[slot.decision]} {by} {context.person_name(slot.by)}"
        is_late = view.standing.state is SignOffState.UNSIGNED
        when = "written after T-0" if is_late else _say_when(slot.on, made, context.release)
        yield text_fact("Decision", ", ".join(filter(None, (who, when))))
    yield text_fact("Statement", slot.shown_meaning)
    if slot.reason:
        yield text_fact("Reason", slot.reason)
    if slot.conditions:
        yield text_fact("Condition", slot.conditions)
    yield Fact("Covers", links=tuple(map(context.link_reference, slot.covers)))


def _say_when(on: Moment | None, made: Provenance | None, release: Release) -> str:
    """The time in `on`, followed by the time of the merge; without `on`, only the time of the merge."""
    merged = say_moment(release.in_zone(made.landed_at)) if made and made.landed_at else ""
    if on is None:
        return merged
    return f"{say_moment(release.in_zone(on))}{f' (merged {merged})' if merged else ''}"


def _trust_facts(view: SlotView, context: ReleaseContext) -> Iterator[Fact]:
    """The reason why a decision does not count, its proof, its commit with the merger, and further remarks."""
    standing, made = view.standing, view.standing.provenance
    if why := _say_why_not(view):
        yield text_fact("Why not", why) if view.look.tone == "mute" else alarm_fact("Why not", why)
    if proof := _say_proof(view, context):
        yield text_fact("Proof", proof)
    if made is not None:
        yield _show_merge(made, view, context)
    if standing.remarks:
        yield text_fact("Remark", "\n".join(f"{remark[0].upper()}{remark[1:]}." for remark in standing.remarks))


def _say_why_not(view: SlotView) -> str:
    """The reason why a decision does not count.

    It is "" for a decision that counts, and if a tag or the list of changes already gives the reason.
    """
    standing = view.standing
    if view.is_by_another or standing.stale_by:
        return ""
    match standing.state:
        case SignOffState.BELOW_LEVEL | SignOffState.NO_SECOND_PERSON | SignOffState.STALE:
            return standing.reason
        case SignOffState.VALID if not view.is_settled:
            return "it covers sign-offs that are not valid"
        case _:
            return ""


def _say_proof(view: SlotView, context: ReleaseContext) -> str:
    """The reason for the level of a decision; "" if `_say_why_not` or a tag already says it."""
    standing = view.standing
    if view.is_by_another or standing.level is None:
        return ""
    match standing.state:
        case SignOffState.VALID | SignOffState.REFUSED:
            return standing.reason
        case SignOffState.STALE | SignOffState.WITHDRAWN:
            return _LEVELS.get(standing.level, "").format(name=context.person_name(view.slot.by))
        case _:
            return ""


def _show_merge(made: Provenance, view: SlotView, context: ReleaseContext) -> Fact:
    """The commit of a decision, and the person who merged it."""
    ref = context.release.ref_of(view.section, view.slot)
    proof = show_commit(made.commit, made.pull_request, ref, context)
    merger = f"merged by {made.merged_by.name}" if made.merged_by else "nobody else is known to have merged it"
    return Fact("Commit", links=(proof.commit, *([proof.request] if proof.request else [])), after=f"; {merger}")


def _show_change(change: ContentChange, context: ReleaseContext) -> ContentChangeView:
    place = context.site.find_place(context.release.ref, change.ref)
    keys = f"{', '.join(change.keys)} " if change.keys else ""
    proof = show_commit(change.landing, change.pull_request, change.ref, context) if change.landing else None
    return ContentChangeView(
        title=parse_prose(change.title),
        href=context.site.urls.link(context.path, place.page, place.anchor) if place else "",
        how=f"{keys}{change.how}",
        writer=show_author(change.by, context.path, context.site) if change.by else None,
        day=say_day(change.landed_at) if change.landed_at else "",
        proof=proof,
    )


def _readiness_facts(view: SlotView, context: ReleaseContext) -> Iterator[Fact]:
    """Whether all covered entries are settled, with links to the first unsettled ones."""
    awaited = find_awaited(view.slot, context.release, context.judgement)
    count = f"{awaited.settled} of {awaited.total}"
    if awaited.is_ready:
        text = f"all {awaited.total} covered entries are settled" if awaited.total else "it covers no entry"
        yield text_fact("Ready", text)
        return
    named = awaited.unsettled[:_MOST_NAMED]
    rest = len(awaited.unsettled) - len(named)
    links = tuple(Link(entry.title, context.link_entry(section, entry)) for section, entry in named)
    more = (Link(f"{rest} more", context.link_page("index", "verdict_")),) if rest > 0 else ()
    text = f"{count} covered entries are settled; open: "
    yield Fact("Not ready", parse_prose(text), (*links, *more))


def _other_facts(view: SlotView, context: ReleaseContext) -> Iterator[Fact]:
    """The facts that every entry can have, then the earlier decisions of the slot."""
    if view.slot.evidence:
        yield Fact("Evidence", links=tuple(map(show_link, view.slot.evidence)), after=_say_evidence(view.slot))
    facts = common_facts(view.slot, context)
    yield from (fact for fact in facts if fact.label != "Evidence")
    yield from _list_earlier(view, context)


def _say_evidence(slot: SignOff) -> str:
    """The note that a signature does not cover the content behind a link; "" if all evidence is in the repository."""
    is_outside = any(show_link(target).is_outside for target in slot.evidence)
    return " (not covered: the content behind a link can change)" if is_outside else ""


def _list_earlier(view: SlotView, context: ReleaseContext) -> Iterator[Fact]:
    """A fact for each earlier decision that was replaced or emptied, newest first."""
    site, made = context.site, view.standing.provenance
    events = site.event_index.of(context.release.ref_of(view.section, view.slot)) if site.event_index else ()
    reversals = [indexed for indexed in events if is_reversal(indexed.event.change)]
    for indexed in reversed(reversals):
        event = show_event(indexed, context.path, site)
        if event.before not in _WORDS:
            continue
        if made is not None and indexed.event.commit.oid == made.commit:
            yield Fact("Before", parse_prose(_WORDS[event.before]), is_reversal=True)
            continue
        day = f", {event.landed.text}" if event.landed else ""
        text = f"{_WORDS[event.before]} became {event.after or 'empty'}, by {event.writer.name}{day} "
        links = (event.proof.commit, *([event.proof.request] if event.proof.request else []))
        yield Fact("Before", parse_prose(text), links, is_reversal=True)


def _say_to_do(view: SlotView, context: ReleaseContext) -> tuple[str, str]:
    """The label and the text of the next step, both "" if there is no next step."""
    standing = view.standing
    if standing.state is SignOffState.VALID and not view.is_settled:
        return "To do", "nothing: the sign-off counts as soon as they are valid"
    if not standing.next_step or standing.state is SignOffState.UNJUDGED:
        return "", ""  # the notice at the top of the page already gives the reason
    if standing.state is SignOffState.VALID:
        return "Next level", standing.next_step
    if standing.state is SignOffState.STALE:
        name = context.person_name(view.slot.by)
        on = propose_on(view.slot, context.judgement.as_of)
        return "To do", f"ask {name} to review the changes and sign again, in a commit with a new `on: {on}`"
    return "To do", standing.next_step

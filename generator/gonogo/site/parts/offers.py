"""Offers: instructions for settling an entry, with the lines to write, the command that writes them, and the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.kind import MET
from gonogo.format.sections.metrics import Metric
from gonogo.format.sections.signoffs import SignOff, propose_on
from gonogo.format.write import write_keys
from gonogo.model.answer import Answer
from gonogo.model.ids import RoleId
from gonogo.site.page import Link
from gonogo.verdict.slots import Action, find_action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gonogo.core.nodes import Location, Plain
    from gonogo.model.release import Entry, Section
    from gonogo.site.release_context import ReleaseContext
    from gonogo.verdict.slots import SlotView

_DECIDED = (Action.SIGN, Action.WAIT, Action.SIGN_AGAIN, Action.DECIDE_AGAIN)


class Offer(Frozen):
    """Instructions for settling an entry.

    `lines` replace the answer, which begins with `key` in line `line` (1-based); `lines` is "" if other lines must
    change too. The complete command consists of `command`, the reference `ref` in quotes, and `value`; `command` is ""
    if no command is offered. `alarm` is the opposite answer, such as `fired`, "" without an opposite answer. `place`
    links to the forge's editor; without a forge, it is the file and the line as text. `is_decision` marks a sign-off;
    `is_due` marks a sign-off that can be decided now.
    """

    key: str
    line: int
    lines: str
    command: str
    ref: str
    value: str
    alarm: str
    place: Link
    is_decision: bool = False
    is_due: bool = False


def offer_answer(entry: Entry, section: Section, context: ReleaseContext) -> Offer | None:
    """The instructions for settling an unsettled entry; None if a new answer cannot settle the entry.

    That is the case if the release is closed, if the entry follows from others, and if the entry already has the
    settling answer, but the answer does not count or waits for other entries. Sign-offs have `offer_decision`.
    """
    place = entry.where.key_of(entry.answer_keys[0])
    if context.release.outcome or isinstance(entry, SignOff) or not entry.has_answer or place is None:
        return None
    is_unproven = entry.id in context.judgement.unproven
    if entry.settled_word and getattr(entry, entry.answer_keys[0]) == entry.settled_word and not is_unproven:
        return None
    ref = str(context.release.ref_of(section, entry))
    lines, command, value = _answer_metric(entry, place) if isinstance(entry, Metric) else _answer_state(entry, place)
    if is_unproven or (command and _needs_evidence(entry, section, context)):
        lines, value = "", "--evidence LINK"
    key = entry.answer_keys[0]
    alarm = entry.alarm_word if getattr(entry, key) != entry.alarm_word else ""
    return _make(place, context, lines=lines, command=command, ref=ref, key=key, value=value, alarm=alarm)


def offer_decision(view: SlotView, context: ReleaseContext) -> Offer | None:
    """The instructions for deciding a sign-off; None if no decision is due, or the release is closed."""
    slot, place = view.slot, view.slot.where.key_of("decision")
    action = find_action(slot, context.judgement)
    if context.release.outcome or action not in _DECIDED or place is None:
        return None
    is_ready = slot.id in context.judgement.ready
    is_go = action is not Action.DECIDE_AGAIN and not slot.conditions
    return _make(
        place,
        context,
        lines=_write_go(slot, place, context) if is_go and is_ready else "",
        command="gonogo mark go" if is_go else "",
        ref=str(context.release.ref_of(view.section, slot)),
        key="decision",
        alarm=slot.alarm_word if is_go else "",
        is_decision=True,
        is_due=action is Action.SIGN,
    )


def _make(  # noqa: PLR0913 - an offer has this many parts
    place: Location,
    context: ReleaseContext,
    *,
    lines: str,
    command: str,
    ref: str,
    key: str,
    alarm: str,
    value: str = "",
    is_decision: bool = False,
    is_due: bool = False,
) -> Offer:
    """An offer with its place. The command is left out if the reference contains a private value."""
    href = context.site.link_edit(place)
    edit = Link(f"Edit on {context.site.forge.name}", href) if href else Link(f"{place.path}:{place.span.line}", "")
    if context.site.is_concealed(ref):
        command = alarm = ""
    return Offer(key, place.span.line, lines, command, ref, value, alarm, edit, is_decision, is_due)


def _answer_state(entry: Entry, place: Location) -> tuple[str, str, str]:
    """The line, the command and its value for the state that settles an entry; each is "" if it cannot be offered."""
    word = entry.settled_word
    if not word:
        return "", "", ""
    lines = _write({entry.answer_keys[0]: word}, place) if _is_enough(entry, entry.write_answer(Answer(word))) else ""
    return lines, "gonogo done" if word == "done" else f"gonogo mark {word}", ""


def _needs_evidence(entry: Entry, section: Section, context: ReleaseContext) -> bool:
    """Whether the settling answer would not settle the entry, because required evidence is missing."""
    requires = section.requires_of(entry) or context.judgement.requires
    return bool(entry.settled_word) and requires == "evidence" and not entry.evidence


def _answer_metric(metric: Metric, place: Location) -> tuple[str, str, str]:
    """The line, the command and its value for a metric.

    The value is `met` if the target is in words and the metric has no answer; else the reader fills it in.
    """
    is_in_words = metric.target is None or not metric.target.sign
    value = MET.word if is_in_words and not metric.observed else ""
    return f"{_write({'observed': value}, place)}{'' if value else ' '}", "gonogo observe", value or "VALUE"


def _write_go(slot: SignOff, place: Location, context: ReleaseContext) -> str:
    """The lines of a go, "" if other lines must change too.

    `by` is empty unless the slot names a person, or exactly one person holds the role.
    """
    role = context.system.roles.get(RoleId(slot.signing_role))
    holders = role.people if role else ()
    by = slot.by or (holders[0] if len(holders) == 1 else "")
    on = propose_on(slot, context.judgement.as_of)
    written = {"decision": "go", "by": "" if context.site.is_concealed(by) else by, "on": on}
    is_enough = _is_enough(slot, {**slot.write_answer(Answer("go", by=by, on=on)), **written})
    return _write(written, place) if is_enough else ""


def _write(values: Mapping[str, Plain], place: Location) -> str:
    return "\n".join(write_keys(dict(values), " " * (place.span.column - 1)))


def _is_enough(entry: Entry, values: Mapping[str, Plain | None]) -> bool:
    """Whether writing the lines of an answer is the whole change, because no key of the file has to be removed."""
    written = entry.where.body.entries if entry.where.body else {}
    return not any(value is None and key in written for key, value in values.items())

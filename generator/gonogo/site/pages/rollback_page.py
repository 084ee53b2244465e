"""What somebody needs who has to decide to go back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.format.sections.procedure import steps_of
from gonogo.model.clock import Clock, say_length, show_clock
from gonogo.model.ids import RoleId
from gonogo.model.schedule import shift
from gonogo.site.layout import ROLLBACK, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.contact_details import ContactDetails, list_owner_contacts
from gonogo.site.parts.entry_view import EntryView, reach_entry, section_facts, show_entry, show_section
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.format.sections.procedure import Step
    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.plan import ReleaseContext

LEAD_ROLE = RoleId("deployment-lead")
_MANY_CALLS = 6
_MANY_TICKS = 8
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)


class RollbackCall(Frozen):
    """Somebody to call, and what for. On a public site no number is missing."""

    why: str
    contact: ContactDetails
    is_public: bool


class MinuteTick(Frozen):
    """A mark of the scale: `x` in per cent of the width, and where its text is anchored."""

    x: float
    text: str
    anchor: str


class Lane(Frozen):
    """A step of a procedure to scale: `x` and `width` in per cent. Follow-ups come behind the return of service."""

    entry: EntryView
    span: str
    x: float
    width: float
    is_follow_up: bool


class ProcedureView(Frozen):
    """A timed procedure to scale; minutes count from its start, `restored` is when service is back."""

    label: str
    facts: tuple[Fact, ...]
    ticks: tuple[MinuteTick, ...]
    steps: tuple[Lane, ...]
    restored: int
    restored_x: float


def plan_rollback(context: ReleaseContext) -> Page:
    """Until when, whom to call, when to go back, and how."""
    blocks: list[Block] = []
    if box := _box(context):
        blocks.append(Fragment("fact", box))
    calls = tuple(_calls(context))
    blocks.append(Heading(2, "Call now", "call_"))
    empty = "Nobody is named to call: give the release a line `lead:`, and the steps an `owner:`."
    if context.snapshot.is_public:
        empty = "Whom to call is not told to a public audience."
    blocks.append(Fragment("rollback", calls) if calls else Fragment("empty", empty))
    contacts = context.site.urls.link(context.path, context.site.contacts_page(context.system))
    blocks.append(Fragment("onward", Link("All contacts", contacts)))
    anchors: list[str] = []
    sections = context.sections_at(ROLLBACK)
    for section in sections:
        if steps_of(section):
            fragment = Fragment("procedure", show_procedure(section, context))
        else:
            fragment = Fragment("section", show_section(section, context))
        blocks += [Heading(2, section.title, context.anchor_of(section)), fragment]
        anchors += (entry.id for entry in section.walk())
    if not sections:
        text = (
            "This release says nothing about going back: add a section of kind `procedure`, or of kind `triggers` "
            "with `decides: rollback`."
        )
        blocks.append(Fragment("empty", text))
    return frame_page(context, SPECIAL[ROLLBACK], *blocks, anchors=tuple(anchors))


def _box(context: ReleaseContext) -> FactBox | None:
    """The latest safe time to decide, or why nobody can say it."""
    slowest = _slowest(context)
    if slowest is None or context.release.outcome:
        return None
    section, restored = slowest
    back = f"Service is back {say_length(restored)} after the procedure “{section.title}” starts"
    unnamed = (
        "" if section.restored_by else " No step is named after which it is (`restored_by`), so the last one counts."
    )
    window, t_zero = context.release.window_ends, context.release.deploy_at
    latest = _latest(context)
    if latest is None:
        why = "gives no time of day" if window else "does not say"
        text = f"Until when that can be decided is not known: the release {why} when its window ends (`window_ends`)."
        return FactBox("mute", back, parse_prose(text + unnamed))
    text = f"{back}; the maintenance window ends {say_length(restored)} later.{unnamed}"
    if isinstance(t_zero, datetime) and latest < t_zero:
        return FactBox(
            "bad", "Going back does not fit: it has to be decided before T-0, by", parse_prose(text), show_clock(latest)
        )
    return FactBox("warn", "Decide by", parse_prose(text), show_clock(latest))


def latest_decision(context: ReleaseContext) -> Clock | None:
    """The last moment at which going back still fits into the maintenance window of an open release."""
    latest = None if context.release.outcome else _latest(context)
    return show_clock(latest) if latest else None


def _latest(context: ReleaseContext) -> datetime | None:
    slowest, window = _slowest(context), context.release.window_ends
    return shift(window, -slowest[1]) if isinstance(window, datetime) and slowest else None


def _calls(context: ReleaseContext) -> Iterator[RollbackCall]:
    """The lead, who owns steps of the procedure, else the first group of contacts; nobody twice."""
    is_public = context.snapshot.is_public
    found = {
        (contact.name, contact.phone, contact.email): RollbackCall("Decides", contact, is_public)
        for contact in find_lead(context)
    }
    for section in context.release.ordered_sections():
        for entry in steps_of(section):
            for contact in reach_entry(entry, section, context):
                found.setdefault(
                    (contact.name, contact.phone, contact.email), RollbackCall(entry.title, contact, is_public)
                )
    if not any(call.contact.phone or call.contact.pager for call in found.values()):
        for one in context.system.contacts:
            if one.group == context.system.contacts[0].group and (one.phone or one.pager):
                name = context.person_name(one.person) if one.person else one.name
                contact = ContactDetails(name or one.title, phone=one.phone, pager=one.pager)
                found.setdefault(
                    (contact.name, contact.phone, one.id),
                    RollbackCall(one.title if name else one.group, contact, is_public),
                )
    yield from list(found.values())[:_MANY_CALLS]


def find_lead(context: ReleaseContext) -> tuple[ContactDetails, ...]:
    """Who runs the day: the release's `lead`, else the role `deployment-lead`; nobody where neither is there."""
    lead = context.release.lead or LEAD_ROLE
    is_known = lead in context.system.roles or lead in context.snapshot.people
    return list_owner_contacts(lead, context.system, context.snapshot) if is_known else ()


def show_procedure(section: Section, context: ReleaseContext) -> ProcedureView:
    """A procedure to scale, from its first to its last minute."""
    steps = steps_of(section)
    end = max(step.span[1] for step in steps) or 1
    restored = _restored(section, steps)
    return ProcedureView(
        label=f"{section.title}, {end} minutes to scale; service is back in minute {restored}",
        facts=section_facts(section, context.release),
        ticks=tuple(_ticks(end)),
        steps=tuple(
            Lane(
                _on_scale(show_entry(step, section, context)),
                f"{step.span[0]}–{step.span[1]}",  # noqa: RUF001 - a range is written with an en dash
                _share(step.span[0], end),
                max(_share(step.span[1] - step.span[0], end), 0.5),
                step.span[0] >= restored,
            )
            for step in steps
        ),
        restored=restored,
        restored_x=_share(restored, end),
    )


def _on_scale(view: EntryView) -> EntryView:
    """The step without the fact that its place on the scale shows."""
    return replace(view, facts=tuple(fact for fact in view.facts if fact.label != "Minutes"))


def _ticks(end: int) -> Iterator[MinuteTick]:
    every = next((size for size in _TICKS if end / size <= _MANY_TICKS), end)
    for minute in range(0, end + 1, every):
        anchor = "start" if minute == 0 else "end" if minute + every > end and _share(minute, end) > 95 else "middle"
        yield MinuteTick(_share(minute, end), f"min {minute}" if minute == 0 else str(minute), anchor)


def _share(minutes: int, end: int) -> float:
    return round(100 * minutes / end, 2)


def _slowest(context: ReleaseContext) -> tuple[Section, int] | None:
    """The procedure that takes longest until service is back, and its minutes; nobody knows which one it will be."""
    found = [
        (section, _restored(section, steps))
        for section in context.release.ordered_sections()
        if (steps := steps_of(section))
    ]
    return max(found, key=lambda one: one[1]) if found else None


def _restored(section: Section, steps: tuple[Step, ...]) -> int:
    named = [step for step in steps if step.id == section.restored_by]
    return (named or steps)[-1].span[1]

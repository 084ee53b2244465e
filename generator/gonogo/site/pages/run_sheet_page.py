"""The run sheet: the verdict, the times and people that the lead needs, and all steps and notices that have a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.model.clock import Clock, say_utc, show_clock
from gonogo.model.judgement import Verdict
from gonogo.site.layout import ROLLBACK, RUN_SHEET, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.contact_details import ContactDetails, list_lead_contacts
from gonogo.site.parts.day_lanes import draw_day
from gonogo.site.parts.entry_facts import Fact, text_fact
from gonogo.site.parts.fired_triggers import is_after_t_zero, show_fired
from gonogo.site.parts.outcome_view import show_outcome
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.rollback_time import latest_decision
from gonogo.site.parts.run_table import RunTable, show_run_table
from gonogo.verdict.reasons import plural
from gonogo.verdict.step_times import list_timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.schedule import Moment
    from gonogo.site.page import Block
    from gonogo.site.release_context import ReleaseContext

CALENDAR = "run-sheet.ics"


class KeyTime(Frozen):
    """A time that the lead needs first.

    `clock` is None if the time is not known; `href` links to a page about it, or is "".
    """

    label: str
    clock: Clock | None
    href: str = ""


class LeadFact(Frozen):
    """A line that the lead of the deployment needs first: a label with people or with a fact."""

    label: str
    fact: Fact | None = None
    people: tuple[ContactDetails, ...] = ()


class RunSheet(Frozen):
    """The facts that the lead needs first, and the table of steps and notices."""

    facts: tuple[LeadFact, ...]
    table: RunTable


def plan_run_sheet(context: ReleaseContext) -> Page:
    """The verdict and the times, the facts that the lead needs, the table, and the day drawn to scale."""
    sheet = RunSheet(tuple(_lead_facts(context)), show_run_table(context))
    blocks: list[Block] = [*_plan_lead(context), Fragment("run_sheet", sheet)]
    if not sheet.table.blocks:
        text = "No entry has a time yet: give a section or an entry a line like `at: T-4h`."
        blocks.append(Fragment("empty", text))
    if day := draw_day(sheet.table, context):
        blocks += [Heading(2, "The day to scale", "scale_"), Fragment("day_lanes", day)]
    return frame_page(context, SPECIAL[RUN_SHEET], *blocks)


def _plan_lead(context: ReleaseContext) -> Iterator[Fragment]:
    """The outcome of a closed release or the verdict of an open release, and the times.

    After a trigger has fired, the first action and the deadline for a rollback come before the verdict, so that both
    are on the first screen of a phone.
    """
    times = tuple(_key_times(context))
    shown = [Fragment("times", times)] if times else []
    if happened := show_outcome(context):
        yield from [Fragment("happened", happened), *shown] if happened.is_explained else shown
    elif fired := show_fired(context, context.path):
        yield from (Fragment("fired", fired), *shown, Fragment("fact", _show_verdict(context)))
    else:
        yield from (Fragment("fact", _show_verdict(context)), *shown)


def _show_verdict(context: ReleaseContext) -> FactBox:
    if is_after_t_zero(context):
        text = "When the outcome of the release is known, fill its line `outcome:`."
        return FactBox("warn", f"T-0 is over; the verdict is {context.judgement.verdict.value}", parse_prose(text))
    match context.judgement.verdict:
        case Verdict.NO_GO:
            return FactBox("bad", "Do not start: the verdict is NO-GO")
        case Verdict.CONDITIONAL:
            return FactBox("warn", "The verdict is CONDITIONAL: read the conditions first")
        case Verdict.GO:
            return FactBox("good", "The verdict is GO")


def _key_times(context: ReleaseContext) -> Iterator[KeyTime]:
    """T-0, the latest time to decide on a rollback, and the end of the window; empty if T-0 is not planned."""
    release, t_zero = context.release, context.release.t_zero
    if t_zero is None:
        return
    yield KeyTime("T-0", replace(show_clock(t_zero, t_zero), offset=""))
    if not release.outcome:
        latest = latest_decision(release)
        yield KeyTime("Go back: decide by", _beside(latest, t_zero) if latest else None, context.link_page(ROLLBACK))
    if release.window_ends:
        yield KeyTime("Window ends", _beside(release.in_zone(release.window_ends), t_zero))


def _beside(moment: Moment, t_zero: Moment) -> Clock:
    """The moment in words. The small line omits the day and the zone if T-0 has the same day and zone."""
    clock = show_clock(moment, t_zero)
    if not isinstance(moment, datetime) or not isinstance(t_zero, datetime):
        return clock
    is_same = (moment.date(), moment.utcoffset()) == (t_zero.date(), t_zero.utcoffset())
    return replace(clock, small=say_utc(moment)) if is_same else clock


def _lead_facts(context: ReleaseContext) -> Iterator[LeadFact]:
    release = context.release
    if release.deploy_at is None:
        text = f"not planned: set `deploy_at:` in `{context.system.path_of(release.id)}` to give every step its time"
        yield LeadFact("T-0", text_fact("T-0", text))
    lead = list_lead_contacts(release, context.system, context.snapshot)
    yield LeadFact("Lead", people=lead) if lead else LeadFact("Lead", Fact("Lead", is_gap=True))
    yield from _count_unowned(context)
    yield from _link_calendar(context)
    channels = context.system.facts.channels.values() if context.system.facts else ()
    where = [
        f"{channel.title}: {channel.address}"
        for channel in channels
        if channel.audience == "internal" and channel.address
    ]
    if where:
        yield LeadFact("Where", text_fact("Where", " · ".join(where)))


def _count_unowned(context: ReleaseContext) -> Iterator[LeadFact]:
    """A fact with the number of steps and notices without an owner; empty if all of them have an owner."""
    steps = list(list_timed(context.release))
    without = sum(not section.owner_of(entry) for section, entry, _ in steps)
    if without:
        text = f"missing for {without} of {len(steps)} steps: give them, or their section, a line `owner:`"
        yield LeadFact("Owners", text_fact("Owners", text))


def _link_calendar(context: ReleaseContext) -> Iterator[LeadFact]:
    """A link to the calendar file of the run sheet; empty if no step has a moment, since there is no file then."""
    moments = [context.release.resolve(at) for _, _, at in list_timed(context.release)]
    if any(moments):
        file = context.site.file_path(CALENDAR, context.release.ref)
        link = Link(CALENDAR, context.site.urls.link_file(context.path, file))
        without = moments.count(None)
        after = f", without {without} {plural(without, 'step')} whose day does not follow from T-0" if without else ""
        yield LeadFact("Calendar", Fact("Calendar", links=(link,), after=after))

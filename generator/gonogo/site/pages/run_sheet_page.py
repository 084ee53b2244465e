"""The run sheet: every step and notice that has a time, in the order of T-offsets."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, say_day, say_length, say_moment, show_clock
from gonogo.model.judgement import Verdict
from gonogo.model.schedule import MINUTES, shift, start_of
from gonogo.site.layout import ROLLBACK, RUN_SHEET, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.contact_details import ContactDetails, list_lead_contacts
from gonogo.site.parts.entry_facts import Fact, text_fact
from gonogo.site.parts.entry_view import EntryView, show_entry
from gonogo.site.parts.fired_triggers import is_after_t_zero, show_fired
from gonogo.site.parts.outcome_view import show_outcome
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.rollback_time import latest_decision
from gonogo.site.parts.state_look import State
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.ids import EntryId
    from gonogo.model.release import Entry, Section
    from gonogo.model.schedule import Moment, Offset
    from gonogo.site.page import Block
    from gonogo.site.release_context import ReleaseContext

CALENDAR = "run-sheet.ics"
_MOST_TITLES = 3


class _TimedEntry(NamedTuple):
    """A step or notice with its time; `when` are minutes, to sort by."""

    at: Offset
    when: float
    section: Section
    entry: Entry


class RunRow(Frozen):
    """A step of the run sheet; `start` is a time on the clock, or minutes from the start of its block.

    `begins` is the same as a moment: that of its block if the minutes before it are not known, None if T-0 gives none.
    """

    entry: EntryView
    href: str
    is_notice: bool
    is_below: bool
    is_excused: bool
    shape: str
    state: State | None
    start: str
    begins: Moment | None
    minutes: int | None
    people: tuple[ContactDetails, ...]
    to: str
    expect: tuple[TextPart, ...]
    run: str


class RunBlock(Frozen):
    """Everything at one time; `slack` compares the planned minutes with the time until the next steps.

    `is_owned` says that some step of the sheet has an owner, so that a step without an owner is a gap.
    """

    at: str
    title: str
    clock: Clock | None
    planned: str
    slack: State | None
    rows: tuple[RunRow, ...]
    is_internal: bool
    is_owned: bool


class LeadFact(Frozen):
    """A line that the lead of the day reads first: a time, people, or a fact."""

    label: str
    clock: Clock | None = None
    fact: Fact | None = None
    people: tuple[ContactDetails, ...] = ()


def plan_run_sheet(context: ReleaseContext) -> Page:
    """The verdict, the facts that the lead needs, and every step in order."""
    blocks: list[Block] = [*_plan_lead(context), Fragment("run_head", tuple(_lead_facts(context)))]
    run_blocks = tuple(list_run_blocks(context))
    for run_block in run_blocks:
        blocks += [Heading(2, f"{run_block.at} · {run_block.title}"), Fragment("run_block", run_block)]
    if not run_blocks:
        text = "Nothing is on the clock yet: give a section or an entry a line like `at: T-4h`."
        blocks.append(Fragment("empty", text))
    return frame_page(context, SPECIAL[RUN_SHEET], *blocks)


def _plan_lead(context: ReleaseContext) -> Iterator[Fragment]:
    """What became of a closed release; of an open one the triggers that have fired, then the verdict."""
    if happened := show_outcome(context):
        if happened.is_explained:
            yield Fragment("happened", happened)
        return
    if fired := show_fired(context, context.path):
        yield Fragment("fired", fired)
    yield Fragment("fact", _show_verdict(context))


def _show_verdict(context: ReleaseContext) -> FactBox:
    latest = latest_decision(context.release)
    links = (Link(f"Going back: decide by {say_moment(latest)}", context.link_page(ROLLBACK)),) if latest else ()
    if is_after_t_zero(context):
        text = "Once it is known what became of the release, write its line `outcome:`."
        strong = f"T-0 is over; the verdict is {context.judgement.verdict.value}"
        return FactBox("warn", strong, parse_prose(text), links=links)
    match context.judgement.verdict:
        case Verdict.NO_GO:
            return FactBox("bad", "Do not start: the verdict is NO-GO", links=links)
        case Verdict.CONDITIONAL:
            return FactBox("warn", "The verdict is CONDITIONAL: read the conditions first", links=links)
        case Verdict.GO:
            return FactBox("good", "The verdict is GO", links=links)


def _lead_facts(context: ReleaseContext) -> Iterator[LeadFact]:
    release = context.release
    if release.deploy_at:
        yield LeadFact("T-0", show_clock(release.in_zone(release.deploy_at)))
    else:
        text = f"not planned: fill `deploy_at:` in `{context.system.path_of(release.id)}`, and every step gets its time"
        yield LeadFact("T-0", fact=text_fact("T-0", text))
    if release.window_ends:
        yield LeadFact("Window ends", show_clock(release.in_zone(release.window_ends)))
    lead = list_lead_contacts(release, context.system, context.snapshot)
    yield LeadFact("Lead", people=lead) if lead else LeadFact("Lead", fact=Fact("Lead", is_gap=True))
    yield from _count_unowned(context)
    yield from _link_calendar(context)
    channels = context.system.facts.channels.values() if context.system.facts else ()
    where = [
        f"{channel.title}: {channel.address}"
        for channel in channels
        if channel.audience == "internal" and channel.address
    ]
    if where:
        yield LeadFact("Where", fact=text_fact("Where", " · ".join(where)))


def _count_unowned(context: ReleaseContext) -> Iterator[LeadFact]:
    """How many steps have no owner; nothing if every step has one."""
    steps = list(_list_timed(context))
    without = sum(not section.owner_of(entry) for section, entry, _ in steps)
    if without:
        text = f"missing for {without} of {len(steps)} steps: give them, or their section, a line `owner:`"
        yield LeadFact("Owners", fact=text_fact("Owners", text))


def _link_calendar(context: ReleaseContext) -> Iterator[LeadFact]:
    """The same times for calendars; nothing as long as no step has a moment."""
    moments = [context.release.resolve(at) for _, _, at in _list_timed(context)]
    if any(moments):
        file = context.site.file_path(CALENDAR, context.release.ref)
        link = Link(CALENDAR, context.site.urls.link_file(context.path, file))
        without = moments.count(None)
        after = f", without {without} {plural(without, 'step')} of which T-0 does not give the day" if without else ""
        yield LeadFact("Calendar", fact=Fact("Calendar", links=(link,), after=after))


def _list_timed(context: ReleaseContext) -> Iterator[tuple[Section, Entry, Offset]]:
    """Every step and notice that has a time, with its section."""
    for section, entry in context.release.walk():
        if (at := section.at_of(entry)) is not None and not entry.in_section_only:
            yield section, entry, at


def list_run_blocks(context: ReleaseContext) -> Iterator[RunBlock]:
    """Every step and notice that has a time, in the order of the page."""
    timed = [_TimedEntry(at, _when(at, context), section, entry) for section, entry, at in _list_timed(context)]
    # A notice goes out before the steps of its time begin.
    timed.sort(key=lambda step: (step.when, step.entry.takes_time))
    groups = [tuple(group) for _, group in groupby(timed, lambda step: step.when)]
    starts = [group[0].when for group in groups if group[-1].entry.takes_time]
    is_owned = any(section.owner_of(entry) for section, entry in context.release.walk() if section.at_of(entry))
    for group in groups:
        following = next((start for start in starts if start > group[0].when), None)
        until_next = None if following is None else round(following - group[0].when)
        yield _run_block(group, until_next, context, is_owned=is_owned)


def _when(at: Offset, context: ReleaseContext) -> float:
    """Minutes to sort by: on the clock if T-0 is planned, since months differ in length."""
    moment = context.release.resolve(at)
    return start_of(moment).timestamp() / 60 if moment else at.nominal


def _run_block(
    group: tuple[_TimedEntry, ...], until_next: int | None, context: ReleaseContext, *, is_owned: bool
) -> RunBlock:
    at = group[0].at
    moment = context.release.resolve(at)
    steps = [timed for timed in group if timed.entry.takes_time]
    titles = list(dict.fromkeys(timed.section.title for timed in steps or group))
    if len(titles) > _MOST_TITLES:
        titles = [*titles[:_MOST_TITLES], f"{len(titles) - _MOST_TITLES} more"]
    parents = {child.id: timed.entry for timed in group for child in timed.entry.children}
    lengths = {step.entry.id: _minutes(step.entry, parents.get(step.entry.id), context) for step in steps}
    planned, slack = _say_planned(list(lengths.values()), until_next)
    return RunBlock(
        at=at.text,
        title=" + ".join(titles),
        clock=show_clock(moment) if moment else None,
        planned=planned,
        slack=slack,
        rows=tuple(_rows(group, moment, lengths, context)),
        is_internal=not context.snapshot.is_public,
        is_owned=is_owned,
    )


def _minutes(entry: Entry, parent: Entry | None, context: ReleaseContext) -> int | None:
    """The minutes that a step takes in its block, None if the file does not say; `parent` is the step above it there.

    An excused step takes no time. If the steps below a step have minutes, theirs count and its own do not.
    """
    if entry.describe_state(context.judgement.states[entry.id]).is_excused:
        return 0
    if entry.children:
        return 0 if any(child.minutes is not None for child in entry.children) else entry.minutes
    if parent is None or parent.minutes is None or any(child.minutes is not None for child in parent.children):
        return entry.minutes
    return 0


def _say_planned(lengths: list[int | None], until_next: int | None) -> tuple[str, State | None]:
    """How much of the time until the next steps is planned; with the slack if every step has a length."""
    minutes = [length for length in lengths if length is not None]
    room = until_next if until_next is not None and until_next < MINUTES["d"] else None
    if not any(minutes):
        return (f"{say_length(room)} until the next steps" if room and lengths else ""), None
    total, unknown = sum(minutes), len(lengths) - len(minutes)
    text = f"{say_length(total)} of {say_length(room)} planned" if room else f"{say_length(total)} planned"
    if unknown:
        text += f", {unknown} {plural(unknown, 'step')} without a length"
    if until_next is not None and total > until_next:
        return text, State("over", f"Over by {say_length(total - until_next)}", "bad", "cond")
    if room is None or unknown:
        return text, None
    return text, State("slack", f"{say_length(room - total)} slack", "good", "go")


def _rows(
    group: tuple[_TimedEntry, ...],
    moment: Moment | None,
    lengths: Mapping[EntryId, int | None],
    context: ReleaseContext,
) -> Iterator[RunRow]:
    passed: int | None = 0
    below = {child.id for timed in group for child in timed.entry.children}
    for timed in group:
        entry = timed.entry
        view = show_entry(entry, timed.section, context)
        is_open = view.state.word == entry.states[0].word
        yield RunRow(
            entry=view,
            href=context.link_entry(timed.section, entry),
            is_notice=not entry.takes_time,
            is_below=entry.id in below,
            is_excused=view.is_settled and entry.describe_state(context.judgement.states[entry.id]).is_excused,
            shape="signed" if view.is_settled else "box" if is_open else view.state.shape,
            state=None if is_open or not view.is_tagged else view.state,
            start="" if passed is None else _say_start(moment, passed),
            begins=shift(moment, passed) if passed and isinstance(moment, datetime) else moment,
            minutes=entry.minutes,
            people=tuple(person for person in view.owners if not person.is_vacant),
            to=", ".join(_say_channel(channel, context) for channel in entry.channels),
            expect=parse_prose(entry.expect),
            run=entry.run,
        )
        if entry.takes_time:
            length = lengths[entry.id]
            passed = None if passed is None or length is None else passed + length


def _say_start(moment: Moment | None, passed: int) -> str:
    """When a step starts, given the minutes planned before it in its block; "" beyond the last possible date."""
    if not isinstance(moment, datetime):
        return f"+{say_length(passed)}" if passed else ""
    later = shift(moment, passed)
    if later is None:
        return ""
    day = "" if later.date() == moment.date() else f"{say_day(later)}, "
    return f"{day}{later:%H:%M}"


def _say_channel(channel: str, context: ReleaseContext) -> str:
    known = context.channel(channel)
    return f"{known.title} ({known.address})" if known and known.address else context.channel_name(channel)

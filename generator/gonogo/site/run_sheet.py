"""The run sheet: everything on the clock, in the order of T-offsets."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.model.judgement import Verdict
from gonogo.model.schedule import MINUTES, resolve_offset, shift
from gonogo.sections.notices import Notice
from gonogo.site.bar import FactBox, frame_page
from gonogo.site.clock import Clock, say_length, say_time, show_clock
from gonogo.site.entries import EntryView, Fact, State, show_entry, text_fact
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.plan import ROLLBACK, RUN_SHEET, SPECIAL, Shelf
from gonogo.site.prose import Part, parse_prose
from gonogo.site.rollback import find_lead, latest_decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Entry, Section
    from gonogo.model.schedule import Moment, Offset
    from gonogo.site.page import Block
    from gonogo.site.reach import Reach

_UNSAID = ("open", "done")


class RunRow(Frozen):
    """A step of the run sheet; `start` is a time on the clock, or minutes from the start of its block."""

    entry: EntryView
    href: str
    is_notice: bool
    shape: str
    state: State | None
    start: str
    minutes: int | None
    people: tuple[Reach, ...]
    to: str
    expect: tuple[Part, ...]
    run: str


class RunBlock(Frozen):
    """Everything at one time; `slack` compares what is planned with the time until the next steps."""

    at: str
    title: str
    clock: Clock | None
    planned: str
    slack: State | None
    rows: tuple[RunRow, ...]
    is_internal: bool


class LeadFact(Frozen):
    """A line of what the day's lead reads first: a time, people, or a fact."""

    label: str
    clock: Clock | None = None
    fact: Fact | None = None
    people: tuple[Reach, ...] = ()


def plan_run_sheet(shelf: Shelf) -> Page:
    """The verdict, where to be, and every step in order."""
    blocks: list[Block] = [Fragment("fact", _box(shelf)), Fragment("run_head", tuple(_lead_facts(shelf)))]
    runs = tuple(_run_blocks(shelf))
    for run in runs:
        blocks += [Heading(2, f"{run.at} · {run.title}"), Fragment("run_block", run)]
    if not runs:
        text = "Nothing is on the clock yet: give a section or an entry a line like `at: T-4h`."
        blocks.append(Fragment("empty", text))
    return frame_page(shelf, SPECIAL[RUN_SHEET], *blocks)


def _box(shelf: Shelf) -> FactBox:
    verdict = shelf.judgement.verdict
    latest = latest_decision(shelf)
    text = f"Decide on going back by {latest.text}." if latest else ""
    links = (Link("Rollback", shelf.link_page(ROLLBACK)),) if latest else ()
    if shelf.release.outcome:
        return FactBox("mute", f"This release is closed: {shelf.release.outcome}")
    match verdict:
        case Verdict.NO_GO:
            return FactBox("bad", "Do not start: the verdict is NO-GO", parse_prose(text), links=links)
        case Verdict.CONDITIONAL:
            return FactBox(
                "warn", "The verdict is CONDITIONAL: read the conditions first", parse_prose(text), links=links
            )
        case Verdict.GO:
            return FactBox("good", "The verdict is GO", parse_prose(text), links=links)


def _lead_facts(shelf: Shelf) -> Iterator[LeadFact]:
    release = shelf.release
    if release.deploy_at:
        yield LeadFact("T-0", show_clock(release.deploy_at))
    else:
        text = f"not planned: fill `deploy_at:` in `{shelf.system.path_of(release.id)}`, and every step gets its time"
        yield LeadFact("T-0", fact=text_fact("T-0", text))
    if release.window_ends:
        yield LeadFact("Window ends", show_clock(release.window_ends))
    lead = find_lead(shelf)
    yield LeadFact("Lead", people=lead) if lead else LeadFact("Lead", fact=Fact("Lead", is_gap=True))
    yield from _unowned(shelf)
    channels = shelf.system.facts.channels.values() if shelf.system.facts else ()
    where = [f"{one.title}: {one.address}" for one in channels if one.audience == "internal" and one.address]
    if where:
        yield LeadFact("Where", fact=text_fact("Where", " · ".join(where)))


def _unowned(shelf: Shelf) -> Iterator[LeadFact]:
    """How many steps on the clock nobody owns."""
    steps = [(of, entry) for of, entry in shelf.release.walk() if of.at_of(entry) and not entry.in_section_only]
    without = sum(not of.owner_of(entry) for of, entry in steps)
    if without:
        text = f"{without} of {len(steps)} steps have none: give them, or their section, a line `owner:`"
        yield LeadFact("Owners", fact=text_fact("Owners", text))


def _run_blocks(shelf: Shelf) -> Iterator[RunBlock]:
    timed: list[tuple[Offset, Section, Entry]] = []
    for section, entry in shelf.release.walk():
        if (at := section.at_of(entry)) is not None and not entry.in_section_only:
            timed.append((at, section, entry))
    # A notice is told before the steps of its time begin.
    timed.sort(key=lambda one: (one[0].nominal, not isinstance(one[2], Notice)))
    blocks = [list(found) for _, found in groupby(timed, lambda one: one[0].nominal)]
    starts = [found[0][0].nominal for found in blocks if not isinstance(found[-1][2], Notice)]
    for found in blocks:
        start = found[0][0].nominal
        following = next((other for other in starts if other > start), None)
        yield _run_block(found, None if following is None else following - start, shelf)


def _run_block(found: list[tuple[Offset, Section, Entry]], until_next: int | None, shelf: Shelf) -> RunBlock:
    at = found[0][0]
    moment = resolve_offset(at, shelf.release.deploy_at)
    steps = [entry for _, _, entry in found if not isinstance(entry, Notice)]
    titles = dict.fromkeys(of.title for _, of, entry in found if not steps or not isinstance(entry, Notice))
    planned, slack = _say_planned(steps, until_next)
    return RunBlock(
        at=at.text,
        title=" + ".join(titles),
        clock=show_clock(moment) if moment else None,
        planned=planned,
        slack=slack,
        rows=tuple(_rows(found, moment, shelf)),
        is_internal=not shelf.snapshot.is_public,
    )


def _say_planned(steps: list[Entry], until_next: int | None) -> tuple[str, State | None]:
    """How much of the time until the next steps is planned; the slack only where every step has a length."""
    minutes = [entry.minutes for entry in steps if entry.minutes is not None]
    room = until_next if until_next is not None and until_next < MINUTES["d"] else None
    if not minutes:
        return (f"{say_length(room)} until the next steps" if room and steps else ""), None
    total, unknown = sum(minutes), len(steps) - len(minutes)
    text = f"{total} of {room} min planned" if room else f"{total} min planned"
    if unknown:
        text += f", {unknown} step{'s' if unknown > 1 else ''} without a length"
    if room is None or (unknown and total <= room):
        return text, None
    if total > room:
        return text, State("over", f"Over by {total - room} min", "bad", "cond")
    return text, State("slack", f"{room - total} min slack", "good", "go")


def _rows(found: list[tuple[Offset, Section, Entry]], moment: Moment | None, shelf: Shelf) -> Iterator[RunRow]:
    passed: int | None = 0
    for _, section, entry in found:
        view = show_entry(entry, section, shelf)
        is_notice = isinstance(entry, Notice)
        yield RunRow(
            entry=view,
            href=shelf.link_page(shelf.home_of(section), entry.id),
            is_notice=is_notice,
            shape="signed" if view.is_settled else "box" if view.state.word == "open" else view.state.shape,
            state=None if view.state.word in _UNSAID else view.state,
            start="" if passed is None else _say_start(moment, passed),
            minutes=entry.minutes,
            people=tuple(one for one in view.owners if not one.is_vacant),
            to=", ".join(_where(channel, shelf) for channel in entry.channels) if isinstance(entry, Notice) else "",
            expect=parse_prose(entry.expect),
            run=entry.run,
        )
        if not is_notice:
            passed = None if passed is None or entry.minutes is None else passed + entry.minutes


def _say_start(moment: Moment | None, passed: int) -> str:
    """When a step starts, given the minutes planned before it in its block; "" where nobody can say."""
    if isinstance(moment, datetime):
        later = shift(moment, passed)
        return say_time(later) if later else ""
    return f"+{passed} min" if passed else ""


def _where(channel: str, shelf: Shelf) -> str:
    known = shelf.channel(channel)
    return f"{known.title} ({known.address})" if known and known.address else shelf.channel_name(channel)

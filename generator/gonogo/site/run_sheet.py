"""The run sheet: everything on the clock, in the order of T-offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.model.ids import RoleId
from gonogo.model.schedule import Moment, resolve_offset
from gonogo.sections.notices import Notice
from gonogo.site.bar import frame_page
from gonogo.site.clock import say_length, say_moment
from gonogo.site.entries import EntryView, Fact, show_entry, text_fact
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.plan import RUN_SHEET, SPECIAL, Shelf
from gonogo.site.reach import reach_owner

if TYPE_CHECKING:
    from gonogo.model.judgement import Verdict
    from gonogo.model.release import Entry, Section
    from gonogo.site.page import Block

LEAD_ROLE = RoleId("deployment-lead")


class RunRow(Frozen):
    """A step of the run sheet."""

    entry: EntryView
    href: str
    is_notice: bool
    minutes: int | None


class RunBlock(Frozen):
    """The steps of one section at one time."""

    at: str
    title: str
    clock: str
    planned: str
    rows: tuple[RunRow, ...]


class RunSheetView(Frozen):
    """What the day's lead reads first."""

    verdict: Verdict
    facts: tuple[Fact, ...]


def plan_run_sheet(shelf: Shelf) -> Page:
    release = shelf.release
    facts = [text_fact("T-0", say_moment(release.deploy_at)) if release.deploy_at else Fact("T-0", is_gap=True)]
    facts.append(_lead_fact(shelf))
    if release.window_ends:
        facts.append(text_fact("Window ends", say_moment(release.window_ends)))
    channels = shelf.system.facts.channels.values() if shelf.system.facts else ()
    where = [
        f"{channel.title}: {channel.address}"
        for channel in channels
        if channel.audience == "internal" and channel.address
    ]
    if where:
        facts.append(text_fact("Where", "; ".join(where)))
    blocks: list[Block] = [Fragment("run_head", RunSheetView(shelf.judgement.verdict, tuple(facts)))]
    runs = _run_blocks(shelf)
    for run in runs:
        blocks += [Heading(2, f"{run.at} · {run.title}"), Fragment("run_block", run)]
    if not runs:
        blocks.append(
            Fragment("empty", "Nothing is on the clock yet: give a section or an entry a line like `at: T-4h`.")
        )
    return frame_page(shelf, SPECIAL[RUN_SHEET], *blocks)


def _lead_fact(shelf: Shelf) -> Fact:
    lead = shelf.release.lead or (LEAD_ROLE if LEAD_ROLE in shelf.system.roles else "")
    if not lead:
        return Fact("Lead", is_gap=True)
    reaches = reach_owner(lead, shelf.system, shelf.snapshot)
    if all(reach.is_vacant for reach in reaches):
        return Fact(f"Lead ({reaches[0].name})", is_gap=True)
    return text_fact("Lead", "; ".join(" ".join(part for part in (one.name, one.phone) if part) for one in reaches))


def _run_blocks(shelf: Shelf) -> tuple[RunBlock, ...]:
    timed: dict[tuple[int, str, str], list[tuple[Section, Entry]]] = {}
    for section, entry in shelf.release.walk():
        if (at := section.at_of(entry)) is not None and not entry.in_section_only:
            timed.setdefault((at.nominal, at.text, section.title), []).append((section, entry))
    return tuple(
        _run_block(at, title, rows, shelf)
        for (_, at, title), rows in sorted(timed.items(), key=lambda pair: pair[0][0])
    )


def _run_block(at: str, title: str, rows: list[tuple[Section, Entry]], shelf: Shelf) -> RunBlock:
    section, entry = rows[0]
    offset = section.at_of(entry)
    moment: Moment | None = resolve_offset(offset, shelf.release.deploy_at) if offset else None
    minutes = [one.minutes for _, one in rows if one.minutes is not None]
    return RunBlock(
        at=at,
        title=title,
        clock=say_moment(moment) if moment else "",
        planned=f"{say_length(sum(minutes))} planned" if minutes else "",
        rows=tuple(
            RunRow(
                show_entry(one, of, shelf),
                shelf.link_page(shelf.home_of(of), one.id),
                isinstance(one, Notice),
                one.minutes,
            )
            for of, one in rows
        ),
    )

"""The pages of one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.model.ids import RoleId
from gonogo.model.schedule import Moment, resolve_offset
from gonogo.sections.metrics import Metric
from gonogo.sections.notices import Notice
from gonogo.sections.signoffs import SignOff
from gonogo.site.clock import say_day, say_length, say_moment
from gonogo.site.entries import (
    EntryView,
    Fact,
    SectionView,
    State,
    gap_fact,
    show_entry,
    show_section,
    show_state,
    text_fact,
)
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.plan import COMMUNICATION, METRICS, ROLLBACK, RUN_SHEET, SIGN_OFFS, SPECIAL, Shelf
from gonogo.site.prose import Part, parse_prose
from gonogo.site.reach import Reach, reach_owner
from gonogo.site.reasons import group_reasons, say_verdict
from gonogo.site.rollback import RollbackView, show_rollback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import PhaseId
    from gonogo.model.judgement import Verdict
    from gonogo.model.release import Entry, Section
    from gonogo.site.page import Block

LEAD_ROLE = RoleId("deployment-lead")


class Tab(Frozen):
    """A link to another page of the release."""

    text: str
    href: str
    is_current: bool


class BarView(Frozen):
    """What every page of a release starts with."""

    verdict: Verdict
    name: str
    blockers: int
    blockers_href: str
    plan: str
    tabs: tuple[Tab, ...]


class Reason(Frozen):
    """A blocker, an excuse or a contradiction, with a link to its place."""

    title: tuple[Part, ...]
    why: tuple[Part, ...]
    href: str


class ReasonsView(Frozen):
    """A group of reasons under a heading."""

    heading: str
    reasons: tuple[Reason, ...]


class VerdictView(Frozen):
    """The verdict with everything that decides it, and what the document says of itself."""

    verdict: Verdict
    sentence: str
    plan: str
    groups: tuple[ReasonsView, ...]
    declared: str
    declared_on: str
    contradictions: tuple[Reason, ...]


class ProgressRow(Frozen):
    """A section with its numbers."""

    title: str
    href: str
    settled: int
    total: int


class PhaseProgress(Frozen):
    """A phase with its numbers and those of its sections."""

    title: str
    gate: str
    settled: int
    total: int
    rows: tuple[ProgressRow, ...]


class SlotRow(Frozen):
    """A sign-off slot in a table."""

    title: tuple[Part, ...]
    href: str
    holders: tuple[Reach, ...]
    by: str
    state: State
    level: str


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


class MetricRow(Frozen):
    """A metric in a table."""

    entry: EntryView
    target: str
    observed: str
    window: str


class ChannelRow(Frozen):
    """A channel in a table."""

    title: str
    audience: str
    address: str
    about: tuple[Part, ...]
    gaps: tuple[str, ...]


def plan_release(shelf: Shelf) -> Iterator[Page]:
    """Every page of a release, the overview first."""
    yield _plan_overview(shelf.on("index"))
    for phase in shelf.phase_pages():
        yield _plan_phase(shelf.on(shelf.phase_page(phase)), phase)
    yield _plan_run_sheet(shelf.on(RUN_SHEET))
    yield _plan_rollback(shelf.on(ROLLBACK))
    yield _plan_signoffs(shelf.on(SIGN_OFFS))
    yield _plan_metrics(shelf.on(METRICS))
    yield _plan_communication(shelf.on(COMMUNICATION))


def say_plan(shelf: Shelf) -> str:
    """When T-0 is, or what became of the release."""
    release = shelf.release
    if release.outcome:
        return f"Closed: {release.outcome}"
    return f"T-0 is {say_moment(release.deploy_at)}" if release.deploy_at else "T-0 is not planned"


def show_bar(shelf: Shelf) -> BarView:
    """The first lines of a page of the release."""
    phases = shelf.release.phases
    named = [(shelf.phase_page(phase), phases[phase].title) for phase in shelf.phase_pages()]
    tabs = [("index", "Overview"), *named, *SPECIAL.items()]
    contacts = shelf.site.urls.link(shelf.path, shelf.site.contacts_page(shelf.system))
    return BarView(
        verdict=shelf.judgement.verdict,
        name=f"{shelf.system.name} {shelf.release.id}",
        blockers=len(shelf.judgement.blockers),
        blockers_href=shelf.link_page("index", "verdict_"),
        plan=say_plan(shelf),
        tabs=(
            *(Tab(text, shelf.link_page(page), page == shelf.page) for page, text in tabs),
            Tab("Contacts", contacts, is_current=False),
        ),
    )


def _page(shelf: Shelf, title: str, *blocks: Block, anchors: tuple[str, ...] = ()) -> Page:
    name = f"{shelf.system.name} {shelf.release.id}"
    is_overview = shelf.page == "index"
    return Page(
        path=shelf.path,
        title=name if is_overview else f"{title} · {name}",
        menu=(shelf.system.name, shelf.release.id, "Overview" if is_overview else title),
        blocks=(
            Heading(1, name if is_overview else title),
            Fragment("bar", show_bar(shelf)),
            *blocks,
            Fragment("stamp", shelf.site.stamp),
        ),
        anchors=anchors,
    )


def _plan_overview(shelf: Shelf) -> Page:
    release = shelf.release
    blocks: list[Block] = [Fragment("verdict", _show_verdict(shelf))]
    if release.about or release.note or release.gaps or release.see:
        blocks.append(Fragment("facts", _release_facts(shelf)))
    blocks += [Heading(2, "Progress", "progress_"), Fragment("progress", _show_progress(shelf))]
    slots = tuple(_slots(shelf))
    blocks += [Heading(2, "Sign-offs", "sign-offs_")]
    blocks.append(Fragment("slots", slots) if slots else Fragment("empty", "This release asks nobody to sign."))
    return _page(shelf, release.title, *blocks, anchors=("verdict_",))


def _release_facts(shelf: Shelf) -> tuple[Fact, ...]:
    release = shelf.release
    facts = [text_fact("Checklist", release.title)]
    facts += [text_fact(label, text) for label, text in (("About", release.about), ("Note", release.note)) if text]
    facts += [gap_fact(key) for key in release.gaps]
    return tuple(facts)


def _show_verdict(shelf: Shelf) -> VerdictView:
    judgement, release = shelf.judgement, shelf.release
    groups = [
        ReasonsView(
            group.heading,
            tuple(
                Reason(parse_prose(one.title), parse_prose(one.why), shelf.link_to(shelf.path, one.ref))
                for one in group.blockers
            ),
        )
        for group in group_reasons(judgement, release)
    ]
    if judgement.excuses:
        excuses = tuple(
            Reason(
                parse_prose(one.title),
                parse_prose(
                    "; ".join(part for part in (one.what, one.protects, one.until and f"until {one.until}") if part)
                ),
                shelf.link_to(shelf.path, one.ref),
            )
            for one in judgement.excuses
        )
        groups.append(ReasonsView("Waivers and conditions", excuses))
    return VerdictView(
        verdict=judgement.verdict,
        sentence=say_verdict(judgement),
        plan=say_plan(shelf),
        groups=tuple(groups),
        declared=release.declared,
        declared_on=say_day(release.declared_on) if release.declared_on else "",
        contradictions=tuple(
            Reason(
                parse_prose(one.title),
                parse_prose(f'declared "{one.declared}", but {one.computed}'),
                shelf.link_to(shelf.path, one.ref),
            )
            for one in judgement.contradictions
        ),
    )


def _show_progress(shelf: Shelf) -> tuple[PhaseProgress, ...]:
    judgement = shelf.judgement
    return tuple(
        PhaseProgress(
            phase.title,
            phase.gate,
            *judgement.phases[phase.id],
            tuple(
                ProgressRow(
                    section.title,
                    shelf.link_page(shelf.home_of(section), shelf.anchor_of(section)),
                    *judgement.sections[section.id],
                )
                for section in shelf.release.sections_of(phase.id)
            ),
        )
        for phase in shelf.release.phases.values()
    )


def _slots(shelf: Shelf) -> Iterator[SlotRow]:
    for section, entry in shelf.release.walk():
        if isinstance(entry, SignOff):
            standing = shelf.judgement.standings[entry.id]
            yield SlotRow(
                parse_prose(entry.title),
                shelf.link_page(shelf.home_of(section), entry.id),
                reach_owner(entry.signing_role, shelf.system, shelf.snapshot),
                shelf.person_name(entry.by) if entry.by else "",
                show_state(standing.state.value),
                standing.level or "",
            )


def _plan_phase(shelf: Shelf, phase: PhaseId) -> Page:
    described = shelf.release.phases[phase]
    facts = [
        text_fact(label, text)
        for label, text in (
            ("About", described.about),
            ("Note", described.note),
            ("The document declares", described.declared),
        )
        if text
    ]
    blocks: list[Block] = [Fragment("facts", tuple(facts))] if facts else []
    anchors: list[str] = []
    for section in shelf.release.sections_of(phase):
        if shelf.home_of(section) == shelf.page:
            blocks += _section_blocks(section, shelf)
            anchors += (entry.id for entry in section.walk())
        else:
            view = Reason(
                parse_prose(section.title), (), shelf.link_page(shelf.home_of(section), shelf.anchor_of(section))
            )
            blocks.append(Fragment("elsewhere", view))
    if not shelf.release.sections_of(phase):
        blocks.append(Fragment("empty", f"No section belongs to the phase {phase} yet."))
    return _page(shelf, described.title, *blocks, anchors=tuple(anchors))


def _section_blocks(section: Section, shelf: Shelf) -> list[Block]:
    view: SectionView = show_section(section, shelf)
    return [Heading(2, section.title, view.anchor), Fragment("section", view)]


def _plan_run_sheet(shelf: Shelf) -> Page:
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
    return _page(shelf, SPECIAL[RUN_SHEET], *blocks)


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


def _plan_rollback(shelf: Shelf) -> Page:
    view: RollbackView = show_rollback(shelf)
    blocks: list[Block] = [Fragment("rollback", view)]
    anchors: list[str] = []
    for section in shelf.sections_at(ROLLBACK):
        blocks += _section_blocks(section, shelf)
        anchors += (entry.id for entry in section.walk())
    if not anchors:
        text = (
            "This release says nothing about going back: add a section of kind `procedure`, or of kind `triggers` "
            "with `decides: rollback`."
        )
        blocks.append(Fragment("empty", text))
    return _page(shelf, SPECIAL[ROLLBACK], *blocks, anchors=tuple(anchors))


def _plan_signoffs(shelf: Shelf) -> Page:
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in shelf.sections_at(SIGN_OFFS):
        blocks += _section_blocks(section, shelf)
        anchors += (entry.id for entry in section.walk())
    if not blocks:
        blocks.append(Fragment("empty", "Nobody is asked to sign: add a section of kind `signoffs`."))
    return _page(shelf, SPECIAL[SIGN_OFFS], *blocks, anchors=tuple(anchors))


def _plan_metrics(shelf: Shelf) -> Page:
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in shelf.sections_at(METRICS):
        rows = tuple(
            MetricRow(
                show_entry(entry, section, shelf),
                entry.target.text if entry.target else "",
                entry.observed,
                say_window(entry, section),
            )
            for entry in section.entries
            if isinstance(entry, Metric)
        )
        anchors += (entry.id for entry in section.walk())
        blocks += [Heading(2, section.title, shelf.anchor_of(section)), Fragment("metrics", rows)]
    if not blocks:
        blocks.append(Fragment("empty", "Nothing is measured: add a section of kind `metrics`."))
    return _page(shelf, SPECIAL[METRICS], *blocks, anchors=tuple(anchors))


def say_window(metric: Metric, section: Section) -> str:
    """How long after T-0 a metric is for."""
    window = metric.window or section.window
    return f"{window.text} after T-0" if window else ""


def _plan_communication(shelf: Shelf) -> Page:
    facts = shelf.system.facts
    channels = tuple(
        ChannelRow(one.title, one.audience, one.address, parse_prose(one.about), one.gaps)
        for one in (facts.channels.values() if facts else ())
    )
    blocks: list[Block] = [Heading(2, "Channels", "channels_")]
    empty = f"No channel is known: add `channels` to checklists/{shelf.system.id}/system.yml."
    blocks.append(Fragment("channels", channels) if channels else Fragment("empty", empty))
    anchors: list[str] = []
    for section in shelf.sections_at(COMMUNICATION):
        blocks += _section_blocks(section, shelf)
        anchors += (entry.id for entry in section.walk())
    if not anchors:
        blocks.append(Fragment("empty", "No notice is planned: add a section of kind `notices`."))
    return _page(shelf, SPECIAL[COMMUNICATION], *blocks, anchors=tuple(anchors))

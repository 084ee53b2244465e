"""The pages of one release."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.metrics import Metric
from gonogo.format.sections.notices import Notice
from gonogo.model.clock import Clock, show_clock
from gonogo.model.schedule import resolve_offset
from gonogo.model.system import Channel
from gonogo.site.layout import COMMUNICATION, METRICS, ROLLBACK, RUN_SHEET, SIGN_OFFS, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.pages.overview_page import plan_overview
from gonogo.site.pages.rollback_page import plan_rollback
from gonogo.site.pages.run_sheet_page import plan_run_sheet
from gonogo.site.pages.sign_offs_page import plan_signoffs
from gonogo.site.parts.entry_view import (
    EntryView,
    SectionView,
    described_facts,
    section_facts,
    show_entry,
    show_section,
)
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.progress import ProgressGroup, ProgressView, measure_phase, show_sections
from gonogo.site.parts.prose import TextPart, parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import PhaseId
    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.plan import ReleaseContext

_GATES = {
    "go": "All of it is needed for GO",
    "close": "Does not count for the go; expected to be settled when the release is closed",
    "none": "Never counts for the go",
}
_FEW_LEFT = 12
# no more than a mailto link may hold as it is: a question mark would begin headers
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
# What a column of its table already says is no fact of the row.
_METRIC_COLUMNS = ("Target", "Observed", "Window")
_NOTICE_COLUMNS = ("At", "Channels")


class MetricRow(Frozen):
    """A metric in a table."""

    entry: EntryView
    facts: tuple[Fact, ...]
    target: str
    observed: str
    window: str


class NoticeRow(Frozen):
    """A notice in the timeline of a release."""

    entry: EntryView
    facts: tuple[Fact, ...]
    at: str
    clock: Clock | None
    to: tuple[ChannelRow, ...]


class RowsTable(Frozen):
    """A section as a table."""

    facts: tuple[Fact, ...]
    rows: tuple[MetricRow | NoticeRow, ...]


class ChannelRow(Frozen):
    """A channel; `where` is its address as text in which links are links."""

    title: str
    audience: str
    address: str
    where: tuple[TextPart, ...]
    is_mail: bool
    about: tuple[TextPart, ...]
    gaps: tuple[str, ...]


def plan_release(context: ReleaseContext) -> Iterator[Page]:
    """Every page of a release, the overview first."""
    yield plan_overview(context.on("index"))
    for phase in context.phase_pages():
        yield _plan_phase(context.on(context.phase_page(phase)), phase)
    yield plan_run_sheet(context.on(RUN_SHEET))
    yield plan_rollback(context.on(ROLLBACK))
    yield plan_signoffs(context.on(SIGN_OFFS))
    yield _plan_metrics(context.on(METRICS))
    yield _plan_communication(context.on(COMMUNICATION))


def _plan_phase(context: ReleaseContext, phase: PhaseId) -> Page:
    described = context.release.phases[phase]
    views: list[SectionView] = []
    sections: list[Block] = []
    anchors: list[str] = []
    for section in context.sections_at(context.page):
        view = show_section(section, context)
        views.append(view)
        sections += [Heading(2, section.title, view.anchor), Fragment("section", view)]
        anchors += (entry.id for entry in section.walk())
    if not sections:
        sections.append(Fragment("empty", f"No section belongs to the phase {phase} yet."))
    facts = tuple(described_facts(described))
    blocks: list[Block] = [*_sum_up(phase, views, context), *([Fragment("facts", facts)] if facts else []), *sections]
    return frame_page(context, described.title, *blocks, anchors=tuple(anchors))


def _sum_up(phase: PhaseId, views: list[SectionView], context: ReleaseContext) -> Iterator[Block]:
    """How far the phase is, what is left of it while that is not much, and where its sections are at home."""
    bar = measure_phase(phase, context.release, context.judgement)
    gate = context.release.phases[phase].gate
    if bar.total:
        left = bar.total - bar.settled
        strong = f"{left} of {bar.total} are not settled" if left else f"All {bar.total} are settled"
        tone = "good" if not left else "bad" if gate == "go" else "mute"
        blocking_here = sum(
            blocker.ref.section in context.release.sections
            and context.release.sections[blocker.ref.section].phase == phase
            for blocker in context.judgement.blockers
            if blocker.ref.section
        )
        elsewhere = left - sum(view.bar.total - view.bar.settled for view in views)
        text = f"{_GATES[gate]}.{f' {elsewhere} of them have pages of their own.' if elsewhere > 0 else ''}"
        if gate != "go" and blocking_here:
            tone, text = (
                "bad",
                f"{text} {blocking_here} of them block{'s' if blocking_here == 1 else ''} the go all the same.",
            )
        yield Fragment("fact", FactBox(tone, strong, parse_prose(text)))
    entries = [entry for view in views for one in view.entries for entry in (one, *one.children)]
    blocking = {blocker.ref.entry for blocker in context.judgement.blockers}
    unsettled = tuple(entry for entry in entries if not entry.is_settled or entry.anchor in blocking)
    if 0 < len(unsettled) <= _FEW_LEFT < len(entries):
        yield Fragment("brief", unsettled)
    rows = show_sections(phase, context)
    if len(rows) > 1:
        yield Fragment("progress", ProgressView((ProgressGroup("", "", rows),), key=()))
    if 0 < len(unsettled) < len(entries) and len(entries) > _FEW_LEFT:
        yield Fragment("filter", None)


def _plan_metrics(context: ReleaseContext) -> Page:
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in context.sections_at(METRICS):
        rows = tuple(_metric_row(entry, section, context) for entry in section.entries if isinstance(entry, Metric))
        facts = tuple(
            fact for fact in section_facts(section, context.release) if fact.is_gap or fact.label not in _METRIC_COLUMNS
        )
        anchors += (entry.id for entry in section.walk())
        blocks += [Heading(2, section.title, context.anchor_of(section)), Fragment("metrics", RowsTable(facts, rows))]
    if not blocks:
        blocks.append(Fragment("empty", "Nothing is measured: add a section of kind `metrics`."))
    return frame_page(context, SPECIAL[METRICS], *blocks, anchors=tuple(anchors))


def _metric_row(metric: Metric, section: Section, context: ReleaseContext) -> MetricRow:
    view = show_entry(metric, section, context)
    facts = tuple(fact for fact in view.facts if fact.is_gap or fact.label not in _METRIC_COLUMNS)
    target = metric.target.text if metric.target else ""
    return MetricRow(view, facts, target, metric.observed, say_window(metric, section))


def say_window(metric: Metric, section: Section) -> str:
    """How long after T-0 a metric is for."""
    window = metric.window or section.window
    return f"{window.text} after T-0" if window else ""


def _plan_communication(context: ReleaseContext) -> Page:
    facts = context.system.facts
    channels = tuple(map(_channel_row, facts.channels.values() if facts else ()))
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in context.sections_at(COMMUNICATION):
        rows = tuple(_notice_row(entry, section, context) for entry in section.entries if isinstance(entry, Notice))
        view = RowsTable(section_facts(section, context.release), rows)
        blocks += [Heading(2, section.title, context.anchor_of(section)), Fragment("notices", view)]
        anchors += (entry.id for entry in section.walk())
    if not blocks:
        blocks.append(Fragment("empty", "No notice is planned: add a section of kind `notices`."))
    blocks.append(Heading(2, "Channels", "channels_"))
    empty = f"No channel is known: add `channels` to checklists/{context.system.id}/system.yml."
    blocks.append(Fragment("channels", channels) if channels else Fragment("empty", empty))
    return frame_page(context, SPECIAL[COMMUNICATION], *blocks, anchors=tuple(anchors))


def _notice_row(notice: Notice, section: Section, context: ReleaseContext) -> NoticeRow:
    view = show_entry(notice, section, context)
    at = section.at_of(notice)
    moment = resolve_offset(at, context.release.deploy_at) if at else None
    return NoticeRow(
        entry=view,
        facts=tuple(fact for fact in view.facts if fact.is_gap or fact.label not in _NOTICE_COLUMNS),
        at=at.text if at else "",
        clock=show_clock(moment) if moment else None,
        to=tuple(_channel_row(context.channel(one) or Channel(id=one, title=one)) for one in notice.channels),
    )


def _channel_row(one: Channel) -> ChannelRow:
    is_mail = bool(_MAIL.fullmatch(one.address))
    where = parse_prose(one.address)
    return ChannelRow(one.title, one.audience, one.address, where, is_mail, parse_prose(one.about), one.gaps)

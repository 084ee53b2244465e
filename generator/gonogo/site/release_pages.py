"""The pages of one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.frozen import Frozen
from gonogo.sections.metrics import Metric
from gonogo.site.bar import frame_page
from gonogo.site.entries import (
    EntryView,
    SectionView,
    described_facts,
    show_entry,
    show_section,
)
from gonogo.site.overview import Reason, plan_overview
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.plan import COMMUNICATION, METRICS, ROLLBACK, RUN_SHEET, SIGN_OFFS, SPECIAL, Shelf
from gonogo.site.prose import Part, parse_prose
from gonogo.site.rollback import RollbackView, show_rollback
from gonogo.site.run_sheet import plan_run_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.ids import PhaseId
    from gonogo.model.release import Section
    from gonogo.site.page import Block


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
    yield plan_overview(shelf.on("index"))
    for phase in shelf.phase_pages():
        yield _plan_phase(shelf.on(shelf.phase_page(phase)), phase)
    yield plan_run_sheet(shelf.on(RUN_SHEET))
    yield _plan_rollback(shelf.on(ROLLBACK))
    yield _plan_signoffs(shelf.on(SIGN_OFFS))
    yield _plan_metrics(shelf.on(METRICS))
    yield _plan_communication(shelf.on(COMMUNICATION))


def _plan_phase(shelf: Shelf, phase: PhaseId) -> Page:
    described = shelf.release.phases[phase]
    facts = described_facts(described)
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
    return frame_page(shelf, described.title, *blocks, anchors=tuple(anchors))


def _section_blocks(section: Section, shelf: Shelf) -> list[Block]:
    view: SectionView = show_section(section, shelf)
    return [Heading(2, section.title, view.anchor), Fragment("section", view)]


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
    return frame_page(shelf, SPECIAL[ROLLBACK], *blocks, anchors=tuple(anchors))


def _plan_signoffs(shelf: Shelf) -> Page:
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in shelf.sections_at(SIGN_OFFS):
        blocks += _section_blocks(section, shelf)
        anchors += (entry.id for entry in section.walk())
    if not blocks:
        blocks.append(Fragment("empty", "Nobody is asked to sign: add a section of kind `signoffs`."))
    return frame_page(shelf, SPECIAL[SIGN_OFFS], *blocks, anchors=tuple(anchors))


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
    return frame_page(shelf, SPECIAL[METRICS], *blocks, anchors=tuple(anchors))


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
    return frame_page(shelf, SPECIAL[COMMUNICATION], *blocks, anchors=tuple(anchors))

"""The success metrics of a release: target, observed value and state, a table a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.metrics import Metric
from gonogo.site.layout import METRICS, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.entry_view import EntryView, section_facts, show_entry
from gonogo.site.parts.page_head import frame_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.release_context import ReleaseContext

# facts that the columns of the table show already
_COLUMNS = ("Target", "Observed", "Window")


class MetricRow(Frozen):
    """A metric in the table of its section."""

    entry: EntryView
    facts: tuple[Fact, ...]
    target: str
    observed: str
    window: str


class MetricsTable(Frozen):
    """A section of metrics."""

    facts: tuple[Fact, ...]
    rows: tuple[MetricRow, ...]


def plan_metrics(context: ReleaseContext) -> Page:
    """A table for each section of metrics."""
    blocks: list[Block] = []
    anchors: list[str] = []
    for section in context.layout.sections_at(METRICS):
        blocks += [
            Heading(2, section.title, context.layout.anchor_of(section)),
            Fragment("metrics", _show_table(section, context)),
        ]
        anchors += (entry.id for entry in section.walk())
    if not blocks:
        blocks.append(Fragment("empty", "Nothing is measured: add a section of kind `metrics`."))
    return frame_page(context, SPECIAL[METRICS], *blocks, anchors=tuple(anchors))


def _show_table(section: Section, context: ReleaseContext) -> MetricsTable:
    metrics = (entry for entry in section.entries if isinstance(entry, Metric))
    return MetricsTable(
        facts=_without_columns(section_facts(section, context)),
        rows=tuple(_show_row(metric, section, context) for metric in metrics),
    )


def _show_row(metric: Metric, section: Section, context: ReleaseContext) -> MetricRow:
    view = show_entry(metric, section, context)
    window = metric.window or section.window
    return MetricRow(
        entry=view,
        facts=_without_columns(view.facts),
        target=metric.target.text if metric.target else "",
        observed=metric.observed,
        window=f"{window.text} after T-0" if window else "",
    )


def _without_columns(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that no column shows, and every gap."""
    return tuple(fact for fact in facts if fact.is_gap or fact.label not in _COLUMNS)

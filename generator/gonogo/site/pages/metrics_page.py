"""The success metrics of a release: the number of met metrics, and for each section a table of targets and values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.kind import MET
from gonogo.format.sections.metrics import MISSED, UNKNOWN, Metric
from gonogo.model.clock import say_moment
from gonogo.model.schedule import Offset, end_of, is_past
from gonogo.site.layout import METRICS, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.entry_view import EntryView, section_facts, show_entry
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.target_bar import draw_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.release import Section
    from gonogo.model.schedule import Moment
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.parts.target_bar import TargetBar
    from gonogo.site.release_context import ReleaseContext

# The columns of the table already show these facts.
_COLUMNS = ("Target", "Observed", "Window")


class MetricRow(Frozen):
    entry: EntryView
    facts: tuple[Fact, ...]
    target: str
    observed: str
    bar: TargetBar | None
    window: str


class MetricsTable(Frozen):
    facts: tuple[Fact, ...]
    rows: tuple[MetricRow, ...]


def plan_metrics(context: ReleaseContext) -> Page:
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
    else:
        blocks.insert(0, Fragment("fact", _count_states(context)))
    return frame_page(context, SPECIAL[METRICS], *blocks, anchors=tuple(anchors))


def _count_states(context: ReleaseContext) -> FactBox:
    """A box with the numbers of met, missed and unmeasured metrics.

    If metrics have no value yet, the box also gives the earliest end of their windows.
    """
    metrics = [
        (section, entry)
        for section in context.layout.sections_at(METRICS)
        for entry in section.walk()
        if isinstance(entry, Metric)
    ]
    states = Counter(context.judgement.states[entry.id] for _, entry in metrics)
    met, missed, unknown = states[MET.word], states[MISSED.word], states[UNKNOWN.word]
    ends = [end for section, entry in metrics if not entry.observed and (end := _find_end(entry, section, context))]
    texts = [
        f"{missed} {'is' if missed == 1 else 'are'} missed" if missed else "",
        f"{unknown} {'is' if unknown == 1 else 'are'} not measured" if unknown else "",
        _say_end(min(ends, key=end_of), context) if ends else "",
    ]
    tone = "bad" if missed else "good" if met == len(metrics) else "mute"
    return FactBox(tone, f"{met} of {len(metrics)} met", parse_prose("; ".join(filter(None, texts))))


def _find_end(metric: Metric, section: Section, context: ReleaseContext) -> Moment | None:
    """The end of a metric's window; None if the metric has no window, or T-0 is not planned."""
    window = metric.window or section.window
    return context.release.resolve(Offset(window.months, window.minutes, "")) if window else None


def _say_end(moment: Moment, context: ReleaseContext) -> str:
    is_over = is_past(moment, context.judgement.as_of, context.release.zone)
    return f"the first window {'ended' if is_over else 'ends'} {say_moment(moment)}"


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
        bar=draw_target(metric),
        window=f"{window.text} after T-0" if window else "",
    )


def _without_columns(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The gaps, and the facts that are not in a column of the table."""
    return tuple(fact for fact in facts if fact.is_gap or fact.label not in _COLUMNS)

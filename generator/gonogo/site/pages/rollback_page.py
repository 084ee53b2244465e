"""The rollback page, for the person who decides on a rollback: the deadline, the people, the triggers, the steps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, replace
from gonogo.format.sections.procedure import steps_of
from gonogo.model.clock import say_length, show_clock
from gonogo.model.schedule import shift
from gonogo.site.layout import ROLLBACK, SPECIAL
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.entry_view import EntryView, section_facts, show_entry, show_section
from gonogo.site.parts.fired_triggers import show_fired
from gonogo.site.parts.outcome_view import show_outcome
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.rollback_calls import list_calls
from gonogo.site.parts.rollback_time import find_slowest, latest_decision, list_procedures, restored_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.release_context import ReleaseContext

_MOST_TICKS = 8
_MIDDLE = 50  # per cent
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)


class MinuteTick(Frozen):
    """A mark on the scale of a procedure. `x` is in per cent of the width, `anchor` is the `text-anchor` of SVG.

    `clock` is the clock time of the mark if the procedure starts at the latest time to decide; "" if this time is not
    known.
    """

    x: float
    text: str
    anchor: str
    clock: str = ""


class Lane(Frozen):
    """A step of a procedure, drawn to scale: `x` and `width` are in per cent.

    `is_follow_up` marks a step that begins after service is restored.
    """

    entry: EntryView
    span: str
    x: float
    width: float
    is_follow_up: bool


class ProcedureView(Frozen):
    """A procedure with timed steps, drawn to scale. Minutes are counted from the start of the procedure.

    `restored` marks the minute at which service is restored, None if the procedure does not name the step that restores
    it. `latest` is the latest time to decide, "" if it is not known.
    """

    label: str
    facts: tuple[Fact, ...]
    ticks: tuple[MinuteTick, ...]
    steps: tuple[Lane, ...]
    restored: MinuteTick | None
    latest: str


def plan_rollback(context: ReleaseContext) -> Page:
    """The latest time to decide, the people to call, and the sections whose home is this page.

    If the release was rolled back, or a trigger has fired, the triggers come first.
    """
    blocks: list[Block] = []
    happened = show_outcome(context)
    if happened and happened.is_explained:
        blocks.append(Fragment("happened", happened))
    if fired := show_fired(context, context.path, has_calls=False):
        blocks.append(Fragment("fired", fired))
    if box := _show_deadline(context):
        blocks.append(Fragment("fact", box))
    calls = list_calls(context)
    blocks.append(Heading(2, "Whom to call" if happened else "Call now", "call_"))
    empty = "No person to call is named: give the release a line `lead:`, and the steps an `owner:`."
    if context.snapshot.is_public:
        empty = "A public site does not show the people to call."
    blocks.append(Fragment("rollback", calls) if calls else Fragment("empty", empty))
    contacts = context.site.urls.link(context.path, context.site.contacts_page(context.system))
    blocks.append(Fragment("onward", Link("All contacts", contacts)))
    anchors: list[str] = []
    sections = context.layout.sections_at(ROLLBACK)
    for section in sections:
        if steps_of(section):
            fragment = Fragment("procedure", _show_procedure(section, context))
        else:
            fragment = Fragment("section", show_section(section, context))
        blocks += [Heading(2, section.title, context.layout.anchor_of(section)), fragment]
        anchors += (entry.id for entry in section.walk())
    if not sections:
        text = (
            "This release does not plan a rollback: add a section of kind `procedure`, or of kind `triggers` "
            "with `decides: rollback`."
        )
        blocks.append(Fragment("empty", text))
    return frame_page(context, SPECIAL[ROLLBACK], *blocks, anchors=tuple(anchors))


def _show_deadline(context: ReleaseContext) -> FactBox | None:
    """The latest time to decide, or the reason why it is not known.

    None if the release is closed, or plans no rollback.
    """
    release = context.release
    if release.outcome or not context.layout.sections_at(ROLLBACK):
        return None
    slowest, latest = find_slowest(release), latest_decision(release)
    if slowest is None or latest is None or release.window_ends is None:
        return FactBox("mute", "Decide by: not known", parse_prose(" ".join(_list_missing(context))))
    section, restored = slowest
    back = f"Service is back {say_length(restored)} after the procedure “{section.title}” starts"
    clock, ends = show_clock(latest, release.t_zero), f"{release.in_zone(release.window_ends):%H:%M}"
    text = parse_prose(f"{back}; the maintenance window ends {say_length(restored)} later, at {ends}.")
    if isinstance(release.deploy_at, datetime) and latest < release.deploy_at:
        return FactBox("bad", "A rollback does not fit in the window: decide before T-0, by", text, clock)
    return FactBox("warn", "Decide by", text, clock)


def _list_missing(context: ReleaseContext) -> Iterator[str]:
    """Sentences that ask for the missing values, without which the latest time to decide is not known."""
    release, procedures = context.release, list_procedures(context.release)
    if not procedures:
        yield (
            "The duration of a rollback is not known: add a section of kind `procedure` with a "
            "`span` for each step, and name the step that restores service in `restored_by:`."
        )
    has_end = isinstance(release.window_ends, datetime)
    for section in procedures:
        restored = restored_after(section)
        if restored is None:
            line = section.where.location.span.line
            yield (
                f"The procedure “{section.title}” does not name the step that restores service: "
                f"add a line `restored_by:` with the id of that step (section `{section.id}`, line {line})."
            )
        elif not has_end:
            yield f"Service is back {say_length(restored)} after “{section.title}” starts."
    if not has_end:
        fault = "does not say when" if release.window_ends is None else "gives only the day on which"
        yield f"The release {fault} its window ends: set `window_ends:` to a time."


def _show_procedure(section: Section, context: ReleaseContext) -> ProcedureView:
    """A procedure, drawn to scale from minute 0 to the end of its last step."""
    steps = steps_of(section)
    end = max(step.span[1] for step in steps) or 1
    restored, latest = restored_after(section), latest_decision(context.release)
    back = (
        "the time until service is back is not known" if restored is None else f"service is back in minute {restored}"
    )
    return ProcedureView(
        label=f"{section.title}, {end} minutes to scale; {back}",
        facts=section_facts(section, context),
        ticks=tuple(_ticks(end, latest)),
        steps=tuple(
            Lane(
                entry=_on_scale(show_entry(step, section, context)),
                span=f"{step.span[0]}–{step.span[1]}",  # noqa: RUF001 - English writes ranges with an en dash
                x=_share(step.span[0], end),
                width=max(_share(step.span[1] - step.span[0], end), 0.5),
                is_follow_up=restored is not None and step.span[0] >= restored,
            )
            for step in steps
        ),
        restored=None if restored is None else _mark_restored(restored, end),
        latest=f"{latest:%H:%M}" if latest else "",
    )


def _on_scale(view: EntryView) -> EntryView:
    """The step without its fact "Minutes", which the scale already shows."""
    return replace(view, facts=tuple(fact for fact in view.facts if fact.label != "Minutes"))


def _ticks(end: int, latest: datetime | None) -> Iterator[MinuteTick]:
    every = next((size for size in _TICKS if end / size <= _MOST_TICKS), end)
    for minute in range(0, end + 1, every):
        anchor = "start" if minute == 0 else "end" if minute + every > end and _share(minute, end) > 95 else "middle"
        moment = shift(latest, minute) if latest else None
        yield MinuteTick(
            x=_share(minute, end),
            text=f"min {minute}" if minute == 0 else str(minute),
            anchor=anchor,
            clock=f"{moment:%H:%M}" if moment else "",
        )


def _mark_restored(minute: int, end: int) -> MinuteTick:
    """The mark of the minute at which service is restored. Its label is on the side that has more space."""
    x = _share(minute, end)
    return MinuteTick(x, f"minute {minute}: service is back", "end" if x > _MIDDLE else "start")


def _share(minutes: int, end: int) -> float:
    return round(100 * minutes / end, 2)

"""The run sheet as a table: every step and notice that has a time, ordered by its offset from T-0."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Clock, say_day_beside, say_length, show_clock
from gonogo.model.schedule import MINUTES, start_of
from gonogo.site.parts.entry_view import EntryView, show_entry
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import State
from gonogo.verdict.reasons import plural
from gonogo.verdict.step_times import group_timed, measure_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.model.ids import EntryId
    from gonogo.model.schedule import Moment, Offset
    from gonogo.site.parts.contact_details import ContactDetails
    from gonogo.site.release_context import ReleaseContext
    from gonogo.verdict.step_times import StepTime, TimedEntry

_MOST_TITLES = 3
# Less slack than this share of the time until the next steps is a warning.
_LEAST_SLACK = 0.1


class RunRow(Frozen):
    """A step or notice of the run sheet; `start` is its clock time, or the minutes from the start of its block.

    `begins` is the start in ISO 8601, for the script that marks the current step, or the start of the previous step in
    the block if the step's own start is not known. `begins` is "" if T-0 has no time of day, or the release is closed.
    `moment` is the start, or the start of the block if the step's own start is not known; None if the block has no
    moment. `since` is the start in minutes, on one scale for all rows; `lasts` is the duration in minutes. Both are
    None if they are not known. `is_below` marks a step below another step of the block.
    """

    entry: EntryView
    href: str
    is_notice: bool
    is_below: bool
    is_excused: bool
    shape: str
    state: State | None
    start: str
    begins: str
    moment: Moment | None
    since: float | None
    lasts: int | None
    minutes: int | None
    is_overdue: bool
    people: tuple[ContactDetails, ...]
    to: str
    expect: tuple[TextPart, ...]
    run: str


class RunBlock(Frozen):
    """The steps and notices of one time. `slack` compares their planned minutes with the time until the next steps."""

    at: str
    title: str
    clock: Clock | None
    planned: str
    slack: State | None
    rows: tuple[RunRow, ...]


class RunTable(Frozen):
    """The blocks of the sheet, earliest first.

    `before` has the blocks more than 24 hours before T-0, which `before_said` sums up. `is_owned` says that at least
    one step has an owner, so that a step without an owner is a gap. `is_internal` is False on a public site.
    """

    before: tuple[RunBlock, ...]
    before_said: str
    blocks: tuple[RunBlock, ...]
    is_internal: bool
    is_owned: bool

    @property
    def is_overdue_before(self) -> bool:
        return any(row.is_overdue for block in self.before for row in block.rows)


def show_run_table(context: ReleaseContext) -> RunTable:
    """The run sheet of a release.

    If all blocks are more than 24 hours before T-0, they are in `blocks`, and `before` is empty.
    """
    blocks = tuple(_run_blocks(context))
    before = tuple(block for at, block in blocks if at.nominal < -MINUTES["d"])
    day = tuple(block for at, block in blocks if at.nominal >= -MINUTES["d"])
    return RunTable(
        before=before if day else (),
        before_said=_say_before(before),
        blocks=day or before,
        is_internal=not context.snapshot.is_public,
        is_owned=any(section.owner_of(entry) for section, entry in context.release.walk() if section.at_of(entry)),
    )


def _say_before(blocks: tuple[RunBlock, ...]) -> str:
    """The number of notices and steps, and the number of unsettled ones among them, in words."""
    rows = [row for block in blocks for row in block.rows]
    notices = sum(row.is_notice for row in rows)
    steps, left = len(rows) - notices, sum(not row.entry.is_settled for row in rows)
    counts = [f"{count} {plural(count, word)}" for count, word in ((notices, "notice"), (steps, "step")) if count]
    return ", ".join((*counts, f"{left} open" if left else "all settled"))


def _run_blocks(context: ReleaseContext) -> Iterator[tuple[Offset, RunBlock]]:
    """Each block with its offset from T-0, earliest first."""
    groups = group_timed(context.release)
    starts = [group[0].when for group in groups if group[-1].entry.takes_time]
    for group in groups:
        following = next((start for start in starts if start > group[0].when), None)
        until_next = None if following is None else round(following - group[0].when)
        yield group[0].at, _run_block(group, until_next, context)


def _run_block(group: tuple[TimedEntry, ...], until_next: int | None, context: ReleaseContext) -> RunBlock:
    at = group[0].at
    moment = context.release.resolve(at)
    steps = [timed for timed in group if timed.entry.takes_time]
    titles = list(dict.fromkeys(timed.section.title for timed in steps or group))
    if len(titles) > _MOST_TITLES:
        titles = [*titles[:_MOST_TITLES], f"{len(titles) - _MOST_TITLES} more"]
    times = measure_block(group, context.release, context.judgement)
    planned, slack = _say_planned([times[step.entry.id].lasts for step in steps], until_next)
    return RunBlock(
        at=at.text,
        title=" + ".join(titles),
        clock=show_clock(moment, context.release.t_zero) if moment else None,
        planned=planned,
        slack=slack,
        rows=tuple(_rows(group, moment, times, context)),
    )


def _say_planned(lengths: list[int | None], until_next: int | None) -> tuple[str, State | None]:
    """The planned part of the time until the next steps, in words, and the slack if every step has a duration."""
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
    return text, _show_slack(room - total, room)


def _show_slack(left: int, room: int) -> State:
    """The slack as a tag. It is good if at least a tenth of the time until the next steps is not planned."""
    if left >= room * _LEAST_SLACK:
        return State("slack", f"{say_length(left)} slack", "good", "go")
    return State("tight", f"Only {say_length(left)} slack" if left else "No slack", "warn", "cond")


def _rows(
    group: tuple[TimedEntry, ...],
    moment: Moment | None,
    times: Mapping[EntryId, StepTime],
    context: ReleaseContext,
) -> Iterator[RunRow]:
    begins = ""
    below = {child.id for timed in group for child in timed.entry.children}
    for timed in group:
        entry = timed.entry
        view = show_entry(entry, timed.section, context)
        is_open = view.state.word == entry.states[0].word
        passed, lasts, start, _ = times[entry.id]
        begins = start.isoformat() if start and not context.release.outcome else begins
        yield RunRow(
            entry=view,
            href=context.link_entry(timed.section, entry),
            is_notice=not entry.takes_time,
            is_below=entry.id in below,
            is_excused=view.is_settled and entry.describe_state(context.judgement.states[entry.id]).is_excused,
            shape="signed" if view.is_settled else "box" if is_open else view.state.shape,
            state=None if is_open or not view.is_tagged else view.state,
            start=_say_start(moment, start, passed),
            begins=begins,
            moment=start or moment,
            since=None if passed is None else timed.when + passed,
            lasts=lasts,
            minutes=entry.minutes,
            is_overdue=view.is_overdue,
            people=tuple(person for person in view.owners if not person.is_vacant),
            to=", ".join(_say_channel(channel, context) for channel in entry.channels),
            expect=parse_prose(entry.expect),
            run=entry.run,
        )


def _say_start(moment: Moment | None, start: datetime | None, passed: int | None) -> str:
    """The clock time of the start, with the day if it is not the day of the block.

    If T-0 has no time of day: the minutes from the start of the block.
    """
    if start is None or moment is None:
        return f"+{say_length(passed)}" if passed and not isinstance(moment, datetime) else ""
    day = "" if start.date() == start_of(moment).date() else f"{say_day_beside(start, moment)}, "
    return f"{day}{start:%H:%M}"


def _say_channel(channel: str, context: ReleaseContext) -> str:
    known = context.channel(channel)
    return f"{known.title} ({known.address})" if known and known.address else context.channel_name(channel)

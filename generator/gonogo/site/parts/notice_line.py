"""The timeline of a release's notices: a column for each time, and a row for each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.notices import Notice
from gonogo.model.clock import say_short
from gonogo.model.system import Channel
from gonogo.site.layout import COMMUNICATION
from gonogo.site.parts.state_look import State, show_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gonogo.model.ids import ChannelId
    from gonogo.model.schedule import Offset
    from gonogo.site.release_context import ReleaseContext

T_ZERO = "T-0"
_FEWEST_TIMES = 2


class TimeHead(Frozen):
    """The head of a column: the time of notices, such as `T-1d`.

    `day` is the day in words, "" if T-0 is not planned.
    """

    text: str
    day: str
    is_t_zero: bool


class NoticeMark(Frozen):
    """A notice in the cell for its channel and its time."""

    title: str
    href: str
    state: State


class ChannelLine(Frozen):
    """The row of a channel, with a cell for each time; a cell contains any number of notices."""

    title: str
    cells: tuple[tuple[NoticeMark, ...], ...]


class NoticeLine(Frozen):
    """The timeline: columns earliest first, and a row for each channel.

    T-0 has a column even if no notice is sent at T-0.
    """

    times: tuple[TimeHead, ...]
    rows: tuple[ChannelLine, ...]


def draw_notices(context: ReleaseContext) -> NoticeLine | None:
    """The timeline of the notices that have a time and a channel; None if they have fewer than two different times."""
    notices = [
        (at, entry)
        for section in context.layout.sections_at(COMMUNICATION)
        for entry in section.walk()
        if isinstance(entry, Notice) and entry.channels and (at := section.at_of(entry))
    ]
    offsets = {at.nominal: at for at, _ in notices}
    if len(offsets) < _FEWEST_TIMES:
        return None
    order = sorted({*offsets, 0})
    return NoticeLine(
        times=tuple(_show_time(offsets.get(nominal), context) for nominal in order),
        rows=tuple(_show_channel(channel, notices, order, context) for channel in _order_channels(notices, context)),
    )


def _show_time(at: Offset | None, context: ReleaseContext) -> TimeHead:
    moment = context.release.resolve(at) if at else context.release.deploy_at
    day = say_short(context.release.in_zone(moment)) if moment else ""
    return TimeHead(at.text if at else T_ZERO, day, is_t_zero=at is None or not at.nominal)


def _order_channels(notices: Iterable[tuple[Offset, Notice]], context: ReleaseContext) -> list[ChannelId]:
    """The channels of the notices: first the channels in system.yml, in file order, then unknown channels."""
    used = dict.fromkeys(channel for _, notice in notices for channel in notice.channels)
    known = context.system.facts.channels if context.system.facts else {}
    return [*(channel for channel in known if channel in used), *(channel for channel in used if channel not in known)]


def _show_channel(
    channel: ChannelId, notices: list[tuple[Offset, Notice]], order: list[int], context: ReleaseContext
) -> ChannelLine:
    cells = (
        tuple(
            NoticeMark(notice.title, f"#{notice.id}", show_state(notice, context.judgement, context.snapshot.people))
            for at, notice in notices
            if at.nominal == nominal and channel in notice.channels
        )
        for nominal in order
    )
    return ChannelLine((context.channel(channel) or Channel(id=channel, title=channel)).title, tuple(cells))

"""The communication of a release: the next notice, a timeline of its notices, and the channels."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.format.sections.notices import Notice
from gonogo.model.clock import Clock, say_due, show_clock
from gonogo.model.system import Channel
from gonogo.site.layout import COMMUNICATION, SPECIAL
from gonogo.site.page import Fragment, Heading, Page
from gonogo.site.parts.entry_view import EntryView, section_facts, show_entry
from gonogo.site.parts.notice_line import draw_notices
from gonogo.site.parts.page_head import FactBox, frame_page
from gonogo.site.parts.prose import TextPart, parse_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.release import Section
    from gonogo.site.page import Block
    from gonogo.site.parts.entry_facts import Fact
    from gonogo.site.release_context import ReleaseContext

# Only these addresses become mailto links, which are not escaped: a question mark would begin the headers of the mail.
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
# The columns of the table already show these facts.
_COLUMNS = ("At", "Channels")


class ChannelRow(Frozen):
    """A channel. `where` is its address, in which web addresses become links; `is_mail` marks an e-mail address."""

    title: str
    audience: str
    address: str
    where: tuple[TextPart, ...]
    is_mail: bool
    about: tuple[TextPart, ...]
    gaps: tuple[str, ...]


class NoticeRow(Frozen):
    entry: EntryView
    facts: tuple[Fact, ...]
    at: str
    clock: Clock | None
    to: tuple[ChannelRow, ...]


class NoticesTable(Frozen):
    facts: tuple[Fact, ...]
    rows: tuple[NoticeRow, ...]


def plan_communication(context: ReleaseContext) -> Page:
    """The next notice, the timeline, a table for each section of notices, then the channels of the system."""
    blocks: list[Block] = [*_plan_summary(context)]
    anchors: list[str] = []
    for section in context.layout.sections_at(COMMUNICATION):
        rows = tuple(_show_notice(entry, section, context) for entry in section.entries if isinstance(entry, Notice))
        table = NoticesTable(section_facts(section, context), rows)
        blocks += [Heading(2, section.title, context.layout.anchor_of(section)), Fragment("notices", table)]
        anchors += (entry.id for entry in section.walk())
    if not anchors:
        blocks.append(Fragment("empty", "No notice is planned: add a section of kind `notices`."))
    facts = context.system.facts
    channels = tuple(map(_show_channel, facts.channels.values() if facts else ()))
    empty = f"No channel is known: add `channels` to checklists/{context.system.id}/system.yml."
    blocks += [
        Heading(2, "Channels", "channels_"),
        Fragment("channels", channels) if channels else Fragment("empty", empty),
    ]
    return frame_page(context, SPECIAL[COMMUNICATION], *blocks, anchors=tuple(anchors))


def _plan_summary(context: ReleaseContext) -> Iterator[Fragment]:
    """The number of sent notices and the next notice, then the timeline of all notices; empty without notices."""
    sections = context.layout.sections_at(COMMUNICATION)
    notices = [(section.at_of(entry), entry) for section in sections for entry in section.walk()]
    if not notices:
        return
    waiting = [(at, entry) for at, entry in notices if entry.id not in context.judgement.settled]
    text = ""
    if waiting and not context.release.outcome:
        at, notice = min(waiting, key=lambda pair: pair[0].nominal if pair[0] else math.inf)
        text = f"Next: {notice.title}" + (f", {say_due(at, context.release)}" if at else "")
    strong = f"{len(notices) - len(waiting)} of {len(notices)} sent"
    yield Fragment("fact", FactBox("mute" if waiting else "good", strong, parse_prose(text)))
    if line := draw_notices(context):
        yield Fragment("notice_line", line)


def _show_notice(notice: Notice, section: Section, context: ReleaseContext) -> NoticeRow:
    view = show_entry(notice, section, context)
    at = section.at_of(notice)
    moment = context.release.resolve(at) if at else None
    channels = (context.channel(channel) or Channel(id=channel, title=channel) for channel in notice.channels)
    return NoticeRow(
        entry=view,
        facts=tuple(fact for fact in view.facts if fact.is_gap or fact.label not in _COLUMNS),
        at=at.text if at else "",
        clock=show_clock(moment, context.release.t_zero) if moment else None,
        to=tuple(map(_show_channel, channels)),
    )


def _show_channel(channel: Channel) -> ChannelRow:
    return ChannelRow(
        title=channel.title,
        audience=channel.audience,
        address=channel.address,
        where=parse_prose(channel.address),
        is_mail=bool(_MAIL.fullmatch(channel.address)),
        about=parse_prose(channel.about),
        gaps=channel.gaps,
    )

"""The feed of the newest landings with their events."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.model.schedule import write_utc
from gonogo.site.parts.event_view import show_event
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.history.event_index import IndexedEvent
    from gonogo.site.parts.event_view import EventView
    from gonogo.site.plan import SitePlan

_MOST_LANDINGS, _MOST_EVENTS = 50, 20


class FeedEntry(Frozen):
    """A landing, with a line for each of its events, oldest first; `more` is the number of events left out."""

    id: str
    title: str
    updated: str
    authors: tuple[str, ...]
    href: str
    lines: tuple[str, ...]
    more: int


class FeedView(Frozen):
    """A feed, newest entry first. Its strings have no invisible characters, because XML does not allow all of them."""

    id: str
    title: str
    updated: str
    href: str
    own_href: str
    version: str
    entries: tuple[FeedEntry, ...]


def plan_feed(site: SitePlan) -> FeedView | None:
    """The feed of the newest landings; None without history. Links are relative if the site has no `url`.

    Ids depend only on the id of the project and of the commits, so that a feed reader recognizes an entry even if the
    site moves. Entries are in landing order; a landing without a date gets the time of the build.
    """
    if site.event_index is None:
        return None
    groups = [tuple(group) for _, group in groupby(site.event_index.events, key=lambda indexed: indexed.event.landing)]
    entries = tuple(_show_landing(group, site) for group in reversed(groups[-_MOST_LANDINGS:]))
    updated = entries[0].updated if entries else write_utc(site.stamp.as_of)
    page = site.urls.link(site.home, site.audit_page())
    return FeedView(
        id=_make_id(site, "feed"),
        title=visible(f"Audit trail · {site.title}"),
        updated=updated,
        href=_locate(site, page),
        own_href=_locate(site, site.urls.link_file(site.home, site.feed)),
        version=site.stamp.version,
        entries=entries,
    )


def _show_landing(group: tuple[IndexedEvent, ...], site: SitePlan) -> FeedEntry:
    first = group[0]
    landing = first.event.landing
    landed = site.event_index.landed_at(first.event) if site.event_index else None
    views = [show_event(indexed, site.home, site) for indexed in group[:_MOST_EVENTS]]
    lines = tuple(" ".join(_say_event(view).split()) for view in views)
    count = len(group)
    return FeedEntry(
        id=_make_id(site, landing),
        title=lines[0] if count == 1 else f"{count} {plural(count, 'event')}: {lines[0]}, …",
        updated=write_utc(landed or site.stamp.as_of),
        authors=tuple(dict.fromkeys(view.writer.name or "nobody" for view in views)),
        href=_locate(site, site.link_event(site.home, first)),
        lines=lines,
        more=count - len(views),
    )


def _say_event(view: EventView) -> str:
    """`shop/v1#code/tests (Tests pass): Done`, followed by the changed field and its values."""
    values = [view.field, *((view.before or "", "→", view.after or "") if view.before or view.after else ())]
    text = " ".join(filter(None, values)).removeprefix("→ ").removesuffix(" →")
    reversal = "; it reverses an earlier answer" if view.is_reversal else ""
    title = f" ({view.title})" if view.title != view.ref else ""
    return f"{view.ref}{title}: {view.state.text}{f': {text}' if text else ''}{reversal}"


def _make_id(site: SitePlan, name: str) -> str:
    return f"urn:uuid:{site.make_uuid(name)}"


def _locate(site: SitePlan, relative: str) -> str:
    return site.locate(site.home, relative) or relative

"""What happened last, for feed readers: the newest landings with their events."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from gonogo.core.frozen import Frozen
from gonogo.core.safe_text import visible
from gonogo.model.schedule import write_utc
from gonogo.site.parts.event_view import show_event
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.history.index import IndexedEvent
    from gonogo.site.parts.event_view import EventView
    from gonogo.site.plan import SitePlan

_MOST_LANDINGS, _MOST_EVENTS = 50, 20


class FeedEntry(Frozen):
    """A landing: its events in a line each, the oldest first, `more` of them left out; who wrote them, and a link."""

    id: str
    title: str
    updated: str
    authors: tuple[str, ...]
    href: str
    lines: tuple[str, ...]
    more: int


class FeedView(Frozen):
    """A feed, newest entry first. Every text in it is visible, as events are: XML knows no other characters."""

    id: str
    title: str
    updated: str
    href: str
    own_href: str
    version: str
    entries: tuple[FeedEntry, ...]


def plan_feed(site: SitePlan, title: str, url: str) -> FeedView | None:
    """The newest landings; None without history. Links are relative where `url`, the site's, is "".

    Ids are made of the id of the project and of commits alone, so that a reader knows an entry again whatever became
    of the site. The order is that of landings; a landing without a date is told as of the build.
    """
    if site.event_index is None:
        return None
    groups = [tuple(group) for _, group in groupby(site.event_index.events, key=lambda told: told.event.landing)]
    entries = tuple(_entry(group, site, url) for group in reversed(groups[-_MOST_LANDINGS:]))
    updated = entries[0].updated if entries else write_utc(site.stamp.as_of)
    page = site.urls.link(site.home, site.audit_page())
    return FeedView(
        id=_name(site, "feed"),
        title=visible(f"Audit trail · {title}"),
        updated=updated,
        href=_locate(site, page, url),
        own_href=_locate(site, site.urls.link_file(site.home, site.feed), url),
        version=site.stamp.version,
        entries=entries,
    )


def _entry(group: tuple[IndexedEvent, ...], site: SitePlan, url: str) -> FeedEntry:
    first = group[0]
    landing = first.event.landing
    landed = site.event_index.landed_at(first.event) if site.event_index else None
    views = [show_event(told, site.home, site) for told in group[:_MOST_EVENTS]]
    lines = tuple(" ".join(_say(view).split()) for view in views)
    count = len(group)
    return FeedEntry(
        id=_name(site, landing),
        title=lines[0] if count == 1 else f"{count} {plural(count, 'event')}: {lines[0]}, …",
        updated=write_utc(landed or site.stamp.as_of),
        authors=tuple(dict.fromkeys(view.writer.name or "nobody" for view in views)),
        href=_locate(site, site.link_event(site.home, first), url),
        lines=lines,
        more=count - len(views),
    )


def _say(view: EventView) -> str:
    """`shop/v1#code/tests: Done (Tests pass)`, with the values where the word does not say them."""
    values = [view.field, *((view.before or "", "→", view.after or "") if view.before or view.after else ())]
    said = " ".join(filter(None, values)).removeprefix("→ ").removesuffix(" →")
    undone = "; it undoes something" if view.is_reversal else ""
    title = f" ({view.title})" if view.title != view.ref else ""
    return f"{view.ref}{title}: {view.state.text}{f': {said}' if said else ''}{undone}"


def _name(site: SitePlan, what: str) -> str:
    """A name that is the same wherever the site lies (RFC 9562, version 5)."""
    project = site.snapshot.policy.project if site.snapshot.policy else ""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'gonogo:{project}:{what}')}"


def _locate(site: SitePlan, relative: str, url: str) -> str:
    return urljoin(f"{url.rstrip('/')}/{site.folder}", relative) if url else relative

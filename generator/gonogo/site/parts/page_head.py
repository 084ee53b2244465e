"""The frame of every page of a release: the bar with the tabs above, the source file and the build facts below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import Plan, show_plan
from gonogo.site.layout import AUDIT, OVERVIEW, ROLLBACK, RUN_SHEET, SIGN_OFFS, SPECIAL, phase_page
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.open_releases import list_open
from gonogo.site.parts.outcome_view import find_closing_day
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.stamp import stamp_release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.model.clock import Clock
    from gonogo.model.snapshot import System
    from gonogo.site.page import Block
    from gonogo.site.parts.prose import TextPart
    from gonogo.site.parts.stamp import Stamp
    from gonogo.site.plan import SitePlan
    from gonogo.site.release_context import ReleaseContext

SPRITE = Fragment("sprite", None)
# The tabs of these pages come first, because readers need them in a hurry.
_URGENT = (RUN_SHEET, ROLLBACK, SIGN_OFFS)


class Tab(Frozen):
    """A link in a bar. `stamp` is the badge of a release in the bar of a system, None for any other tab."""

    text: str
    href: str
    is_current: bool
    stamp: Stamp | None = None


class BarView(Frozen):
    """The bar on a page of a release. The bar of the overview has no badge, because the banner below shows the verdict.

    `blockers` is the number of blockers, None for a closed release. `closed_on` is the day of the closing, None for an
    open release, or if it is not known.
    """

    is_overview: bool
    stamp: Stamp
    name: str
    overview_href: str
    blockers: int | None
    blockers_href: str
    plan: Plan
    closed_on: Clock | None
    tabs: tuple[Tab, ...]


class FactBox(Frozen):
    """The main statement of a page, in a box: the text `strong` in bold, then `text`, `clock` and `links`."""

    tone: str
    strong: str
    text: tuple[TextPart, ...] = ()
    clock: Clock | None = None
    links: tuple[Link, ...] = ()


class SourceView(Frozen):
    """The file whose content a page shows.

    `offers` is "answers" or "decisions" if the page has offers of that kind, else "".
    """

    file: Link
    offers: str


def plan_notice(site: SitePlan) -> Iterator[Fragment]:
    """A box with the reason why no sign-off of the project can count; empty if sign-offs can count."""
    if notice := site.notice:
        yield Fragment("fact", FactBox("bad", notice.title, parse_prose(f"{notice.text} {notice.hint}")))


def _show_bar(context: ReleaseContext) -> BarView:
    phases = context.release.phases
    named = [(phase_page(phase), phases[phase].title) for phase in context.layout.phases]
    contacts = context.site.urls.link(context.path, context.site.contacts_page(context.system))
    first = [(OVERVIEW, "Overview"), *((page, SPECIAL[page]) for page in _URGENT)]
    left_out = _URGENT if context.site.past else (*_URGENT, AUDIT)
    rest = [*named, *((page, title) for page, title in SPECIAL.items() if page not in left_out)]
    current = context.page.partition("/")[0]
    return BarView(
        is_overview=context.page == OVERVIEW,
        stamp=stamp_release(context.release, context.judgement),
        name=context.name,
        overview_href=context.link_page(OVERVIEW),
        blockers=None if context.release.outcome else len(context.judgement.blockers),
        blockers_href=context.link_page(OVERVIEW, "verdict_"),
        plan=show_plan(context.release),
        closed_on=find_closing_day(context),
        tabs=(
            *(Tab(text, context.link_page(page), page == current) for page, text in first),
            Tab("Contacts", contacts, is_current=False),
            *(Tab(text, context.link_page(page), page == current) for page, text in rest),
        ),
    )


def _show_source(context: ReleaseContext) -> SourceView:
    is_quiet = bool(context.release.outcome) or context.page in (OVERVIEW, RUN_SHEET, AUDIT)
    offers = "" if is_quiet else "decisions" if context.page == SIGN_OFFS else "answers"
    path = context.system.path_of(context.release.id)
    return SourceView(Link(path, context.link_line(context.release.where.location).partition("#")[0]), offers)


def show_tabs(site: SitePlan, system: System, path: str) -> tuple[Tab, ...]:
    """The tabs of a system, for the page at `path`: its own page, its open releases with their badges, its contacts."""
    own, contacts = site.system_page(system.id), site.contacts_page(system)
    releases = [
        Tab(
            of.ref.release,
            site.urls.link(path, site.release_page(of.ref)),
            is_current=False,
            stamp=stamp_release(of.context.release if of.context else None, site.judgements[of.ref]),
        )
        for of in list_open((system,), site)
    ]
    return (
        Tab(system.name, site.urls.link(path, own), path == own),
        *releases,
        Tab("Contacts", site.urls.link(path, contacts), path == contacts),
    )


def frame_page(
    context: ReleaseContext, title: str, *blocks: Block, anchors: tuple[str, ...] = (), has_source: bool = True
) -> Page:
    """A page of the release with its frame; with `has_source`, the end of the page names the release's file.

    The navigation contains only the overview of a closed release, and never a page below another page, because every
    page of a site contains the complete navigation.
    """
    name = context.name
    is_overview = context.page == OVERVIEW
    return Page(
        path=context.path,
        title=name if is_overview else f"{title} · {name}",
        menu=()
        if (context.release.outcome and not is_overview) or "/" in context.page
        else (context.system.name, context.release.id, "Overview" if is_overview else title),
        blocks=(
            Heading(1, name, "top_") if is_overview else Heading(1, title, "top_", name),
            SPRITE,
            *([Fragment("subtitle", title)] if is_overview else []),
            Fragment("bar", _show_bar(context)),
            *blocks,
            *([Fragment("source", _show_source(context))] if has_source else []),
            Fragment("stamp", context.site.stamp),
        ),
        anchors=anchors,
    )

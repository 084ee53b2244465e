"""The home page: the open releases with their verdicts, the changes of the week, and the last closed releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import replace
from gonogo.model.clock import say_moment
from gonogo.model.judgement import Verdict
from gonogo.model.schedule import end_of
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.closed_releases import CLOSED, show_closed
from gonogo.site.parts.deployment_calendar import draw_calendar
from gonogo.site.parts.matrix import show_matrix
from gonogo.site.parts.next_steps import FirstStep
from gonogo.site.parts.open_releases import list_open
from gonogo.site.parts.page_head import SPRITE, plan_notice
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.week import show_week
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gonogo.site.page import Block
    from gonogo.site.parts.open_releases import OpenRelease
    from gonogo.site.plan import SitePlan

_MANY_SYSTEMS, _MOST_CLOSED = 4, 5
_FIRST_STEPS = (
    FirstStep(
        "Describe a system",
        parse_prose(
            "Make a folder `checklists/shop/` with `system.yml` (a description) and `roles.yml` (role holders)."
        ),
        "name: Shop",
    ),
    FirstStep("Write its checklist", parse_prose("One file for each release, such as `checklists/shop/v1.0.0.yml`.")),
    FirstStep("Check for gaps", parse_prose("Every message names the file, the line and the people."), "gonogo check"),
)


def plan_home(site: SitePlan) -> Page:
    """The open releases in the order of `list_open`, the calendar, the changes of the week, and closed releases."""
    systems = site.snapshot.systems.values()
    releases = list_open(systems, site)
    closed = show_closed(systems, site, site.home, _MOST_CLOSED)
    blocks: list[Block] = [Heading(1, site.title, "top_"), SPRITE]
    if releases or closed:
        blocks += plan_notice(site)
        blocks.append(Fragment("prose", parse_prose(_say_releases(releases, site))))
        blocks += _plan_open(releases, site)
        if calendar := draw_calendar(site):
            blocks += [Heading(2, "Next eight weeks", "calendar_"), Fragment("calendar", calendar)]
        if week := show_week(site):
            blocks += [Heading(2, "What changed this week", "week_"), Fragment("week", week)]
        blocks += [Heading(2, "Closed releases", CLOSED), Fragment("closed", closed)] if closed else []
    elif not site.snapshot.systems:
        blocks.append(Fragment("steps", _FIRST_STEPS))
    for system in systems:
        if not system.releases:
            link = Link(f"{system.name} has no release yet", site.urls.link(site.home, site.system_page(system.id)))
            blocks.append(Fragment("onward", link))
    twin = Link("The same for programs: readiness.json", site.urls.link_file(site.home, site.readiness))
    blocks += [Fragment("stamp", site.stamp), Fragment("onward", twin)]
    name = "Overview" if site.folder else "Home"  # if our pages are in a folder, the site has a home page of its own
    return Page(site.home, site.title, (name,), tuple(blocks))


def _plan_open(releases: Sequence[OpenRelease], site: SitePlan) -> Iterator[Block]:
    """A card for each open release, and a table that compares them; with four or more systems, only the table.

    A release with a fired trigger always has a card, which shows the first action and the people to call.
    """
    if not releases:
        return
    matrix = show_matrix(releases, site)
    yield Heading(2, "Open releases", "open_")
    if len({release.system.id for release in releases}) >= _MANY_SYSTEMS:
        fired = tuple(row.card for row in matrix.rows if row.card.fired)
        if fired:
            yield Fragment("releases", fired)
        yield Fragment("portfolio", replace(matrix, rows=tuple(row for row in matrix.rows if not row.card.fired)))
        return
    yield Fragment("releases", tuple(row.card for row in matrix.rows))
    if len(matrix.rows) > 1:
        yield Heading(2, "At a glance", "matrix_")
        yield Fragment("matrix", matrix)


def _say_releases(releases: Sequence[OpenRelease], site: SitePlan) -> str:
    """The number of open releases, of releases without NO-GO, and of releases after T-0; then the next T-0."""
    count = len(releases)
    if not count:
        return "No release is open."
    able = sum(site.judgements[release.ref].verdict is not Verdict.NO_GO for release in releases)
    can = {0: "none of them can go" if count > 1 else "it cannot go", count: "all can go" if count > 1 else "it can go"}
    text = (
        f"{count} {plural(count, 'release')} {'is' if count == 1 else 'are'} open; {can.get(able, f'{able} can go')}."
    )
    if fired := [release.name for release in releases if release.is_fired]:
        text = f"A trigger of {' and of '.join(fired)} has fired. {text}"
    if past := sum(release.is_past for release in releases):
        text = f"{text} {past} {'is' if past == 1 else 'are'} past {'its' if past == 1 else 'their'} T-0."
    coming = [(release.t_zero, release.name) for release in releases if release.t_zero and not release.is_past]
    if not coming:
        return f"{text} No T-0 is planned."
    t_zero, name = min(coming, key=lambda pair: end_of(pair[0]))
    return f"{text} The next T-0 is that of {name}: {say_moment(t_zero)}."

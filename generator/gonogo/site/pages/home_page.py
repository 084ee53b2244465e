"""The home page: every release with its verdict, the systems side by side, and what changed this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.model.clock import say_moment
from gonogo.model.judgement import Verdict
from gonogo.model.schedule import end_of, start_of
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.changes import show_week
from gonogo.site.parts.matrix import show_matrix
from gonogo.site.parts.next_steps import FirstStep
from gonogo.site.parts.page_head import SPRITE, plan_notice
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.release_cards import list_cards, list_closed
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from gonogo.site.page import Block
    from gonogo.site.parts.release_cards import ReleaseCard
    from gonogo.site.plan import SitePlan

_FIRST_STEPS = (
    FirstStep(
        "Describe a system",
        parse_prose(
            "Make a folder `checklists/shop/` with `system.yml` (what it is) and `roles.yml` (who holds which role)."
        ),
        "name: Shop",
    ),
    FirstStep("Write its checklist", parse_prose("One file for each release, such as `checklists/shop/v1.0.0.yml`.")),
    FirstStep("Look at what is missing", parse_prose("Every message names file, line and names."), "gonogo check"),
)


def plan_home(site: SitePlan) -> Page:
    """Every release with its verdict: those with a fired trigger first, the closed ones last."""
    systems = site.snapshot.systems.values()
    cards = list_cards(systems, site, site.home)
    still_open = tuple(sorted(cards, key=lambda card: card.fired is None))
    closed = list_closed(systems, site, site.home)
    blocks: list[Block] = [Heading(1, site.title, "top_"), SPRITE]
    if still_open or closed:
        blocks += plan_notice(site)
        blocks.append(Fragment("prose", parse_prose(_say_releases(site, still_open))))
        blocks += [Heading(2, "Open releases", "open_"), Fragment("releases", still_open)] if still_open else []
        matrix = show_matrix(site)
        if len(matrix.rows) > 1:
            blocks += [Heading(2, "At a glance", "matrix_"), Fragment("matrix", matrix)]
        if week := show_week(site):
            blocks += [Heading(2, "What changed this week", "week_"), Fragment("week", week)]
        blocks += [Heading(2, "Closed releases", "closed_"), Fragment("closed", closed)] if closed else []
    elif not site.snapshot.systems:
        blocks.append(Fragment("steps", _FIRST_STEPS))
    for system in site.snapshot.systems.values():
        if not system.releases:
            link = Link(f"{system.name} has no release yet", site.urls.link(site.home, site.system_page(system.id)))
            blocks.append(Fragment("onward", link))
    twin = Link("The same for programs: readiness.json", site.urls.link_file(site.home, site.readiness))
    blocks += [Fragment("stamp", site.stamp), Fragment("onward", twin)]
    return Page(site.home, site.title, ("Home",), tuple(blocks))


def _say_releases(site: SitePlan, cards: tuple[ReleaseCard, ...]) -> str:
    """How many releases are open, how many can go, and which comes next."""
    count = len(cards)
    if not count:
        return "No release is open."
    able = sum(card.verdict is not Verdict.NO_GO for card in cards)
    can = {0: "none of them can go" if count > 1 else "it cannot go", count: "all can go" if count > 1 else "it can go"}
    text = (
        f"{count} {plural(count, 'release')} {'is' if count == 1 else 'are'} open; {can.get(able, f'{able} can go')}."
    )
    planned = [
        (release.in_zone(t_zero), f"{system.name} {release.id}")
        for system, release in site.snapshot.releases()
        if not release.outcome and (t_zero := release.deploy_at)
    ]
    coming = [(t_zero, name) for t_zero, name in planned if end_of(t_zero) >= site.stamp.as_of]
    if past := len(planned) - len(coming):
        text = f"{text} {past} {'is' if past == 1 else 'are'} past {'its' if past == 1 else 'their'} T-0."
    if not coming:
        return f"{text} No T-0 is planned."
    t_zero, name = min(coming, key=lambda pair: start_of(pair[0]))
    return f"{text} The next T-0 is that of {name}: {say_moment(t_zero)}."

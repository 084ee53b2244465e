"""Law: the number of unsettled entries is the same in JSON, bar, headline, list, filter, matrix, home and banner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given

from building import AS_OF
from gonogo.model.snapshot import Snapshot, System
from gonogo.outputs.json_documents import release_status
from gonogo.outputs.markdown_pages import render_page
from gonogo.site.layout import phase_page
from gonogo.site.pages.home_page import plan_home
from gonogo.site.pages.overview_page import VerdictView, plan_overview
from gonogo.site.pages.phase_page import BriefView, plan_phase
from gonogo.site.parts.fired_triggers import covers_group
from gonogo.site.parts.matrix import show_matrix
from gonogo.site.parts.open_releases import list_open
from gonogo.site.parts.page_head import FactBox
from gonogo.site.parts.progress import measure_phase
from gonogo.site.plan import BuildStamp, SitePlan
from gonogo.site.release_context import context_of
from gonogo.verdict.evaluation import judge
from verdict.drawing import Drawn, releases

if TYPE_CHECKING:
    from gonogo.site.page import Page
    from gonogo.site.release_context import ReleaseContext

    Section = dict[str, Any]

ROW = re.compile(r'<div id="[^"]*" class="gonogo-item ([^"]*)"')


@given(releases())
def test_open_has_one_number(drawn: Drawn) -> None:
    """Each place that shows the number of unsettled entries agrees with the JSON."""
    release = drawn.read()
    judgement = judge(release, drawn.evidence(), AS_OF)
    system = System(release.system, None, {}, {release.id: release})
    site = SitePlan(Snapshot({}, None, {system.id: system}), {release.ref: judgement}, BuildStamp(AS_OF, "1", "H"))
    context = context_of(release, site)
    document: dict[str, Any] = release_status(release.ref, release, judgement)
    progress = document["progress"]
    counted = [0, 0]
    for phase in document["phases"]:
        left = phase["total"] - phase["settled"]
        bar = measure_phase(phase["id"], release, judgement)
        assert (bar.settled, bar.total) == (phase["settled"], phase["total"])
        assert bar.done + bar.excused + bar.blocked <= bar.total
        check_phase(context, phase["id"], left, phase["total"])
        if phase["gate"] == "go":
            counted = [counted[0] + phase["settled"], counted[1] + phase["total"]]
    assert [progress["settled"], progress["total"]] == counted
    check_banner(context, len(document["blockers"]))
    check_matrix(site, document["sections"], context)


def views(page: Page, template: str) -> list[Any]:
    """The views of the fragments of a page with this template."""
    return [block.view for block in page.blocks if getattr(block, "template", "") == template]


def check_phase(context: ReleaseContext, phase: str, left: int, total: int) -> None:
    """Checks headline, list and filter of a phase page; entries on other pages are counted."""
    if phase not in context.layout.phases:
        return
    page = plan_phase(context.on(phase_page(phase)), phase)
    boxes = [box for box in views(page, "fact") if isinstance(box, FactBox)]
    assert len(boxes) == bool(total)
    if not boxes:
        return
    assert boxes[0].strong == (f"{left} of {total} are not settled" if left else f"All {total} are settled")
    elsewhere = re.search(r"(\d+) of them (?:has a page|have pages)", "".join(part.text for part in boxes[0].text))
    here = left - int(elsewhere[1] if elsewhere else 0)
    rows = [row.split() for row in ROW.findall(render_page(page).source)]
    assert sum("is-open" in row for row in rows) == here
    assert not any("is-open" in row and "is-heading" in row for row in rows)
    lists = [view for view in views(page, "brief") if isinstance(view, BriefView)]
    for view in lists:
        assert len(view.entries) == (here if not view.text else int(view.text.split()[0]))
        assert all(entry.is_settled == bool(view.text) for entry in view.entries)


def check_banner(context: ReleaseContext, blockers: int) -> None:
    """Checks the sentence, the groups and the entries of the banner, each named once."""
    (view,) = views(plan_overview(context), "verdict")
    assert isinstance(view, VerdictView)
    listed = sum(len(group.reasons) for group in view.groups) - len(context.judgement.excuses)
    fired = len(view.fired.triggers) if view.fired and covers_group(context) else 0
    assert listed + fired == blockers
    number = re.search(r"(\d+) blockers?", view.sentence)
    assert int(number[1] if number else 0) == blockers


def check_matrix(site: SitePlan, sections: list[Section], context: ReleaseContext) -> None:
    """Checks that the cells of the matrix equal the numbers of sections, and the home page those of phases."""
    view = show_matrix(list_open(site.snapshot.systems.values(), site), site)
    ((_, *cells),) = [(row.card.name, *row.cells) for row in view.rows]
    gates = {phase.id: phase.gate for phase in context.release.phases.values()}
    for title, gate in (("Items", "go"), ("After GO", "close")):
        cell = cells[view.columns.index(title)]
        of_kind = [one for one in sections if one["kind"] == "checklist" and gates[one["phase"]] == gate]
        settled, total = sum(one["settled"] for one in of_kind), sum(one["total"] for one in of_kind)
        assert (cell.count if cell else "0 of 0") == f"{settled} of {total}"
        if cell and "open" in cell.state.text:
            assert cell.state.text.startswith(f"{total - settled} open")
    (cards,) = views(plan_home(site), "releases")
    by_title = {row.title: row.bar for row in cards[0].phases}
    assert all(
        (by_title[phase.title].settled, by_title[phase.title].total) == context.judgement.phases[phase.id]
        for phase in context.release.phases.values()
        if phase.title in by_title
    )

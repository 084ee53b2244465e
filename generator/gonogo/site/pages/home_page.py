"""The pages above the releases: home, systems, contacts, findings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import Severity
from gonogo.core.frozen import Frozen
from gonogo.model.clock import Plan, say_moment, show_plan
from gonogo.model.judgement import Verdict
from gonogo.model.references import Ref
from gonogo.model.schedule import end_of, start_of
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.changes import show_week
from gonogo.site.parts.entry_facts import show_link
from gonogo.site.parts.matrix import show_matrix
from gonogo.site.parts.next_steps import FirstStep
from gonogo.site.parts.page_head import SPRITE, FactBox, show_tabs
from gonogo.site.parts.progress import ProgressRow, show_phases
from gonogo.site.parts.prose import parse_prose
from gonogo.site.parts.revocations import plan_revocations
from gonogo.verdict.reasons import group_reasons, plural, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.ids import ReleaseId
    from gonogo.model.snapshot import System
    from gonogo.model.system import Resource
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


class CardReason(Frozen):
    """A reason on a card: what, which if they are few, and where all of them stand."""

    heading: str
    names: str
    href: str


class ReleaseCard(Frozen):
    """A release in a list."""

    name: str
    title: str
    href: str
    verdict: Verdict
    sentence: str
    plan: Plan | None
    phases: tuple[ProgressRow, ...]
    reasons: tuple[CardReason, ...]
    outcome: str
    declared: str
    declared_href: str
    is_contradicted: bool


class ResourceRow(Frozen):
    """A resource; its link is a gap while the URL is empty."""

    title: str
    link: Link | None
    is_gap: bool


class FindingRow(Frozen):
    """A diagnostic in a list."""

    line: int
    severity: str
    tone: str
    shape: str
    rule: str
    message: str
    help: str


class FindingGroup(Frozen):
    """The diagnostics of one file."""

    path: str
    rows: tuple[FindingRow, ...]


class UnreadableView(Frozen):
    """A release of which nothing is known but the errors in its file."""

    verdict: Verdict
    groups: tuple[FindingGroup, ...]


_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: "mute"}
_SHAPES = {Severity.ERROR: "blocked", Severity.WARNING: "cond", Severity.NOTE: "gap"}
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
    """Every release with its verdict, the open ones first, and how the systems compare."""
    cards = tuple(_cards(site, site.home, site.snapshot.systems.values()))
    still_open = tuple(card for card in cards if not card.outcome)
    closed = tuple(card for card in cards if card.outcome)
    blocks: list[Block] = [Heading(1, site.title, "top_"), SPRITE]
    if cards:
        blocks.append(Fragment("prose", parse_prose(_say_releases(site, still_open))))
        blocks += [Heading(2, "Open releases", "open_"), Fragment("releases", still_open)] if still_open else []
        matrix = show_matrix(site)
        if len(matrix.rows) > 1:
            blocks += [Heading(2, "Side by side", "matrix_"), Fragment("matrix", matrix)]
        if week := show_week(site):
            blocks += [Heading(2, "What changed this week", "week_"), Fragment("week", week)]
        blocks += [Heading(2, "Closed releases", "closed_"), Fragment("releases", closed)] if closed else []
    elif not site.snapshot.systems:
        blocks.append(Fragment("steps", _FIRST_STEPS))
    for system in site.snapshot.systems.values():
        if not system.releases:
            link = Link(f"{system.name} has no release yet", site.urls.link(site.home, site.system_page(system.id)))
            blocks.append(Fragment("onward", link))
    blocks.append(Fragment("stamp", site.stamp))
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
        (t_zero, f"{system.name} {release.id}")
        for system, release in site.snapshot.releases()
        if not release.outcome and (t_zero := release.deploy_at)
    ]
    coming = [one for one in planned if end_of(one[0]) >= site.stamp.as_of]
    if past := len(planned) - len(coming):
        text = f"{text} {past} {'is' if past == 1 else 'are'} past {'its' if past == 1 else 'their'} T-0."
    if not coming:
        return f"{text} No T-0 is planned."
    t_zero, name = min(coming, key=lambda one: start_of(one[0]))
    return f"{text} The next T-0 is that of {name}: {say_moment(t_zero)}."


def plan_system(site: SitePlan, system: System) -> Page:
    """A system: its releases and its resources."""
    path = site.system_page(system.id)
    cards = tuple(_cards(site, path, (system,)))
    blocks: list[Block] = [
        Heading(1, system.name, "top_"),
        SPRITE,
        Fragment("system_bar", show_tabs(site, system, path)),
    ]
    if system.facts and system.facts.summary:
        blocks.append(Fragment("prose", parse_prose(system.facts.summary)))
    blocks += [Heading(2, "Releases", "releases_")]
    empty = f"This system has no release yet: add a file checklists/{system.id}/<release>.yml."
    blocks.append(Fragment("releases", cards) if cards else Fragment("empty", empty))
    resources = tuple(system.facts.resources.values()) if system.facts else ()
    for number, group in enumerate(dict.fromkeys(one.group for one in resources)):
        of_group = tuple(_resource(one) for one in resources if one.group == group)
        blocks += [Heading(2, group or "Resources", f"resources{number}_"), Fragment("resources", of_group)]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, system.name, (system.name, "Overview"), tuple(blocks))


def _resource(resource: Resource) -> ResourceRow:
    return ResourceRow(resource.title, show_link(resource.url) if resource.url else None, "url" in resource.gaps)


def _cards(site: SitePlan, source: str, systems: Iterable[System]) -> Iterator[ReleaseCard]:
    for system in systems:
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            judgement = site.judgements[ref]
            page = site.release_page(ref)
            yield ReleaseCard(
                name=f"{system.name} {name}",
                title=release.title if release else "The file does not decode",
                href=site.urls.link(source, page),
                verdict=judgement.verdict,
                sentence=say_verdict(judgement, release),
                plan=show_plan(release) if release else None,
                phases=show_phases(site.context(system, release), source, ("go", "close")) if release else (),
                reasons=tuple(
                    CardReason(group.heading, group.names, site.urls.link(source, page, f"reason{number}_"))
                    for number, group in enumerate(group_reasons(judgement, release), 1)
                ),
                outcome=release.outcome if release else "",
                declared=release.declared if release else "",
                declared_href=site.urls.link(source, page, "declared_"),
                is_contradicted=any(one.ref == ref for one in judgement.contradictions),
            )


def plan_unreadable(site: SitePlan, system: System, name: ReleaseId, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """A release whose file does not decode: it keeps its page, which says why."""
    ref = Ref(system.id, name)
    path, title = site.release_page(ref), f"{system.name} {name}"
    found = tuple(one for one in diagnostics if one.location.path == system.path_of(name))
    view = UnreadableView(site.judgements[ref].verdict, tuple(_finding_groups(found)))
    tabs = Fragment("system_bar", show_tabs(site, system, path))
    blocks: list[Block] = [Heading(1, title, "top_"), SPRITE, tabs, Fragment("unreadable", view)]
    if site.past:
        blocks.append(Fragment("onward", Link("Audit trail", site.urls.link(path, site.audit_page(ref)))))
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, title, (system.name, name, "Overview"), tuple(blocks))


def plan_findings(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """Everything that `gonogo check` says, by file."""
    groups = tuple(_finding_groups(diagnostics))
    blocks: list[Block] = [Heading(1, "Findings", "top_"), SPRITE]
    blocks += plan_revocations(site, site.findings, site.told_of())
    if diagnostics:
        blocks.append(Fragment("fact", _count_findings(diagnostics)))
    blocks.append(
        Fragment("findings", groups)
        if groups
        else Fragment("empty", "`gonogo check` has nothing to say: no error, no contradiction, no gap.")
    )
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.findings, "Findings", ("Findings",), tuple(blocks))


def _count_findings(diagnostics: tuple[Diagnostic, ...]) -> FactBox:
    counts = [(severity, sum(one.severity is severity for one in diagnostics)) for severity in Severity]
    said = [f"{count} {plural(count, severity.value)}" for severity, count in counts if count]
    worst = next(severity for severity, count in counts if count)
    return FactBox(_TONES[worst], ", ".join(said))


def _finding_groups(diagnostics: tuple[Diagnostic, ...]) -> Iterator[FindingGroup]:
    for path, found in groupby(diagnostics, lambda one: one.location.path):
        yield FindingGroup(path, tuple(_finding(one) for one in found))


def _finding(one: Diagnostic) -> FindingRow:
    severity = one.severity
    line, tone, shape = one.location.span.line, _TONES[severity], _SHAPES[severity]
    return FindingRow(line, severity.value, tone, shape, one.rule, one.message, one.help)

"""The pages above the releases: home, systems, contacts, findings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.diagnostics import Severity
from gonogo.frozen import Frozen
from gonogo.model.reference import Ref
from gonogo.site.bar import say_plan
from gonogo.site.entries import show_link
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.prose import Part, parse_prose
from gonogo.site.reach import Reach, reach_person
from gonogo.site.reasons import group_reasons, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.diagnostics import Diagnostic
    from gonogo.model.ids import ReleaseId
    from gonogo.model.judgement import Verdict
    from gonogo.model.snapshot import System
    from gonogo.model.system import Contact, Resource
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


class ReleaseCard(Frozen):
    """A release in a list."""

    name: str
    title: str
    href: str
    verdict: Verdict
    sentence: str
    plan: str
    settled: int
    total: int
    reasons: tuple[str, ...]
    declared: str
    is_contradicted: bool


class ContactCard(Frozen):
    """A contact: who, how, when, and who is next."""

    anchor: str
    title: str
    name: str
    reach: Reach
    lines: tuple[tuple[str, tuple[Part, ...]], ...]
    next_link: Link | None
    gaps: tuple[str, ...]


class RoleRow(Frozen):
    """A role and who holds it."""

    title: str
    holders: tuple[Reach, ...]


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


def plan_home(site: SitePlan, title: str) -> Page:
    """Every release with its verdict."""
    cards = tuple(_cards(site, site.home, site.snapshot.systems.values()))
    empty = (
        "There is no release yet. First: a folder checklists/<system>/ with system.yml and roles.yml; then a file "
        "checklists/<system>/<release>.yml; then `gonogo check`."
    )
    blocks: list[Block] = [Heading(1, title)]
    blocks.append(Fragment("releases", cards) if cards else Fragment("empty", empty))
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.home, title, ("Home",), tuple(blocks))


def plan_system(site: SitePlan, system: System) -> Page:
    """A system: its releases and its resources."""
    path = site.system_page(system.id)
    cards = tuple(_cards(site, path, (system,)))
    blocks: list[Block] = [Heading(1, system.name)]
    if system.facts and system.facts.summary:
        blocks.append(Fragment("prose", parse_prose(system.facts.summary)))
    contacts = Link("Contacts", site.urls.link(path, site.contacts_page(system)))
    blocks.append(Fragment("links", (contacts,)))
    blocks += [Heading(2, "Releases", "releases_")]
    blocks.append(Fragment("releases", cards) if cards else Fragment("empty", "This system has no release yet."))
    for group, resources in groupby(system.facts.resources.values() if system.facts else (), lambda one: one.group):
        blocks += [Heading(2, group or "Resources"), Fragment("resources", tuple(map(_resource, resources)))]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, system.name, (system.name, "Overview"), tuple(blocks))


def _resource(resource: Resource) -> ResourceRow:
    return ResourceRow(resource.title, show_link(resource.url) if resource.url else None, "url" in resource.gaps)


def _cards(site: SitePlan, source: str, systems: Iterable[System]) -> Iterator[ReleaseCard]:
    for system in systems:
        for name, release in system.releases.items():
            ref = Ref(system.id, name)
            judgement = site.judgements[ref]
            yield ReleaseCard(
                name=f"{system.name} {name}",
                title=release.title if release else "The file does not decode",
                href=site.urls.link(source, site.release_page(ref)),
                verdict=judgement.verdict,
                sentence=say_verdict(judgement, release),
                plan=say_plan(release) if release else "",
                settled=judgement.progress.settled,
                total=judgement.progress.total,
                reasons=tuple(group.heading for group in group_reasons(judgement, release)),
                declared=release.declared if release else "",
                is_contradicted=any(one.ref == ref for one in judgement.contradictions),
            )


def plan_unreadable(site: SitePlan, system: System, name: ReleaseId, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """A release whose file does not decode: it keeps its page, which says why."""
    ref = Ref(system.id, name)
    path, title = site.release_page(ref), f"{system.name} {name}"
    found = tuple(one for one in diagnostics if one.location.path == system.path_of(name))
    view = UnreadableView(site.judgements[ref].verdict, tuple(_finding_groups(found)))
    blocks = (Heading(1, title), Fragment("unreadable", view), Fragment("stamp", site.stamp))
    return Page(path, title, (system.name, name, "Overview"), blocks)


def plan_contacts(site: SitePlan, system: System) -> Page:
    """Whom to call, by group; who holds which role."""
    path = site.contacts_page(system)
    blocks: list[Block] = [Heading(1, "Contacts", "top_")]
    blocks.append(Fragment("links", (Link(system.name, site.urls.link(path, site.system_page(system.id))),)))
    taken = set(system.facts.contacts) if system.facts else set()
    groups = dict.fromkeys(contact.group for contact in system.contacts)
    for number, group in enumerate(groups):
        cards = tuple(_contact_card(contact, system, site) for contact in system.contacts if contact.group == group)
        blocks += [Heading(2, group or "Contacts", f"group{number}_"), Fragment("contacts", cards)]
    if not system.contacts:
        empty = f"Nobody can be called yet: add `contacts` to checklists/{system.id}/system.yml."
        blocks.append(Fragment("empty", empty))
    if system.roles:
        roles = tuple(
            RoleRow(role.title, tuple(reach_person(person, system, site.snapshot) for person in role.people))
            for role in system.roles.values()
        )
        blocks += [Heading(2, "Roles", "roles_"), Fragment("roles", roles)]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, f"Contacts · {system.name}", (system.name, "Contacts"), tuple(blocks), tuple(sorted(taken)))


def _contact_card(contact: Contact, system: System, site: SitePlan) -> ContactCard:
    person = reach_person(contact.person, system, site.snapshot) if contact.person else None
    following = system.facts.contacts.get(contact.escalates_to) if system.facts and contact.escalates_to else None
    wait = f" after {contact.escalate_after.text}" if contact.escalate_after else ""
    lines = (
        ("Organisation", contact.organisation),
        ("Case", contact.case),
        ("Hours", contact.hours),
        ("Backup", contact.backup),
        ("About", contact.about),
    )
    name = person.name if person else contact.name
    reach = Reach(name, "", contact.phone, contact.email, contact.pager)
    return ContactCard(
        anchor=contact.id,
        title=contact.title,
        name=name,
        reach=reach,
        lines=tuple((label, parse_prose(text)) for label, text in lines if text),
        next_link=Link(f"{following.title}{wait}", f"#{following.id}") if following else None,
        gaps=contact.gaps,
    )


def plan_findings(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """Everything that `gonogo check` says, by file."""
    groups = tuple(_finding_groups(diagnostics))
    blocks: list[Block] = [Heading(1, "Findings")]
    blocks.append(Fragment("findings", groups) if groups else Fragment("empty", "Nothing was found."))
    blocks.append(Fragment("stamp", site.stamp))
    return Page(site.findings, "Findings", ("Findings",), tuple(blocks))


def _finding_groups(diagnostics: tuple[Diagnostic, ...]) -> Iterator[FindingGroup]:
    for path, found in groupby(diagnostics, lambda one: one.location.path):
        yield FindingGroup(path, tuple(_finding(one) for one in found))


def _finding(one: Diagnostic) -> FindingRow:
    severity = one.severity
    return FindingRow(one.location.span.line, severity.value, _TONES[severity], one.rule, one.message, one.help)

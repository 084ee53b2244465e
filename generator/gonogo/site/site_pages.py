"""The pages above the releases: home, systems, contacts, findings."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gonogo.diagnostics import Severity
from gonogo.frozen import Frozen, replace
from gonogo.model.judgement import Verdict
from gonogo.model.reference import Ref
from gonogo.model.schedule import end_of, start_of
from gonogo.site.bar import SPRITE, FactBox, Tab
from gonogo.site.changes import show_week
from gonogo.site.clock import Plan, say_length, say_moment, show_plan
from gonogo.site.facts import show_link
from gonogo.site.matrix import show_matrix
from gonogo.site.next_steps import Step
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.progress import ProgressRow, show_phases
from gonogo.site.prose import Part, parse_prose
from gonogo.site.reach import Reach, reach_person
from gonogo.site.reasons import group_reasons, plural, say_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gonogo.diagnostics import Diagnostic
    from gonogo.model.ids import ContactId, PersonId, ReleaseId
    from gonogo.model.snapshot import System
    from gonogo.model.system import Contact, Resource
    from gonogo.site.page import Block
    from gonogo.site.plan import SitePlan


class CardReason(Frozen):
    """A reason on a card: what, which if they are few, and where all of them stand."""

    heading: str
    hint: str
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


class ContactCard(Frozen):
    """A contact: who, how, when, who is next, and which roles the person holds."""

    anchor: str
    title: str
    name: str
    reach: Reach
    hours: str
    backup: str
    lines: tuple[tuple[str, tuple[Part, ...]], ...]
    next_link: Link | None
    roles: tuple[str, ...]
    gaps: tuple[str, ...]


class Call(Frozen):
    """A contact in the order of escalation: whom to call when."""

    when: str
    card: ContactCard


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
# The weight of a title is a thousand times that of text in Material's search: a phone number would be outdone by every
# heading with a "1" in it.
_CONTACTS_BOOST = 100
_SHAPES = {Severity.ERROR: "blocked", Severity.WARNING: "cond", Severity.NOTE: "gap"}
_FIRST_STEPS = (
    Step(
        "Describe a system",
        parse_prose(
            "Make a folder `checklists/shop/` with `system.yml` (what it is) and `roles.yml` (who holds which role)."
        ),
        "name: Shop",
    ),
    Step("Write its checklist", parse_prose("One file for each release, such as `checklists/shop/v1.0.0.yml`.")),
    Step("Look at what is missing", parse_prose("Every message names file, line and cure."), "gonogo check"),
)


def plan_home(site: SitePlan, title: str) -> Page:
    """Every release with its verdict, the open ones first, and how the systems compare."""
    cards = tuple(_cards(site, site.home, site.snapshot.systems.values()))
    still_open = tuple(card for card in cards if not card.outcome)
    closed = tuple(card for card in cards if card.outcome)
    blocks: list[Block] = [Heading(1, title, "top_"), SPRITE]
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
    return Page(site.home, title, ("Home",), tuple(blocks))


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
        Fragment("system_bar", _show_tabs(site, system, path)),
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


def _show_tabs(site: SitePlan, system: System, path: str) -> tuple[Tab, ...]:
    """The pages of a system: itself, its open releases with their verdicts, its contacts."""
    own, contacts = site.system_page(system.id), site.contacts_page(system)
    releases = [
        Tab(name, site.urls.link(path, site.release_page(ref)), is_current=False, verdict=site.judgements[ref].verdict)
        for name, release in system.releases.items()
        for ref in (Ref(system.id, name),)
        if not (release and release.outcome)
    ]
    return (
        Tab(system.name, site.urls.link(path, own), path == own),
        *releases,
        Tab("Contacts", site.urls.link(path, contacts), path == contacts),
    )


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
                phases=show_phases(site.shelf(system, release), source, ("go", "close")) if release else (),
                reasons=tuple(
                    CardReason(group.heading, group.hint, site.urls.link(source, page, f"reason{number}_"))
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
    tabs = Fragment("system_bar", _show_tabs(site, system, path))
    blocks: list[Block] = [Heading(1, title, "top_"), SPRITE, tabs, Fragment("unreadable", view)]
    if site.past:
        blocks.append(Fragment("onward", Link("Audit trail", site.urls.link(path, site.audit_page(ref)))))
    blocks.append(Fragment("stamp", site.stamp))
    return Page(path, title, (system.name, name, "Overview"), tuple(blocks))


def plan_contacts(site: SitePlan, system: System) -> Page:
    """Whom to call and in which order, by group; who holds which role."""
    path = site.contacts_page(system)
    blocks: list[Block] = [
        Heading(1, f"Contacts · {system.name}", "top_"),
        SPRITE,
        Fragment("system_bar", _show_tabs(site, system, path)),
    ]
    cards = {contact.id: _contact_card(contact, system, site) for contact in system.contacts}
    blocks += _contact_gaps(cards.values())
    if chains := tuple(_chains(system, cards)):
        blocks += [Heading(2, "If something breaks, call in this order", "escalation_"), Fragment("escalation", chains)]
    groups = dict.fromkeys(contact.group for contact in system.contacts)
    for number, group in enumerate(groups):
        of_group = tuple(cards[contact.id] for contact in system.contacts if contact.group == group)
        blocks += [Heading(2, group or "Contacts", f"group{number}_"), Fragment("contacts", of_group)]
    if not system.contacts:
        empty = f"Nobody can be called yet: add `contacts` to checklists/{system.id}/system.yml."
        blocks.append(Fragment("empty", empty))
    if system.roles:
        roles = tuple(
            RoleRow(role.title, tuple(_reach_holder(person, system, site) for person in role.people))
            for role in system.roles.values()
        )
        blocks += [Heading(2, "Roles", "roles_"), Fragment("roles", roles)]
    blocks.append(Fragment("stamp", site.stamp))
    title, menu = f"Contacts · {system.name}", (system.name, "Contacts")
    return Page(path, title, menu, tuple(blocks), tuple(sorted(cards)), _CONTACTS_BOOST)


def _reach_holder(person: PersonId, system: System, site: SitePlan) -> Reach:
    href = site.link_person(site.contacts_page(system), person)
    return replace(reach_person(person, system, site.snapshot), href=href)


def _contact_gaps(cards: Iterable[ContactCard]) -> Iterator[Block]:
    """How many questions the directory leaves open, and where."""
    gaps = [(card, gap) for card in cards for gap in card.gaps]
    if not gaps:
        return
    links = tuple(Link(card.title, f"#{card.anchor}") for card in dict.fromkeys(card for card, _ in gaps))
    count = len(gaps)
    who = f"{len(links)} {plural(len(links), 'contact')}"
    text = f"A contact list with holes is not ready. Something is missing for {who}:"
    yield Fragment("fact", FactBox("bad", f"{count} {plural(count, 'gap')}", parse_prose(text), links=links))


def _chains(system: System, cards: Mapping[ContactId, ContactCard]) -> Iterator[tuple[Call, ...]]:
    """The ways of escalation: from every contact that nobody escalates to, then of circles, where each begins."""
    contacts = {contact.id: contact for contact in system.contacts}
    called = {contact.escalates_to for contact in contacts.values() if contact.escalates_to != contact.id}
    heads = [contact for contact in contacts.values() if contact.id not in called]
    shown: set[ContactId] = set()
    for first in (*heads, *contacts.values()):
        if first.id in shown or first.escalates_to not in contacts or first.escalates_to == first.id:
            continue
        chain = [Call("First", cards[first.id])]
        seen, contact = {first.id}, first
        while (following := contact.escalates_to) in contacts and following not in seen:
            after = contact.escalate_after
            wait = f"After another {say_length(after.nominal)}" if after else "Then"
            chain.append(Call(wait, cards[following]))
            seen.add(following)
            contact = contacts[following]
        shown |= seen
        yield tuple(chain)


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
    href = site.link_person(site.contacts_page(system), contact.person) if contact.person else ""
    return ContactCard(
        anchor=contact.id,
        title=contact.title,
        name=name,
        reach=Reach(name, "", contact.phone, contact.email, contact.pager, href=href),
        hours=contact.hours,
        backup=contact.backup,
        lines=tuple((label, parse_prose(text)) for label, text in lines if text),
        next_link=Link(f"{following.title}{wait}", f"#{following.id}") if following else None,
        roles=tuple(
            role.title
            for role in system.roles.values()
            if contact.person in role.people and role.title != contact.title
        ),
        gaps=contact.gaps,
    )


def plan_findings(site: SitePlan, diagnostics: tuple[Diagnostic, ...]) -> Page:
    """Everything that `gonogo check` says, by file."""
    groups = tuple(_finding_groups(diagnostics))
    blocks: list[Block] = [Heading(1, "Findings", "top_"), SPRITE]
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

"""The page of a person: open work, roles, sign-offs, waivers, keys and changes."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_day, say_due
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.changes import ChangesView, count_kinds, group_changes, say_landed, show_days
from gonogo.site.parts.contact_details import ContactDetails, contact_person
from gonogo.site.parts.page_head import SPRITE, FactBox
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import State, show_state
from gonogo.site.release_context import context_of
from gonogo.verdict.reasons import plural
from gonogo.verdict.slots import Action, find_action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.model.references import Ref
    from gonogo.model.registry import Key, Person
    from gonogo.model.release import Entry, Release
    from gonogo.site.page import Block
    from gonogo.site.parts.person_summary import PersonSummary, PlacedEntry
    from gonogo.site.plan import SitePlan
    from gonogo.verdict.open_work import OpenEntry

_MOST_ENTRIES, _MOST_CHANGES = 100, 50
_SIGNING = (Action.SIGN, Action.SIGN_AGAIN)
_OVERDUE = State("overdue", "Overdue", "bad", "stale")
_ENDED = State("ended", "Ended", "bad", "stale")


class PersonView(Frozen):
    """A person's contact details, and the facts about the person in people.yml and policy.yml."""

    has_left: bool
    is_maintainer: bool
    emails: tuple[str, ...]
    contacts: tuple[ContactDetails, ...]
    forge: str


class HeldRoles(Frozen):
    """The roles of a person in one system."""

    system: Link
    roles: tuple[str, ...]


class PersonRow(Frozen):
    """An entry that concerns a person.

    `when` is the due date of open work, the level of a sign-off, or the end of a waiver.
    """

    title: tuple[TextPart, ...]
    href: str
    release: Link
    states: tuple[State, ...]
    when: str


class PersonTable(Frozen):
    """Rows about a person.

    `what` and `when` are the heads of columns; `more` gives the number of rows left out, and the command that lists
    them.
    """

    what: str
    when: str
    rows: tuple[PersonRow, ...]
    more: tuple[TextPart, ...] = ()


class KeyView(Frozen):
    """A public key. `fingerprint` is in the format of ssh-keygen, "" if the string in the file is not a public key."""

    name: str
    type: str
    fingerprint: str
    state: str


class WorkView(Frozen):
    """The number of changes in a person's commits with the first and the last day, and the number of each kind."""

    sentence: str
    kinds: tuple[tuple[State, int], ...]


class _PersonContext(Frozen):
    """The data for the page of a person."""

    site: SitePlan
    person: Person
    summary: PersonSummary

    @property
    def path(self) -> str:
        return self.site.person_page(self.person.id)

    def row(self, release: Release, ref: Ref, entry: Entry, mark: State | None, when: str) -> PersonRow:
        """The row of an entry; `mark` is a second state beside the entry's own state."""
        site, path = self.site, self.path
        system = site.snapshot.systems[ref.system]
        return PersonRow(
            title=parse_prose(entry.title),
            href=context_of(release, site).link_ref(ref, path),
            release=Link(system.name_release(release.id), site.urls.link(path, site.release_page(release.ref))),
            states=(show_state(entry, site.judgements[release.ref], site.snapshot.people), *([mark] if mark else [])),
            when=when,
        )


def plan_person(site: SitePlan, person: Person, summary: PersonSummary) -> Page:
    """The page of a person: open work first, changes last. A heading without content is left out."""
    context = _PersonContext(site, person, summary)
    blocks: list[Block] = [
        Heading(1, person.name, "top_"),
        SPRITE,
        Fragment("onward", Link("All people", site.urls.link(context.path, site.people_page))),
        Fragment("fact", _sum_up(summary)),
        Fragment("person", _show_person(context)),
    ]
    for heading, anchor, fragment in _list_parts(context):
        blocks += [Heading(2, heading, anchor), fragment]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(context.path, person.name, (), tuple(blocks))


def _list_parts(context: _PersonContext) -> Iterator[tuple[str, str, Fragment]]:
    """The parts of the page: for each, the heading, the anchor of the heading, and the content."""
    yield from _show_urgent_sign_offs(context)
    yield from _show_tasks_and_roles(context)
    yield from _show_decisions_and_keys(context)
    yield from _show_changes(context)


def _sum_up(summary: PersonSummary) -> FactBox:
    left, done, roles = len(summary.open_work), len(summary.events), len(summary.roles)
    sign = sum(entry.action in _SIGNING for entry in summary.open_work)
    ready = f"{sign} of them to sign now, " if sign else ""
    text = f"{ready}{roles or 'no'} {plural(roles, 'role')}, {done or 'no'} {plural(done, 'change')}"
    return FactBox("info" if left else "mute", f"{left or 'Nothing'} to do", parse_prose(text))


def _show_person(context: _PersonContext) -> PersonView:
    person, snapshot = context.person, context.site.snapshot
    contacts = (contact_person(person.id, system, snapshot) for system in snapshot.systems.values())
    numbers = {(contact.phone, contact.pager): contact for contact in contacts if contact.phone or contact.pager}
    return PersonView(
        has_left=person.state == "left",
        is_maintainer=snapshot.policy is not None and person.id in snapshot.policy.maintainers,
        emails=person.emails,
        contacts=tuple(numbers.values()),
        forge=person.forge,
    )


def _show_tasks_and_roles(context: _PersonContext) -> Iterator[tuple[str, str, Fragment]]:
    """The open work and the roles of the person."""
    open_work = context.summary.open_work
    if open_work:
        rest = len(open_work) - _MOST_ENTRIES
        more = parse_prose(f"and {rest} more: `gonogo next --for {context.person.id}`") if rest > 0 else ()
        releases = {release.ref: release for _, release in context.site.snapshot.releases()}
        rows = tuple(
            _show_open(open_entry, releases[open_entry.ref.whole], context) for open_entry in open_work[:_MOST_ENTRIES]
        )
        yield "To do", "todo_", Fragment("person_table", PersonTable("Entry", "Due", rows, more))
    else:
        yield "To do", "todo_", Fragment("empty", "No entry in an open release waits for this person.")
    if context.summary.roles:
        yield "Roles", "roles_", Fragment("holds", _show_roles(context))


def _show_open(open_entry: OpenEntry, release: Release, context: _PersonContext) -> PersonRow:
    mark = _OVERDUE if open_entry.is_overdue else None
    written = open_entry.due or open_entry.at
    when = say_due(written, release, moment=open_entry.moment) if written else ""
    return context.row(release, open_entry.ref, open_entry.entry, mark, when)


def _show_roles(context: _PersonContext) -> tuple[HeldRoles, ...]:
    systems = {held.system.id: held.system for held in context.summary.roles}
    return tuple(
        HeldRoles(
            Link(system.name, context.site.urls.link(context.path, context.site.contacts_page(system), "roles_")),
            tuple(held.role.title for held in context.summary.roles if held.system is system),
        )
        for system in systems.values()
    )


def _show_urgent_sign_offs(context: _PersonContext) -> Iterator[tuple[str, str, Fragment]]:
    """The sign-offs that other people wrote in the person's name, and the sign-offs that the person can sign now."""
    by_another = (placed for placed in context.summary.slots if _is_by_another(placed, context))
    yield from _show_slots("Written in this name by somebody else", "by-another_", by_another, context)
    ready = (placed for placed in context.summary.slots if _is_ready(placed, context))
    yield from _show_slots("To sign now", "to-sign_", ready, context)


def _show_decisions_and_keys(context: _PersonContext) -> Iterator[tuple[str, str, Fragment]]:
    """The person's other sign-offs, the waivers that the person approved, and the person's signing keys."""
    slots, written = context.summary.slots, context.summary.written
    others = (placed for placed in slots if not _is_by_another(placed, context) and not _is_ready(placed, context))
    yield from _show_slots("Sign-offs", "sign-offs_", others, context)
    yield from _show_slots("Written in the name of others", "for-others_", written, context)
    if waivers := tuple(_show_waiver(placed, context) for placed in context.summary.waivers):
        yield "Waivers approved", "waivers_", Fragment("person_table", PersonTable("Item", "Until", waivers))
    if keys := context.person.keys:
        yield "Keys", "keys_", Fragment("keys", tuple(_show_key(name, key) for name, key in keys.items()))


def _show_slots(
    heading: str, anchor: str, slots: Iterable[PlacedEntry], context: _PersonContext
) -> Iterator[tuple[str, str, Fragment]]:
    if rows := tuple(_show_slot(placed, context) for placed in slots):
        yield heading, anchor, Fragment("person_table", PersonTable("Sign-off", "Level", rows))


def _show_slot(placed: PlacedEntry, context: _PersonContext) -> PersonRow:
    level = context.site.judgements[placed.release.ref].standings[placed.entry.id].level or ""
    return context.row(placed.release, placed.ref, placed.entry, None, level)


def _is_by_another(placed: PlacedEntry, context: _PersonContext) -> bool:
    return context.site.judgements[placed.release.ref].standings[placed.entry.id].is_by_another


def _is_ready(placed: PlacedEntry, context: _PersonContext) -> bool:
    """Whether the person can sign the slot now, for the first time or again."""
    if placed.release.outcome or _is_by_another(placed, context):
        return False
    return find_action(placed.entry, context.site.judgements[placed.release.ref]) in _SIGNING


def _show_waiver(placed: PlacedEntry, context: _PersonContext) -> PersonRow:
    waiver = placed.entry.waiver
    mark = _ENDED if waiver and not waiver.is_live(context.site.stamp.as_of) else None
    return context.row(placed.release, placed.ref, placed.entry, mark, say_day(waiver.until) if waiver else "")


def _show_key(name: str, key: Key) -> KeyView:
    key_type, _, blob = key.ssh.partition(" ")
    return KeyView(name, key_type, fingerprint(blob), key.state)


def fingerprint(blob: str) -> str:
    """The fingerprint of a public key, given in base64, in the format of ssh-keygen(1); "" for other text."""
    try:
        data = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        return ""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")
    return f"SHA256:{digest.rstrip('=')}" if data else ""


def _show_changes(context: _PersonContext) -> Iterator[tuple[str, str, Fragment]]:
    """The number of changes in the person's commits, and the latest changes."""
    if not context.summary.events:
        text = "No commit with an e-mail address of this person has changed a checklist."
        yield "Did", "did_", Fragment("empty", text)
        return
    yield "Did", "did_", Fragment("did", _count_changes(context))
    yield "Latest", "latest_", Fragment("changes", _show_latest(context))


def _count_changes(context: _PersonContext) -> WorkView:
    events, count = context.summary.events, len(context.summary.events)
    commits = len({indexed.event.commit.oid for indexed in events})
    first, last = say_landed(events[0], context.site), say_landed(events[-1], context.site)
    when = f"landed on {first}" if first == last else f"landed from {first} to {last}"
    sentence = f"{count} {plural(count, 'change')} in {commits} {plural(commits, 'commit')}, {when}."
    return WorkView(sentence, count_kinds(events))


def _show_latest(context: _PersonContext) -> ChangesView:
    groups = group_changes(context.summary.events)
    left = sum(group.size for group in groups[_MOST_CHANGES:])
    trail = context.site.urls.link(context.path, context.site.audit_page())
    return ChangesView(
        sentence="",
        days=show_days(groups[:_MOST_CHANGES], context.path, context.site, has_place=True),
        more=f"and {left} more {plural(left, 'change')}" if left else "",
        onward=Link("The audit trail", f"{trail}?who={context.person.id}"),
        has_writers=False,
    )

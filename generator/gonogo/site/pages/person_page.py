"""The page of a person: what she owes, holds, signed, waived and did."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen
from gonogo.model.clock import say_day
from gonogo.model.schedule import Offset, end_of, resolve_offset
from gonogo.site.page import Fragment, Heading, Link, Page
from gonogo.site.parts.changes import ChangesView, count_kinds, gather, say_landed, show_days
from gonogo.site.parts.contact_details import ContactDetails, contact_person
from gonogo.site.parts.entry_view import say_due
from gonogo.site.parts.page_head import SPRITE, FactBox
from gonogo.site.parts.prose import TextPart, parse_prose
from gonogo.site.parts.state_look import State, show_state
from gonogo.verdict.reasons import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gonogo.model.references import Ref
    from gonogo.model.registry import Key, Person
    from gonogo.model.release import Entry, Release
    from gonogo.site.page import Block
    from gonogo.site.parts.person_summary import Asked, PersonSummary
    from gonogo.site.plan import SitePlan
    from gonogo.verdict.open_work import OpenEntry

_MOST_OWED, _MOST_DONE = 100, 50
_LATE = State("late", "Late", "bad", "stale")
_ENDED = State("ended", "Ended", "bad", "stale")


class PersonView(Frozen):
    """How to contact a person, and what the directory says of her."""

    has_left: bool
    is_maintainer: bool
    emails: tuple[str, ...]
    reaches: tuple[ContactDetails, ...]
    forge: str


class HoldView(Frozen):
    """The roles of a person for one system."""

    system: Link
    roles: tuple[str, ...]


class PersonRow(Frozen):
    """An entry that concerns a person; `when` is its due date, the level of a sign-off, the end of a waiver."""

    title: tuple[TextPart, ...]
    href: str
    release: Link
    states: tuple[State, ...]
    when: str


class PersonTable(Frozen):
    """Rows about a person; `more` says how many are left out, and how to see them."""

    what: str
    when: str
    rows: tuple[PersonRow, ...]
    more: tuple[TextPart, ...] = ()


class KeyView(Frozen):
    """A public key by its fingerprint, as ssh-keygen writes it; "" where it is none."""

    name: str
    sort: str
    fingerprint: str
    state: str


class DoneView(Frozen):
    """How much a person did, from when to when, and how often what."""

    say: str
    kinds: tuple[tuple[State, int], ...]


class _Sheet(Frozen):
    """A person, what is known of her, and the page that is being made."""

    site: SitePlan
    person: Person
    summary: PersonSummary

    @property
    def path(self) -> str:
        return self.site.person_page(self.person.id)

    def row(self, release: Release, ref: Ref, entry: Entry, mark: State | None, when: str) -> PersonRow:
        """An entry by its title, with its release and its state; `mark` is a second one."""
        site, path = self.site, self.path
        system = site.snapshot.systems[ref.system]
        return PersonRow(
            title=parse_prose(entry.title),
            href=site.context(system, release).link_to(path, ref),
            release=Link(f"{system.name} {release.id}", site.urls.link(path, site.release_page(release.ref))),
            states=(self._state(release, entry), *([mark] if mark else [])),
            when=when,
        )

    def _state(self, release: Release, entry: Entry) -> State:
        return show_state(entry, self.site.judgements[release.ref])


def plan_person(site: SitePlan, person: Person, summary: PersonSummary) -> Page:
    """What the person owes first, what she did last; headings with nothing below them are left out."""
    sheet = _Sheet(site, person, summary)
    blocks: list[Block] = [
        Heading(1, person.name, "top_"),
        SPRITE,
        Fragment("onward", Link("Everybody", site.urls.link(sheet.path, site.people_page))),
        Fragment("fact", _box(summary)),
        Fragment("person", _show_person(sheet)),
    ]
    for heading, anchor, fragment in (*_todo(sheet), *_said(sheet), *_did(sheet)):
        blocks += [Heading(2, heading, anchor), fragment]
    blocks.append(Fragment("stamp", site.stamp))
    return Page(sheet.path, person.name, (), tuple(blocks))


def _box(summary: PersonSummary) -> FactBox:
    """How much is left, and how much was done."""
    left, done, roles = len(summary.owed), len(summary.told), len(summary.held)
    text = f"{roles or 'no'} {plural(roles, 'role')}, {done or 'no'} {plural(done, 'change')}"
    return FactBox("info" if left else "mute", f"{left or 'Nothing'} left to do", parse_prose(text))


def _show_person(sheet: _Sheet) -> PersonView:
    person, snapshot = sheet.person, sheet.site.snapshot
    reaches = (contact_person(person.id, system, snapshot) for system in snapshot.systems.values())
    found = {(one.phone, one.pager): one for one in reaches if one.phone or one.pager}
    return PersonView(
        has_left=person.state == "left",
        is_maintainer=snapshot.policy is not None and person.id in snapshot.policy.maintainers,
        emails=person.emails,
        reaches=tuple(found.values()),
        forge=person.forge,
    )


def _todo(sheet: _Sheet) -> Iterator[tuple[str, str, Fragment]]:
    """What is left and the roles that it comes with."""
    owed = sheet.summary.owed
    if owed:
        rest = len(owed) - _MOST_OWED
        more = parse_prose(f"and {rest} more: `gonogo next --for {sheet.person.id}`") if rest > 0 else ()
        releases = {release.ref: release for _, release in sheet.site.snapshot.releases()}
        rows = tuple(_left(sheet, one, releases[one.ref.whole]) for one in owed[:_MOST_OWED])
        yield "Owes", "owes_", Fragment("person_table", PersonTable("Entry", "Due", rows, more))
    else:
        yield "Owes", "owes_", Fragment("empty", "Nothing in an open release waits for this person.")
    if sheet.summary.held:
        yield "Holds", "holds_", Fragment("holds", _holds(sheet))


def _left(sheet: _Sheet, left: OpenEntry, release: Release) -> PersonRow:
    mark = _LATE if _is_late(left, release, sheet.site.stamp.as_of) else None
    return sheet.row(release, left.ref, left.entry, mark, say_due(left.due, release) if left.due else "")


def _is_late(left: OpenEntry, release: Release, as_of: datetime) -> bool:
    moment = resolve_offset(left.due, release.deploy_at) if isinstance(left.due, Offset) else left.due
    return moment is not None and end_of(moment) < as_of


def _holds(sheet: _Sheet) -> tuple[HoldView, ...]:
    """The roles by system."""
    systems = {held.system.id: held.system for held in sheet.summary.held}
    return tuple(
        HoldView(
            Link(system.name, sheet.site.urls.link(sheet.path, sheet.site.contacts_page(system), "roles_")),
            tuple(held.role.title for held in sheet.summary.held if held.system is system),
        )
        for system in systems.values()
    )


def _said(sheet: _Sheet) -> Iterator[tuple[str, str, Fragment]]:
    """What the person answers for by name."""
    if slots := tuple(_slot(sheet, one) for one in sheet.summary.slots):
        yield "Sign-offs", "sign-offs_", Fragment("person_table", PersonTable("Sign-off", "Level", slots))
    if waivers := tuple(_waiver(sheet, one) for one in sheet.summary.waivers):
        yield "Waivers approved", "waivers_", Fragment("person_table", PersonTable("Item", "Until", waivers))
    if keys := sheet.person.keys:
        yield "Keys", "keys_", Fragment("keys", tuple(_key(name, key) for name, key in keys.items()))


def _slot(sheet: _Sheet, asked: Asked) -> PersonRow:
    level = sheet.site.judgements[asked.release.ref].standings[asked.entry.id].level or ""
    return sheet.row(asked.release, asked.ref, asked.entry, None, level)


def _waiver(sheet: _Sheet, asked: Asked) -> PersonRow:
    waiver = asked.entry.waiver
    mark = _ENDED if waiver and not waiver.is_live(sheet.site.stamp.as_of) else None
    return sheet.row(asked.release, asked.ref, asked.entry, mark, say_day(waiver.until) if waiver else "")


def _key(name: str, key: Key) -> KeyView:
    sort, _, blob = key.ssh.partition(" ")
    return KeyView(name, sort, fingerprint(blob), key.state)


def fingerprint(blob: str) -> str:
    """The fingerprint of a public key, given in base64, as ssh-keygen(1) writes it; "" for what is no base64."""
    try:
        data = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        return ""
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")
    return f"SHA256:{digest.rstrip('=')}" if data else ""


def _did(sheet: _Sheet) -> Iterator[tuple[str, str, Fragment]]:
    """What the commits of the person changed, as a sum and the latest of it."""
    if not sheet.summary.told:
        text = "No commit with an e-mail address of this person has changed a checklist."
        yield "Did", "did_", Fragment("empty", text)
        return
    yield "Did", "did_", Fragment("did", _sum(sheet))
    yield "Latest", "latest_", Fragment("changes", _latest(sheet))


def _sum(sheet: _Sheet) -> DoneView:
    told, count = sheet.summary.told, len(sheet.summary.told)
    commits = len({one.event.commit.oid for one in told})
    first, last = say_landed(sheet.site, told[0]), say_landed(sheet.site, told[-1])
    when = f"landed on {first}" if first == last else f"landed from {first} to {last}"
    say = f"{count} {plural(count, 'change')} in {commits} {plural(commits, 'commit')}, {when}."
    return DoneView(say, count_kinds(told))


def _latest(sheet: _Sheet) -> ChangesView:
    acts = gather(sheet.summary.told)
    left = sum(act.size for act in acts[_MOST_DONE:])
    return ChangesView(
        say="",
        days=show_days(acts[:_MOST_DONE], sheet.path, sheet.site, has_place=True),
        more=f"and {left} more {plural(left, 'change')}" if left else "",
        onward=Link("The audit trail", sheet.site.urls.link(sheet.path, sheet.site.audit_page())),
        has_writers=False,
    )

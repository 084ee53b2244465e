"""The roles, open work, sign-offs, waivers and events of each person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import SignOff
from gonogo.model.ids import PersonId
from gonogo.verdict.open_work import OpenEntry, find_open_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.event_index import IndexedEvent
    from gonogo.model.references import Ref
    from gonogo.model.registry import Role
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan

T = TypeVar("T")


class HeldRole(Frozen):
    """A role with the system that defines it."""

    system: System
    role: Role


class PlacedEntry(Frozen):
    """A sign-off slot or a waived item, with its release and section."""

    system: System
    release: Release
    section: Section
    entry: Entry

    @property
    def ref(self) -> Ref:
        """The full reference of the entry."""
        return self.release.ref_of(self.section, self.entry)


class PersonSummary(Frozen):
    """The data of one person. `slots` are the sign-off slots that the person has decided or is allowed to decide.

    `written` are the slots whose decision the person wrote in another person's name. `waivers` are the items whose
    waiver the person approved. `open_work` is sorted by due date, earliest first; `events` are the changes in the
    person's commits, oldest first.
    """

    roles: tuple[HeldRole, ...] = ()
    open_work: tuple[OpenEntry, ...] = ()
    slots: tuple[PlacedEntry, ...] = ()
    written: tuple[PlacedEntry, ...] = ()
    waivers: tuple[PlacedEntry, ...] = ()
    events: tuple[IndexedEvent, ...] = ()


def summarize_people(site: SitePlan) -> dict[PersonId, PersonSummary]:
    """The summaries of all people in people.yml, in the order of the file."""
    systems, entries = site.snapshot.systems, tuple(_list_slots_and_waivers(site))
    held = [HeldRole(system, role) for system in systems.values() for role in system.roles.values()]
    open_work = find_open_work(site.snapshot, site.judgements)
    roles = _by_person((role.role.people, role) for role in held)
    owed = _by_person((_owners(open_entry, systems[open_entry.ref.system]), open_entry) for open_entry in open_work)
    slots = _by_person((_signers(placed), placed) for placed in entries)
    written = _by_person((_writers(placed, site), placed) for placed in entries)
    waivers = _by_person((_approvers(placed), placed) for placed in entries)
    events = _by_person(_list_authored(site))
    return {
        person: PersonSummary(
            roles=tuple(roles.get(person, ())),
            open_work=tuple(owed.get(person, ())),
            slots=tuple(slots.get(person, ())),
            written=tuple(written.get(person, ())),
            waivers=tuple(waivers.get(person, ())),
            events=tuple(events.get(person, ())),
        )
        for person in site.snapshot.people
    }


def _by_person(pairs: Iterable[tuple[Iterable[PersonId], T]]) -> dict[PersonId, list[T]]:
    """The values of each person, in the given order; each pair has the people of a value, and the value."""
    of_person: dict[PersonId, list[T]] = {}
    for people, value in pairs:
        for person in dict.fromkeys(people):
            of_person.setdefault(person, []).append(value)
    return of_person


def _list_authored(site: SitePlan) -> Iterator[tuple[tuple[PersonId, ...], IndexedEvent]]:
    for indexed in site.event_index.events if site.event_index else ():
        if author := site.person_of(indexed.event.commit.author):
            yield (author,), indexed


def _owners(open_entry: OpenEntry, system: System) -> tuple[PersonId, ...]:
    """The people who have to answer an entry; for a role, the holders of the role."""
    return tuple(person for owner in open_entry.owner for person in system.people_of(owner))


def _list_slots_and_waivers(site: SitePlan) -> Iterator[PlacedEntry]:
    for system, release in site.snapshot.releases():
        for section, entry in release.walk():
            if entry.waiver or isinstance(entry, SignOff):
                yield PlacedEntry(system, release, section, entry)


def _signers(placed: PlacedEntry) -> tuple[PersonId, ...]:
    """The person who has decided a sign-off; without a decision, the holders of the role if the release is open."""
    if not isinstance(placed.entry, SignOff):
        return ()
    if placed.entry.signer:
        return (placed.entry.signer,)
    role = placed.system.roles.get(placed.entry.signing_role)
    return role.people if role and not placed.release.outcome else ()


def _writers(placed: PlacedEntry, site: SitePlan) -> tuple[PersonId, ...]:
    """The author of a decision, if the author wrote it in another person's name; else empty."""
    standing = site.judgements[placed.release.ref].standings.get(placed.entry.id)
    if standing is None or not standing.is_by_another or standing.provenance is None:
        return ()
    return (PersonId(standing.provenance.written_by.person),)


def _approvers(placed: PlacedEntry) -> tuple[PersonId, ...]:
    return (placed.entry.waiver.approved_by,) if placed.entry.waiver else ()


def find_unknown_authors(site: SitePlan) -> tuple[tuple[IndexedEvent, ...], ...]:
    """The events of each unknown author.

    An author is unknown if the e-mail address belongs to no person in people.yml, or to several. No group is empty.
    Authors are distinguished by e-mail address, or by name if the commit has no address.
    """
    of_author: dict[tuple[str, str], list[IndexedEvent]] = {}
    for indexed in site.event_index.events if site.event_index else ():
        author = indexed.event.commit.author
        if site.person_of(author) is None:
            key = (author.key, "" if author.key else author.name)
            of_author.setdefault(key, []).append(indexed)
    return tuple(map(tuple, of_author.values()))

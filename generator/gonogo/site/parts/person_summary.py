"""What every person holds, owes, signed, waived and did, gathered for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gonogo.core.frozen import Frozen
from gonogo.format.sections.signoffs import SignOff
from gonogo.model.ids import PersonId, RoleId
from gonogo.verdict.open_work import OpenEntry, find_open_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.history.index import IndexedEvent
    from gonogo.model.references import Ref
    from gonogo.model.registry import Role
    from gonogo.model.release import Entry, Release, Section
    from gonogo.model.snapshot import System
    from gonogo.site.plan import SitePlan

T = TypeVar("T")


class Held(Frozen):
    """A role that somebody holds for a system."""

    system: System
    role: Role


class Asked(Frozen):
    """A sign-off slot or a waived item, and where it stands."""

    system: System
    release: Release
    section: Section
    entry: Entry

    @property
    def ref(self) -> Ref:
        """The full reference of the entry."""
        return self.release.ref_of(self.section, self.entry)


class PersonSummary(Frozen):
    """All that is known of one person. `slots` wait for the person or have been decided by her."""

    held: tuple[Held, ...] = ()
    owed: tuple[OpenEntry, ...] = ()
    slots: tuple[Asked, ...] = ()
    waivers: tuple[Asked, ...] = ()
    told: tuple[IndexedEvent, ...] = ()


def gather_duties(site: SitePlan) -> dict[PersonId, PersonSummary]:
    """The summary of everybody in people.yml; what is owed earliest first, what was done oldest first."""
    systems, asked = site.snapshot.systems, tuple(_asked(site))
    roles = [Held(system, role) for system in systems.values() for role in system.roles.values()]
    left = find_open_work(site.snapshot, site.judgements)
    held = _by_person((one.role.people, one) for one in roles)
    owed = _by_person((_owners(one, systems[one.ref.system]), one) for one in left)
    slots = _by_person((_deciders(one), one) for one in asked)
    waivers = _by_person((_approvers(one), one) for one in asked)
    told = _by_person(_written(site))
    return {
        person: PersonSummary(
            tuple(held.get(person, ())),
            tuple(owed.get(person, ())),
            tuple(slots.get(person, ())),
            tuple(waivers.get(person, ())),
            tuple(told.get(person, ())),
        )
        for person in site.snapshot.people
    }


def _by_person(named: Iterable[tuple[Iterable[PersonId], T]]) -> dict[PersonId, list[T]]:
    """What names people, by each of them, in its order."""
    found: dict[PersonId, list[T]] = {}
    for people, one in named:
        for person in dict.fromkeys(people):
            found.setdefault(person, []).append(one)
    return found


def _written(site: SitePlan) -> Iterator[tuple[tuple[PersonId, ...], IndexedEvent]]:
    for told in site.event_index.events if site.event_index else ():
        if writer := site.person_of(told.event.commit.author):
            yield (writer,), told


def _owners(left: OpenEntry, system: System) -> tuple[PersonId, ...]:
    """The people who have to answer, a role by its holders."""
    owners: list[PersonId] = []
    for owner in left.owner:
        role = system.roles.get(RoleId(owner))
        owners += role.people if role else (PersonId(owner),)
    return tuple(owners)


def _asked(site: SitePlan) -> Iterator[Asked]:
    for system, release in site.snapshot.releases():
        for section, entry in release.walk():
            if entry.waiver or isinstance(entry, SignOff):
                yield Asked(system, release, section, entry)


def _deciders(asked: Asked) -> tuple[PersonId, ...]:
    """Who has decided a sign-off, or, in an open release, who may."""
    if not isinstance(asked.entry, SignOff):
        return ()
    if asked.entry.signer:
        return (asked.entry.signer,)
    role = asked.system.roles.get(asked.entry.signing_role)
    return role.people if role and not asked.release.outcome else ()


def _approvers(asked: Asked) -> tuple[PersonId, ...]:
    return (asked.entry.waiver.approved_by,) if asked.entry.waiver else ()


def gather_strangers(site: SitePlan) -> tuple[tuple[IndexedEvent, ...], ...]:
    """What was done by those who are not in people.yml, each by the e-mail of the commits, else by name."""
    found: dict[tuple[str, str], list[IndexedEvent]] = {}
    for told in site.event_index.events if site.event_index else ():
        author = told.event.commit.author
        if site.person_of(author) is None:
            key = (author.key, "" if author.key else author.name)
            found.setdefault(key, []).append(told)
    return tuple(tuple(events) for events in found.values())

"""The snapshot: the decoded contents of all files at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field
from gonogo.model.ids import PersonId, RoleId
from gonogo.model.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.ids import ReleaseId, SystemId
    from gonogo.model.registry import Person, Policy, Role
    from gonogo.model.release import Release
    from gonogo.model.system import Contact, SystemFacts


class System(Frozen):
    """A system with its releases in the order of their ids.

    `facts` is None if `system.yml` cannot be decoded; so is a release whose file cannot be decoded. `unreadable` are
    the paths of the system's other files that cannot be decoded.
    """

    id: SystemId
    facts: SystemFacts | None
    roles: Mapping[RoleId, Role]
    releases: Mapping[ReleaseId, Release | None]
    unreadable: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The display name, or the id if the facts cannot be decoded."""
        return self.facts.name if self.facts else self.id

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts in document order."""
        return tuple(self.facts.contacts.values()) if self.facts else ()

    def name_release(self, release: ReleaseId) -> str:
        """The name of the system with the id of one of its releases."""
        return f"{self.name} {release}"

    def people_of(self, owner: str) -> tuple[PersonId, ...]:
        """The holders of the role with this id; without such a role, the person with this id, known or not."""
        role = self.roles.get(RoleId(owner))
        return role.people if role else (PersonId(owner),)

    def path_of(self, release: ReleaseId) -> str:
        """The project-relative path of a release file."""
        return f"checklists/{self.id}/{release}.yml"


class Snapshot(Frozen):
    """The registry, the systems in the order of their ids, and the diagnostics of reading.

    `unreadable` are the registry files that concern every system and cannot be decoded. `sources` are the contents of
    files, keyed by path, for showing lines. `absent_evidence` are the paths that entries name as evidence but that have
    no file in the project.
    """

    people: Mapping[PersonId, Person]
    policy: Policy | None
    systems: Mapping[SystemId, System]
    unreadable: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = field(factory=dict)
    absent_evidence: frozenset[str] = frozenset()

    @property
    def is_public(self) -> bool:
        """Whether pages are public. They are, unless a readable policy says otherwise."""
        return self.policy is None or self.policy.audience == "public"

    def registry_of(self, system: SystemId) -> Registry:
        """The registry in the files, with the roles of one system. Trust uses the effective registry."""
        return Registry(self.people, self.policy, {system: self.systems[system].roles})

    @property
    def main_branch(self) -> str:
        """The main branch according to the files, "" if their policy cannot be decoded. Trust does not use it."""
        return self.policy.main if self.policy else ""

    def releases(self) -> Iterator[tuple[System, Release]]:
        """Every release that can be decoded, with its system."""
        for system in self.systems.values():
            for release in system.releases.values():
                if release is not None:
                    yield system, release

"""The snapshot: everything that the files say at one moment, decoded."""

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

    `facts` is None if `system.yml` cannot be read; so is a release whose file cannot be read. `unreadable` are the
    paths of files of the system, other than releases, that cannot be read.
    """

    id: SystemId
    facts: SystemFacts | None
    roles: Mapping[RoleId, Role]
    releases: Mapping[ReleaseId, Release | None]
    unreadable: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name that people use; the id if the facts cannot be read."""
        return self.facts.name if self.facts else self.id

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts in document order."""
        return tuple(self.facts.contacts.values()) if self.facts else ()

    def name_release(self, release: ReleaseId) -> str:
        """The name of the system with the id of a release of it."""
        return f"{self.name} {release}"

    def people_of(self, owner: str) -> tuple[PersonId, ...]:
        """The people who hold the role of this id; without such a role, the person of this id, known or not."""
        role = self.roles.get(RoleId(owner))
        return role.people if role else (PersonId(owner),)

    def path_of(self, release: ReleaseId) -> str:
        """The project-relative path of a release file."""
        return f"checklists/{self.id}/{release}.yml"


class Snapshot(Frozen):
    """The registry, the systems in the order of their ids, and the diagnostics of reading.

    `unreadable` are the files of the registry that concern every system and cannot be read. `sources` is the text of
    each file by path, for showing lines. `absent_evidence` are the paths that entries name as evidence and at which the
    project has no file.
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
        """Whether pages are for everybody. They are, unless a readable policy says otherwise."""
        return self.policy is None or self.policy.audience == "public"

    def registry_of(self, system: SystemId) -> Registry:
        """The registry as the files have it, with the roles of one system. Trust uses the effective one."""
        return Registry(self.people, self.policy, {system: self.systems[system].roles})

    @property
    def main_branch(self) -> str:
        """The branch that the files call main, "" if their policy cannot be read. Trust never asks them."""
        return self.policy.main if self.policy else ""

    def releases(self) -> Iterator[tuple[System, Release]]:
        """Every release that decodes, with its system."""
        for system in self.systems.values():
            for release in system.releases.values():
                if release is not None:
                    yield system, release

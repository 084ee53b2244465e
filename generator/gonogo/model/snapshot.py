"""The snapshot: the decoded contents of all files in `checklists/` at one commit, or in the working tree."""

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
    """A system with its releases, sorted by id.

    `facts` is None if gonogo cannot decode `system.yml`, and a release is None if gonogo cannot decode its file.
    `unreadable` are the paths of `system.yml` and `roles.yml` if they are missing or cannot be decoded, and of the
    system's folder if its name is not an id.
    """

    id: SystemId
    facts: SystemFacts | None
    roles: Mapping[RoleId, Role]
    releases: Mapping[ReleaseId, Release | None]
    unreadable: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The display name; the id if `system.yml` cannot be decoded."""
        return self.facts.name if self.facts else self.id

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts in document order; () if `system.yml` cannot be decoded."""
        return tuple(self.facts.contacts.values()) if self.facts else ()

    def name_release(self, release: ReleaseId) -> str:
        """The display name of a release: the name of the system, a space, and the id of the release."""
        return f"{self.name} {release}"

    def people_of(self, owner: str) -> tuple[PersonId, ...]:
        """The holders of the role with this id. If there is no such role, the id itself as the id of a person."""
        role = self.roles.get(RoleId(owner))
        return role.people if role else (PersonId(owner),)

    def path_of(self, release: ReleaseId) -> str:
        """The path of a release file, relative to the project folder."""
        return f"checklists/{self.id}/{release}.yml"


class Snapshot(Frozen):
    """The decoded people, policy and systems (sorted by id), and the diagnostics found while reading the files.

    `unreadable` are the paths of people.yml and policy.yml if they are missing or cannot be decoded. `sources` are the
    contents of files, keyed by path, from which reports quote lines. `absent_evidence` are the paths that entries name
    as evidence although the project has no such file.
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
        """Whether the site is public, so that private values are left out. True if there is no readable policy."""
        return self.policy is None or self.policy.audience == "public"

    def registry_of(self, system: SystemId) -> Registry:
        """The registry as written in the files, with the roles of one system only.

        Unauthorized changes are not filtered out; `gonogo.trust` uses the effective registry instead.
        """
        return Registry(self.people, self.policy, {system: self.systems[system].roles})

    @property
    def main_branch(self) -> str:
        """The name of the main branch in policy.yml; "" if the policy cannot be decoded.

        Verification uses the effective policy instead.
        """
        return self.policy.main if self.policy else ""

    def releases(self) -> Iterator[tuple[System, Release]]:
        """Every release that can be decoded, with its system."""
        for system in self.systems.values():
            for release in system.releases.values():
                if release is not None:
                    yield system, release

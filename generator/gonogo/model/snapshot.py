"""Everything that the files say at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gonogo.core.diagnostics import Diagnostic
    from gonogo.model.ids import PersonId, ReleaseId, RoleId, SystemId
    from gonogo.model.registry import Person, Policy, Role
    from gonogo.model.release import Release
    from gonogo.model.system import Contact, SystemFacts


class System(Frozen):
    """A system with its releases in the order of their ids. SystemFacts are None when the file does not decode.

    `releases` holds None for a release file that does not decode.
    """

    id: SystemId
    facts: SystemFacts | None
    roles: Mapping[RoleId, Role]
    releases: Mapping[ReleaseId, Release | None]
    unreadable: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name that people use; the id while the facts are not readable."""
        return self.facts.name if self.facts else self.id

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts in document order."""
        return tuple(self.facts.contacts.values()) if self.facts else ()

    def path_of(self, release: ReleaseId) -> str:
        """The project-relative path of a release file."""
        return f"checklists/{self.id}/{release}.yml"


class Snapshot(Frozen):
    """The directory, the systems in the order of their ids, and what reading found.

    `unreadable` are the directory files that concern every system. `sources` has the text of every file that is
    text at all, for showing lines.
    """

    people: Mapping[PersonId, Person]
    policy: Policy | None
    systems: Mapping[SystemId, System]
    unreadable: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, str] = field(factory=dict)

    @property
    def is_public(self) -> bool:
        """Whether pages are for everybody; without a policy that says otherwise they are."""
        return self.policy is None or self.policy.audience == "public"

    def releases(self) -> Iterator[tuple[System, Release]]:
        """Every release that decodes, with its system."""
        for system in self.systems.values():
            for release in system.releases.values():
                if release is not None:
                    yield system, release

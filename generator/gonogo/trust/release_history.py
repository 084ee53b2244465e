"""The history of one release file on the line: the landing that set each value, and the people who took part."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gonogo.core.frozen import Frozen
from gonogo.core.nodes import Unreadable
from gonogo.model.provenance import Provenance
from gonogo.trust.introducers import find_introducers
from gonogo.trust.merger import find_author, find_merger
from gonogo.trust.release_values import ReleaseValues, has_only_slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import PlainTree, Version
    from gonogo.model.ids import PersonId, SystemId
    from gonogo.model.references import Ref
    from gonogo.trust.effective_registry import EffectiveRegistry, RegistryState
    from gonogo.trust.introducers import Introducer
    from gonogo.trust.line_reader import LineReader
    from gonogo.trust.release_values import Value, ValueFinder, ValueId


class Step(NamedTuple):
    """A landing that changed the file: its place on the line, and the values and the version before and after it."""

    place: int
    before: ReleaseValues
    after: ReleaseValues
    tree_before: PlainTree | None
    tree: PlainTree | None


class Participants(NamedTuple):
    """The people who wrote a value and who merged it, according to the registry before the landing.

    `writers` are the people whom the authors' addresses identify. `merger` is None if git does not record the merger.
    """

    writers: tuple[PersonId, ...]
    merger: PersonId | None

    @property
    def everybody(self) -> tuple[PersonId, ...]:
        return (*self.writers, *([self.merger] if self.merger else []))


class ReleaseHistory(Frozen):
    """A release file on the line up to the landing at `end`, with the effective registry along the line."""

    ref: Ref
    path: str
    reader: LineReader
    registry: EffectiveRegistry
    finder: ValueFinder
    end: int

    @property
    def system(self) -> SystemId:
        """The system of the release; only its roles count."""
        return self.ref.system

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Each landing that changed the file and after which the file can be read, oldest first."""
        steps = []
        before, tree_before = ReleaseValues(), None
        for version in self.reader.versions(self.path):
            if version.place > self.end:
                break
            after = self.finder.find(version.tree)
            steps.append(Step(version.place, before, after, tree_before, version.tree))
            before, tree_before = after, version.tree
        return tuple(steps)

    def values(self) -> ReleaseValues:
        return self.finder.find(self.reader.tree_after(self.end, self.path))

    def find_step(self, value_id: ValueId, value: Value | None) -> Step | None:
        """The last landing that changed a value to `value`; None if there is none."""
        for step in reversed(self.steps):
            if step.after.values.get(value_id) == value != step.before.values.get(value_id):
                return step
        return None

    def changing_places(self) -> Iterator[int]:
        """The places of the landings that changed a slot, or a value that needs an authorized author."""
        for step in self.steps:
            if (step.before.values, step.before.slots) != (step.after.values, step.after.slots):
                yield step.place

    def introducers(self, place: int, value_id: ValueId) -> tuple[Introducer, ...]:
        """The commits that introduced the value that the landing at `place` set."""

        def value_in(oid: str) -> Value | None:
            return self.finder.find(self.reader.tree_in(oid, self.path)).values.get(value_id)

        return find_introducers(self.reader, place, value_in)

    def slot_introducers(self, place: int, slot: str) -> tuple[Introducer, ...]:
        """The commits that introduced the landing's change to a slot: its role, its phase, or its removal."""
        return find_introducers(
            self.reader, place, lambda oid: self.finder.find(self.reader.tree_in(oid, self.path)).slots.get(slot)
        )

    def repairs(self, oid: str) -> bool:
        """Whether a commit inside a loaded landing repairs the file: the file is unreadable in a parent of it."""
        return any(isinstance(tree, Unreadable) for tree in self._trees_before(oid))

    def had_slot(self, oid: str, slot: str) -> bool:
        """Whether the author of a commit could see a slot: a parent has the slot, and every parent can be read."""
        trees = self._trees_before(oid)
        return not self.repairs(oid) and any(isinstance(tree, dict) and has_only_slot(tree, slot) for tree in trees)

    def _trees_before(self, oid: str) -> list[Version | None]:
        return [self.reader.own_tree_in(parent, self.path) for parent in self.reader.parents(oid)]

    def registry_at(self, place: int) -> RegistryState:
        """The registry by which the landing at `place` is judged."""
        return self.registry.before(place)

    def participants(self, place: int, introducers: tuple[Introducer, ...]) -> Participants:
        """The authors of the introducers, and the merger of the landing at `place`.

        Leaves out introducers that restored an old value. Also leaves out authors and mergers of commits that repaired
        the file, because they could not see the changes made while the file could not be read.
        """
        identities = self.registry_at(place).identities
        wrote = (
            introducer.commit
            for introducer in introducers
            if not introducer.is_restored and not self.repairs(introducer.commit.oid)
        )
        people = map(identities.find_person, (commit.author for commit in wrote))
        landing = self.reader.landings[place].commit
        merger = None if self.repairs(landing.oid) else find_merger(landing, identities)
        return Participants(tuple(dict.fromkeys(person for person in people if person)), merger)

    def provenance(self, place: int, introducer: Introducer, signer: str = "") -> Provenance:
        """How a value reached main: commit, landing, author and merger.

        `merged_by` is None if the author or the signer merged the landing.
        """
        landing = self.reader.landings[place]
        identities = self.registry_at(place).identities
        author = find_author(introducer.commit, identities)
        merger = find_merger(landing.commit, identities)
        others = merger if merger and merger not in (author.person, signer) else None
        return Provenance(
            commit=introducer.commit.oid,
            landing=landing.oid,
            written_by=author,
            merged_by=identities.author(others) if others else None,
            pull_request=landing.pull_request,
            landed_at=landing.at,
        )
